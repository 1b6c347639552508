// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import LogPipeline
import ProviderFindings
import Reports
import SessionLog

struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "One session as a transcript of both sides.",
    discussion: """
      The beginning of an id is enough where no other session begins so. 'C:' is the client, \
      'S:' the server, '--' what the program noted; each with the time since the session began.

      EXAMPLES:
        logscan show 1f4c0a93 smtp.log
        logscan show --explain 1f4c0a93 /var/log/smtp
      """)

  @Argument(help: ArgumentHelp("The session's id, or its beginning.", valueName: "id"))
  var id: String

  @OptionGroup var input: InputOptions

  @Flag(help: "Say why the session was counted as it was: each fact with the records it rests on.")
  var explain = false

  @OptionGroup(title: "Output") var output: ShowOutputOptions
  @OptionGroup(title: "Output") var noise: NoiseOptions

  mutating func validate() throws {
    let isID = (1...16).contains(id.utf8.count) && id.allSatisfy { $0.isASCII && $0.isHexDigit }
    if !isID {
      throw ValidationError("'\(id)' is not a session id: 1 to 16 hexadecimal digits.")
    }
  }

  func run() throws {
    let setup = try RunSetup(RunInput(input), nil, noise, keepsRecords: true)
    let view = SessionView(
      prefix: id.lowercased(), explain: explain, zone: setup.zone, width: output.width,
      colours: output.colours)
    let listing = SessionListing { view.render($0, $1) }
    let result = try setup.run(listing: listing)
    var found: [[UInt8]] = []
    try listing.drain(
      partner: setup.partners(in: result),
      { if $0.first != SessionView.noMark { found.append($0) } },
      unpaired: [SessionView.noMark], paired: view.paired)
    guard let first = found.first else {
      // It may be in what could not be read.
      throw Failure(
        result.coverage.isComplete ? .nothingRecognised : .incomplete,
        "no session has an id that begins with '\(id)'",
        remedy: "'logscan sessions' lists them all; the input must be the same")
    }
    guard found.count == 1 else {
      let ids = found.prefix(10).map { String(decoding: $0.prefix(16), as: UTF8.self) }
      throw Failure(
        .usage, "\(found.count) sessions have an id that begins with '\(id)'",
        why: ids.joined(separator: " "), remedy: "more digits of one of them")
    }
    StandardOutput.write(SessionView.text(of: first))
    try RunSetup.finish(result.coverage)
  }
}

/// Width and colours of a transcript, which has one format.
struct ShowOutputOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Width of text in columns.", valueName: "columns"))
  var width = 80

  @Option(help: ArgumentHelp("Colours in text: auto, always or never.", valueName: "when"))
  var color = OutputOptions.ColorChoice.auto

  mutating func validate() throws {
    if !(40...10_000).contains(width) {
      throw ValidationError("--width must be from 40 to 10000.")
    }
  }

  var colours: Bool { color.colours }
}
