// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
package import Testing

/// Compares `actual` with a recorded file; the recording is reviewed as a diff.
///
/// `name` is looked up in the folder `Golden` beside the test's source file, or, when it begins
/// with `samples/`, `Documentation/` or `Tests/`, in the source tree. With `RECORD_GOLDENS=1` in the environment a differing
/// file is rewritten and the test *fails*, so that recording never passes unnoticed.
package func expectGolden(
  _ actual: String, named name: String, file: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let folder =
    ["samples/", "Documentation/", "Tests/"].contains { name.hasPrefix($0) }
    ? Folder(path: Repository.root)
    : Folder(path: Repository.ancestor(of: file, levels: 1) + "/Golden")
  let expected = try? folder.text(name)
  if expected == actual { return }
  guard ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" else {
    let difference = expected.map { firstDifference($0, actual) } ?? "there is no such file yet"
    Issue.record(
      "\(name): \(difference). Record it with Scripts/record-goldens and review the diff.",
      sourceLocation: sourceLocation)
    return
  }
  do {
    try folder.write(actual, to: name)
    Issue.record(
      "\(name): recorded; run again without RECORD_GOLDENS", sourceLocation: sourceLocation)
  } catch {
    Issue.record("\(name): cannot be recorded: \(error)", sourceLocation: sourceLocation)
  }
}

/// Where two texts first differ, as a short sentence with both lines.
func firstDifference(_ expected: String, _ actual: String) -> String {
  let wanted = expected.split(separator: "\n", omittingEmptySubsequences: false)
  let got = actual.split(separator: "\n", omittingEmptySubsequences: false)
  let common = zip(wanted, got).prefix { $0 == $1 }.count
  let shown = { (lines: [Substring]) in
    common < lines.count ? "«\(lines[common])»" : "the end"
  }
  return "line \(common + 1) is \(shown(got)), recorded is \(shown(wanted))"
}
