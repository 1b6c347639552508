// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import MailStores
import OctetSources

/// `logscan mime inspect`: messages as trees, or their leaves as JSON lines.
struct MimeInspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Shows messages part by part: types, encodings, sizes, ranges, defects.",
    discussion: """
      Text shows each message as a tree. 'ndjson' writes one object for each leaf, the format that \
      Documentation/MailOutput.md describes.

      EXAMPLES:
        logscan mime inspect message.eml
        logscan mime inspect -f ndjson --digests Maildir archive.mbox.gz
      """)

  @Argument(help: ArgumentHelp("Files or directories, '-' for standard input.", valueName: "path"))
  var paths: [String]

  @Option(name: .shortAndLong, help: ArgumentHelp("text or ndjson.", valueName: "format"))
  var format = InspectFormat.text

  @Flag(help: "With ndjson: SHA-256 of each leaf's encoded and decoded octets.")
  var digests = false

  enum InspectFormat: String, ExpressibleByArgument { case text, ndjson }

  mutating func validate() throws {
    if digests, format != .ndjson { throw ValidationError("--digests goes with -f ndjson.") }
  }

  mutating func run() throws {
    var run = InspectRun(paths: paths)
    switch format {
    case .text: run.showTrees()
    case .ndjson: run.listLeaves(withDigests: digests)
    }
    try run.finish()
  }
}
