// SPDX-License-Identifier: Apache-2.0

/// Runs the benchmark rows and prints their table. `Scripts/bench` calls it.
@main
struct Bench {
  static let usage = "usage: Bench LOGSCAN GENERATOR SESSIONS.txt FOLDER [small|full] [ROUNDS]"

  static func main() {
    let words = CommandLine.arguments
    guard words.count >= 5 else { return print(usage) }
    let full = words.count <= 5 || words[5] != "small"
    let rows = LogRows(
      logscan: words[1], generator: words[2], sessions: words[3], folder: words[4],
      rounds: words.count > 6 ? Int(words[6]) ?? 5 : 5,
      megabytes: full ? [10, 100, 1000] : [10, 100],
      files: full ? [1_000, 10_000, 100_000] : [1_000, 10_000])
    rows.prepare()
    var table = ResultTable()
    rows.run(into: &table)
    let programs = words[2].split(separator: "/", omittingEmptySubsequences: false).dropLast()
    let mail = MailRows(
      logscan: words[1], mailBench: (programs + ["MailBench"]).joined(separator: "/"),
      folder: words[4], rounds: rows.rounds, largeLines: full ? 12_800_000 : 1_280_000,
      copies: full ? 5 : 1)
    mail.prepare()
    mail.run(into: &table)
    print(table.markdown)
  }
}
