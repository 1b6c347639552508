// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Glibc
import LogPipeline
import OctetSources
import PeerRegister
import ProviderFindings
import Reports

struct PeersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "peers",
    abstract: "What each peer offers by EHLO, and what it accepts and refuses in practice.",
    discussion: """
      Servers (from outbound sessions): for each host, recipient domain and provider the EHLO \
      keywords before and in TLS, and for BODY, SMTPUTF8 and BDAT what was offered, accepted and \
      refused, with the reply. Clients (from inbound sessions): what they used towards us. \
      '-o peers.json' is the register that 'mime convert --for' reads and that '--with' carries on; \
      it takes each session once.

      An offer proves nothing. Only the last reply to EHLO counts: one sent before TLS is ignored \
      if another follows, and so is BINARYMIME without CHUNKING. Accepted means whole messages, \
      of BINARYMIME those that came by BDAT. Even then a server may alter what it accepted: \
      Dovecot's submission service turns lone LF into CRLF. No log shows that.

      EXAMPLES:
        logscan peers /var/log/smtp
        logscan peers -d yesterday --with peers.json -o peers.json /var/log/smtp
        logscan peers --with peers.json --for bigmail.example
        logscan peers --cost mail.json smtp.log  (mail.json: by 'mime measure')
        logscan peers --peer mx1.bigmail.example --detail 6 smtp.log
      """)

  @OptionGroup var input: InputOptions

  @Option(
    name: .customLong("with"),
    help: ArgumentHelp(
      "A register of earlier logs to add to (JSON; may be given several times). Without a path "
        + "only the registers are shown, even if $GOOGLE_LOG_DIR is set. Created if missing, where -o "
        + "names it too.",
      valueName: "file"))
  var registers: [String] = []

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp(
      "Only report which form this peer (host, recipient domain, mailbox or provider) gets today, "
        + "and why.", valueName: "peer"))
  var peer: String?

  @Flag(
    name: .customLong("accept-incomplete"),
    help: "Add to a register that '--with' reads even if the input could not be read in full.")
  var acceptsIncomplete = false

  @Option(
    name: .customLong("cost"),
    help: ArgumentHelp(
      "What the missing BINARYMIME costs, by the overhead in this JSON result of 'mime measure'.",
      valueName: "file"))
  var measurement: String?

  @OptionGroup var trust: TrustOptions
  @OptionGroup(title: "Selection") var selection: SelectionOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Output") var extent: ExtentOptions
  @OptionGroup(title: "Output") var partial: PartialOptions
  @OptionGroup(title: "Cost") var costs: CostOptions
  @OptionGroup(title: "Output") var noise: NoiseOptions

  mutating func validate() throws {
    if let peer, peer.allSatisfy({ $0 == " " }) {
      throw ValidationError("--for: the name is empty.")
    }
  }

  func run() throws {
    // A register may be replaced by what it has grown into; nothing else that is read may.
    try RunSetup.refuse(replacing: [measurement, costs.parameters], by: output)
    let isEmpty = input.areNone && !registers.isEmpty
    let zone = try SystemZone.rules(named: input.reading.zoneName)
    var register = PeerRegister()
    for path in registers where !isToBegin(path) {
      let next = try PeerOptions.read(path, zone: zone)
      let shared = KnownSessions(register.seen).count(in: next.seen)
      if shared > 0 {
        throw Failure(
          .usage, "\(path) has sessions that another register has too",
          why: "\(NumberText.counted(shared, "session")) would count twice",
          remedy: "a register that is made from the logs of both")
      }
      register.merge(next)
    }
    let partialOut = try PartialOutput(path: isEmpty ? nil : partial.path)
    let setup = try RunSetup(
      isEmpty ? .nothing(input.reading) : RunInput(input), selection, noise, writing: output,
      registerPeersBeside: KnownSessions(register.seen), partial: partialOut)
    let result = isEmpty ? nil : try setup.run()
    if let result {
      setup.tellIfNothingMatches(result.coverage)
      if let peers = result.peers {
        tellOfRepetition(peers, setup)
        tellOfLinesLeftOut(result.coverage, setup)
        register.merge(peers)
      }
    }
    if let peer {
      try tell(peer, register, setup, partialOut)
    } else {
      try write(register, result, setup, partialOut)
    }
    if let result { try RunSetup.finish(result.coverage) }
  }

  /// Whether a register is to be made by this very run: the first night's.
  private func isToBegin(_ path: String) -> Bool {
    guard !input.areNone, output.output.contains(path), !TextFile.exists(path) else {
      return false
    }
    if !noise.quiet {
      StandardError.say("\(path): there is no register yet; this run creates it")
    }
    return true
  }

  /// Says which sessions were not taken because the register has them, or may have them.
  private func tellOfRepetition(_ peers: PeerRegister, _ setup: RunSetup) {
    if peers.repeatedSessions > 0 {
      setup.tell(
        "\(NumberText.counted(peers.repeatedSessions, "session")) of this input "
          + "\(peers.repeatedSessions == 1 ? "is" : "are") in the register already, and not counted again"
      )
    }
    if peers.undecidedSessions > 0 {
      setup.tell(
        "\(NumberText.counted(peers.undecidedSessions, "session")) of this input not counted: so long ago that "
          + "the register does not know whether it has them; to have them for certain, make it anew from all logs"
      )
    }
  }

  /// Whether a register must not grow by this input.
  private func isIncomplete(_ result: LogResult?) -> Bool {
    !acceptsIncomplete && result?.coverage.isReadToTheEnd == false
  }

  /// Says what a register that was written for all that does not rest on: lines that hold a second record.
  private func tellOfLinesLeftOut(_ coverage: Coverage, _ setup: RunSetup) {
    guard let lines = HeadSection.recordsInside(coverage) else { return }
    setup.tell("\(lines): what those would say of a peer is not known")
  }

  /// The decision for one peer, as 'mime convert --for' makes it.
  private func tell(
    _ peer: String, _ register: PeerRegister, _ setup: RunSetup, _ partialOut: PartialOutput?
  ) throws {
    let decision = register.decision(
      for: peer, trust: trust.peerTrust, maxAge: trust.maxAge.length, now: SystemZone.now())
    var results = Results()
    for target in try partial.targets(output) {
      switch target.format {
      case .json, .ndjson:
        results.write(
          PeerDecisionJSON.document(decision, zone: setup.zone, pretty: target.format == .json),
          to: target)
      default:
        let sentence = PeerDecisionText.sentence(decision, zone: setup.zone)
        let lines =
          target.format == .text
          ? DisplayWidth.lines(of: DisplayWidth.printable(sentence), width: output.width)
          : [sentence]
        results.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: target)
      }
    }
    results.write(partialOut)
    try results.finish()
  }

  private func write(
    _ register: PeerRegister, _ result: LogResult?, _ setup: RunSetup, _ partialOut: PartialOutput?
  ) throws {
    let cost = try measurement.map { path in
      PeerCost(
        register, try costs.model(),
        measured: try CostOptions.measurement(path).volume)
    }
    let json = PeerRegisterJSON(
      register, zone: setup.zone, cost: cost.map { cost in { cost.write(into: &$0) } })
    var results = Results(replacing: registers)
    for target in try partial.targets(output) {
      if isIncomplete(result), results.isState(target) {
        results.withhold(
          target, why: "the input is incomplete",
          remedy: "the same when the input is whole, or with --accept-incomplete")
        continue
      }
      switch target.format {
      case .json: results.write(portions: json.write, to: target)
      case .ndjson: results.write(portions: json.writeLines, to: target)
      case .csv, .tsv:
        let table = cost?.table ?? PeersTable(register, zone: setup.zone).table
        let text =
          target.format == .csv ? CSVRenderer.text(table) : TSVRenderer.text(table)
        results.write(Array(text.utf8), to: target)
      case .text, .md, .html:
        let context = extent.context(for: target.format, zone: setup.zone)
        var report = PeersReport(
          register, trust: trust.peerTrust, maxAge: trust.maxAge.length, context: context
        ).report(coverage: result?.coverage)
        if let cost {
          report.sections.insert(cost.section(top: context.top), at: report.sections.count - 1)
        }
        results.write(report, to: target, output, detail: extent.detail)
      }
    }
    results.write(partialOut)
    try results.finish()
  }
}
