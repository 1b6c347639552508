// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// Inputs that are named in a file.
struct FileListOption: ParsableArguments {
  @Option(
    name: .customLong("files-from"),
    help: ArgumentHelp(
      "Also read the files named in this one, a name a line or each up to a NUL; '-' is standard input.",
      valueName: "file"))
  var list: String?

  /// Those of the command line, and those of the list.
  func names(with paths: [String]) throws(Failure) -> [String] {
    guard let list else { return paths }
    return paths + (try WholeInput.names(in: list))
  }
}
