// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import MailTypes
import ProviderFindings
import Reports
import SessionLog

/// The memory from night to night.
struct StateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Remember in this file what was counted, each session once whatever comes again, and report what "
        + "has not been reported: yesterday, missed nights, and what came late. Without a path, report "
        + "from it alone.",
      valueName: "file"))
  var state: String?

  @Option(
    help: ArgumentHelp(
      "Forget days that are older, such as 400d. Default: nothing is forgotten.", valueName: "days")
  )
  var keep: DayCount?

  @Option(help: ArgumentHelp("Repeat an alarm that goes on after so many days.", valueName: "days"))
  var remind = DayCount(count: 7)

  @Option(
    name: .customLong("mail-to"),
    help: ArgumentHelp(
      "On standard output a message for 'sendmail -t' with the report as text and as a page; "
        + "nothing where there is nothing to say.", valueName: "address"))
  var mailTo: String?

  /// For tests of many nights, and for nights that are made up for.
  @Option(help: .hidden)
  var today: String?

  /// The day that is not over yet, in days since 1970-01-01.
  func today(or now: LogTimestamp) throws -> Int {
    guard let today else { return now.day }
    guard let span = TimeWord.span(of: today, now: now, zone: .utc) else {
      throw ValidationError("--today: '\(today)' is not a day.")
    }
    return span.lowerBound.day
  }

  func validate(
    with selection: SelectionOptions, _ nightly: NightlyOptions
  ) throws {
    guard state != nil else {
      if keep != nil { throw ValidationError("--keep is about --state.") }
      if mailTo != nil { throw ValidationError("--mail-to needs --state.") }
      return
    }
    if state == "" || state == "-" { throw ValidationError("--state wants the name of a file.") }
    if nightly.compare != nil {
      throw ValidationError("--state remembers what --compare reads from a file: give one of them.")
    }
    if selection.peer != nil || selection.condition != nil {
      throw ValidationError(
        "--state keeps days and providers, no single sessions: use --peer and --where without it.")
    }
    if let mailTo, !Self.isMailbox(mailTo) {
      throw ValidationError("--mail-to: '\(mailTo)' is not an address.")
    }
  }

  /// Whether text can stand in a header field as an address as it is.
  private static func isMailbox(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty }
      && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !#"()<>[]:;,\""#.utf8.contains($0) }
  }
}

/// A number of days, as `400d` or `400`.
struct DayCount: ExpressibleByArgument, Equatable {
  var count: Int

  init(count: Int) { self.count = count }

  init?(argument: String) {
    let digits = argument.hasSuffix("d") ? argument.dropLast() : argument[...]
    guard let count = Int(digits), (1...100_000).contains(count) else { return nil }
    self.count = count
  }

  var defaultValueDescription: String { "\(count)d" }
}
