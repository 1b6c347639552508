// SPDX-License-Identifier: Apache-2.0

/// What a mistyped subcommand was meant to be. `logscan reprot FILE` is a report on a file named
/// `reprot` otherwise, and says only that there is none.
enum SubcommandGuess {
  /// Edits by which a word may differ from the name that was meant.
  private static let mostEdits = 2

  /// Refuses arguments whose first word leads to no file and is almost a subcommand's name.
  static func check(_ arguments: ArraySlice<String>, names: [String]) throws(Failure) {
    guard let word = arguments.first, !word.isEmpty, !word.hasPrefix("-"),
      !names.contains(word), !TextFile.exists(word),
      let name = nearest(to: word, among: names)
    else { return }
    throw Failure(.usage, "\(word): no such file; did you mean 'logscan \(name)'?")
  }

  /// The name with the fewest edits, the first of several; nil if all take too many.
  static func nearest(to word: String, among names: [String]) -> String? {
    names.map { (name: $0, edits: edits(from: word, to: $0)) }
      .filter { $0.edits <= mostEdits && $0.edits < $0.name.count - 1 }
      .min { $0.edits < $1.edits }?.name
  }

  /// Letters to insert, remove or replace to make one word of the other (Levenshtein distance).
  static func edits(from word: String, to name: String) -> Int {
    let name = Array(name)
    var row = Array(0...name.count)
    for (index, letter) in word.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in name.indices {
        let replaced = diagonal + (name[column] == letter ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(replaced, row[column] + 1, diagonal + 1)
      }
    }
    return row[name.count]
  }
}
