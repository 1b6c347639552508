// SPDX-License-Identifier: Apache-2.0

/// File names that begin with a dash, as a shell's `*` hands them over. The argument parser takes `-dash.eml` for seven short
/// options, one of them `-h`, and prints the help as if all were well.
enum DashedName {
  /// Short options without a value that go together, as in `-qv`.
  private static let flags: Set<Character> = ["h", "q", "v"]
  /// Short options whose value may follow at once, as in `-j4`.
  private static let joined: Set<Character> = ["j", "n"]

  /// Refuses words in which `-h` would be found although nobody has written it.
  static func check(_ arguments: ArraySlice<String>) throws(Failure) {
    for word in arguments.prefix(while: { $0 != "--" }) where isMistaken(word) {
      throw Failure(
        .usage, "unknown option '\(word)'", remedy: "./\(word), or -- before it, if it is a file")
    }
  }

  /// A word such as `-12h` is an age.
  static func isMistaken(_ word: String) -> Bool {
    let letters = word.dropFirst()
    guard word.hasPrefix("-"), !word.hasPrefix("--"), letters.count > 1, letters.contains("h"),
      let first = letters.first, !first.isNumber, !joined.contains(first)
    else { return false }
    return !letters.allSatisfy(flags.contains)
  }
}
