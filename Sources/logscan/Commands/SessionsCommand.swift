// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import LogPipeline
import ProviderFindings
import Reports
import SessionLog

struct SessionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sessions",
    abstract: "One row for each session.",
    discussion: """
      \(SessionFilter.help)

      EXAMPLES:
        logscan sessions --where 'tls=failed' smtp.log
        logscan sessions -d yesterday -f ndjson /var/log/smtp | jq .peer.name
        logscan sessions --where 'not quit and messages>0' -f csv smtp.log
        logscan sessions /var/log/smtp | tail
        logscan sessions --raw --peer 192.0.2.0/24 smtp.log | awk -v RS= '/BDAT/'
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup(title: "Selection") var selection: SelectionOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Output") var noise: NoiseOptions

  @Flag(help: "The records of each session as they stand in the log, a blank line between.")
  var raw = false

  @Option(
    help: ArgumentHelp(
      "What the rows are in the order of: input (file by file) or start (time). Default: start where people "
        + "read (text, md, html), else input.",
      valueName: "order"))
  var sort: SessionOrder?

  mutating func validate() throws {
    if raw, output.format != nil || !output.output.isEmpty {
      throw ValidationError("--raw is a format of its own: give it without -f and -o.")
    }
    if output.targets.count > 1 {
      throw ValidationError("sessions writes one format at a time: give one -o, or -f.")
    }
  }

  func run() throws {
    let setup = try RunSetup(RunInput(input), selection, noise, writing: output, keepsRecords: raw)
    for var target in output.targets {
      target.isRaw = raw
      let format: SessionListFormat =
        raw ? .raw : SessionListFormat(target.format, width: output.width)
      let zone = setup.zone
      let listing = SessionListing(in: sort ?? format.order) { format.render($0, $1, zone: zone) }
      let result = try setup.run(listing: listing)
      setup.tellIfNothingMatches(result.coverage)
      try write(listing, format, target, setup.partners(in: result))
      try RunSetup.finish(result.coverage)
    }
  }

  private func write(
    _ listing: SessionListing, _ format: SessionListFormat, _ target: OutputTarget,
    _ partners: [SessionID: SessionID]
  ) throws {
    var sink = try target.open()
    var page = SessionListPage(format)
    try sink.write(page.head)
    try listing.drain(
      partner: partners, { try sink.write(page.entry($0)) }, unpaired: format.unpaired,
      paired: format.paired)
    try sink.write(page.tail)
    try sink.finish()
  }
}

extension SessionOrder: ExpressibleByArgument {}

extension SessionListFormat {
  /// People look for a time, under its day; programs take what comes and need not wait for the last session.
  fileprivate var order: SessionOrder {
    switch self {
    case .text, .md, .html: .start
    case .json, .ndjson, .csv, .tsv, .raw: .input
    }
  }
}
