// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import History
import ProviderFindings
import Reports
import SessionLog

struct FindingsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "findings",
    abstract: "The findings that a state knows, with their lives; mutes them for a time.",
    subcommands: [FindingsList.self, FindingsMute.self, FindingsUnmute.self],
    defaultSubcommand: FindingsList.self)
}

/// The state that a command is about.
struct StateOption: ParsableArguments {
  @Option(help: ArgumentHelp("The state that 'report --state' keeps.", valueName: "file"))
  var state: String

  func read<Value>(_ body: (HistoryTransaction) throws -> Value) throws -> Value {
    try open { try $0.read(body) }
  }

  func change<Value>(_ body: (HistoryTransaction) throws -> Value) throws -> Value {
    try open { try $0.change(body) }
  }

  private func open<Value>(_ body: (HistoryFile) throws -> Value) throws -> Value {
    do {
      let file = try HistoryFile(path: state, creating: false)
      let value = try body(file)
      try file.close()
      return value
    } catch let failure as HistoryFailure {
      throw Failure(failure == .busy ? .incomplete : .usage, "\(state) \(failure)")
    }
  }
}

struct FindingsList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "What is found at present: since when, on how many nights, and how it goes.",
    discussion: """
      EXAMPLES:
        logscan findings --state /var/lib/logscan/state
      """)

  @OptionGroup var state: StateOption
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    let lives = try state.read { state in
      let rows = try state.providerDays(Int.min / 2..<Int.max / 2)
      let providers = Dictionary(grouping: rows, by: \.day)
      var lives = FindingLives()
      for (day, findings) in try state.findings() {
        lives.take(DayFindings(day: day, findings: findings, providers: providers[day] ?? []))
      }
      return lives.all
    }
    let report = LivesReport.report(lives)
    var results = Results()
    for target in output.targets {
      results.write(report, to: target, output, detail: 5)
    }
    try results.finish()
  }
}

struct FindingsMute: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mute",
    abstract: "Keep a finding out of reports for a time; each report names what is muted.",
    discussion: """
      EXAMPLES:
        logscan findings mute --state /var/lib/logscan/state no-quit bigmail.example \\
            --until 2027-01-31 --because 'they know'
      """)

  @OptionGroup var state: StateOption
  @Argument(help: "The rule's name, as in the list of findings.") var rule: String
  @Argument(help: "Of this provider alone.") var provider: String?
  @Option(help: ArgumentHelp("The last day: 2027-01-31.", valueName: "date")) var until: String
  @Option(help: ArgumentHelp("Why, for whoever reads the report.", valueName: "text"))
  var because: String

  func run() throws {
    let rules = FindingCatalogue.rules.map { $0.id } + [StrangerFolding.rule]
    guard rules.contains(rule) else {
      throw ValidationError(
        "There is no rule '\(rule)'. There are: \(rules.joined(separator: ", ")).")
    }
    let now = SystemZone.now()
    guard let span = TimeWord.span(of: until, now: now, zone: .utc), !span.isEmpty else {
      throw ValidationError("--until: '\(until)' is not a day. Use 2027-01-31.")
    }
    let last = LogTimestamp(microseconds: span.upperBound.microseconds - 1).day
    guard !because.allSatisfy(\.isWhitespace) else { throw ValidationError("--because is empty.") }
    try state.change {
      try $0.add(FindingMute(rule: rule, provider: provider, until: last, because: because))
    }
  }
}

struct FindingsUnmute: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unmute", abstract: "Report a finding again that was muted.")

  @OptionGroup var state: StateOption
  @Argument(help: "The rule's name.") var rule: String
  @Argument(help: "The provider's name, where it was muted for one.") var provider: String?

  func run() throws {
    let count = try state.change {
      try $0.remove(FindingMute(rule: rule, provider: provider, until: 0, because: ""))
    }
    if count == 0 {
      throw Failure(
        .usage, "\(rule)\(provider.map { " of \($0)" } ?? "") is not muted",
        remedy: "'logscan report --state' names what is, in its last line")
    }
  }
}
