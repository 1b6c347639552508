// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import LogPipeline
import MailTypes
import OctetSources
import Reports
import SessionLog
import Synchronization
import SystemCalls

struct ExportTLSRPT: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tlsrpt",
    abstract: "SMTP TLS reports (RFC 8460) about the servers that we sent to, as files.",
    discussion: """
      One file for each recipient domain and UTC day, named as RFC 8460 section 5.1 says, \
      compressed. Nothing is sent: who wants reports says so in the DNS (_smtp._tls.DOMAIN). \
      A report that is made again replaces the first.

      Counted as failed: handshakes that failed (validation-failure), servers whose reply to EHLO \
      offers no STARTTLS (starttls-not-supported), and, where the log shows secure TLSA \
      records, certificates that do not fit them. Without a policy a session in TLS is a success, whoever \
      answers. Sessions in doubt, and those of which the log does not state what became of TLS, are \
      in no report, and counted on standard error.

      EXAMPLES:
        logscan export tlsrpt --organization 'Example Inc.' \\
            --contact tls@example.org -o reports/ -d yesterday /var/log/smtp
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup(title: "Selection") var selection: SelectionOptions
  @OptionGroup(title: "Output") var noise: NoiseOptions

  @Option(help: ArgumentHelp("The name of who reports.", valueName: "name"))
  var organization: String

  @Option(
    help: ArgumentHelp(
      "The mailbox to ask about the reports; its domain is in the names of the files.",
      valueName: "address"))
  var contact: String

  @Option(
    name: .customLong("sending-ip"),
    help: ArgumentHelp(
      "The address that the server sends from, which its log does not state.", valueName: "address"
    ))
  var sendingAddress: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The directory for the files; made if missing.", valueName: "directory"))
  var output: String

  mutating func validate() throws {
    if organization.isEmpty { throw ValidationError("--organization: the name is empty.") }
    if TLSReportJSON.domain(of: contact) == nil {
      throw ValidationError("--contact: '\(contact)' is not an address.")
    }
    if let sendingAddress, IPAddress(sendingAddress.utf8) == nil {
      throw ValidationError("--sending-ip: '\(sendingAddress)' is not an IP address.")
    }
  }

  func run() throws {
    let setup = try RunSetup(RunInput(input), selection, noise)
    let tally = Mutex(TLSReportTally())
    let zone = setup.zone
    let listing = SessionListing { session, _ in
      tally.withLock { $0.add(session, zone: zone) }
      return (before: [], after: [])
    }
    let result = try setup.run(listing: listing)
    setup.tellIfNothingMatches(result.coverage)
    let counted = tally.withLock { $0 }
    try makeDirectory()
    let writer = TLSReportJSON(
      organization: organization, contact: contact, sendingAddress: sendingAddress)
    var results = Results()
    for (subject, policies) in counted.reports.sorted(by: { $0.key < $1.key }) {
      guard let octets = GzipFrame.compress(writer.document(subject, policies)) else {
        throw Failure(.incomplete, subject.domain, why: "no memory to compress its report")
      }
      results.write(
        octets,
        to: OutputTarget(
          path: output + "/" + writer.fileName(subject), format: .json, colours: false))
    }
    try results.finish()
    let count = counted.reports.count
    setup.tell("\(NumberText.counted(count, "report")) in \(output)")
    if counted.unstated > 0 {
      setup.tell(
        "\(NumberText.counted(counted.unstated, "outbound session")) in no report: the recipient domain, or "
          + "what became of TLS, is not certain from the log")
    }
    try RunSetup.finish(result.coverage)
  }

  private func makeDirectory() throws(Failure) {
    guard TextFile.isMissing(output) else { return }
    do throws(SystemError) {
      try Kernel.makeDirectory(Array(output.utf8), mode: 0o777)
    } catch {
      throw Failure(.incomplete, "cannot make the directory \(output)", why: error.description)
    }
  }
}
