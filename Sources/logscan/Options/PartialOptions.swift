// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// A partial result beside the others.
struct PartialOptions: ParsableArguments {
  @Option(
    name: .customLong("partial-out"),
    help: ArgumentHelp(
      "Write a partial result for 'logscan merge': all of the input, whatever is selected. '-' is standard "
        + "output. Other results only where -o or -f asks for them.",
      valueName: "file"))
  var path: String?

  mutating func validate() throws {
    if path == "" { throw ValidationError("--partial-out wants the name of a file, or '-'.") }
  }

  /// The results that are to be written beside it.
  func targets(_ output: OutputOptions) throws -> [OutputTarget] {
    guard let path else { return output.targets }
    if output.output.isEmpty, output.format == nil { return [] }
    let targets = output.targets
    if path == "-", targets.contains(where: { $0.path == nil }) {
      throw ValidationError("--partial-out - takes standard output: -f has no place there.")
    }
    return targets
  }
}
