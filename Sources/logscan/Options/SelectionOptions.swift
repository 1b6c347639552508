// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Reports
import SessionLog

/// Which sessions count.
struct SelectionOptions: ParsableArguments {
  @Option(
    name: [.customShort("S"), .long], parsing: .unconditional,
    help: ArgumentHelp(
      "Sessions that began at T or later: today, yesterday, -7d, -12h, 2026-01, 2026-01-31, or RFC 3339.",
      valueName: "t"))
  var since: String?

  @Option(
    name: [.customShort("U"), .long], parsing: .unconditional,
    help: ArgumentHelp(
      "Sessions that began before the end of T: a day or month counts in full.", valueName: "t"))
  var until: String?

  @Option(
    name: .shortAndLong, parsing: .unconditional,
    help: ArgumentHelp(
      "One day (or month): '-d yesterday' is '-S yesterday -U yesterday'.",
      valueName: "t"))
  var day: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Only this provider; '*' and '?' stand for any text. In “” as printed: what peers call "
        + "themselves.", valueName: "glob"))
  var provider: String?

  @Option(
    help: ArgumentHelp(
      "Only this peer: an address, a network (192.0.2.0/24), or a name and all below it.",
      valueName: "peer"))
  var peer: String?

  @Option(help: ArgumentHelp("Only sessions that came in, or that went out.", valueName: "in|out"))
  var direction: DirectionChoice?

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Only sessions for which this holds, such as 'tls=none and messages>0'. "
        + "Names and operators: 'logscan help sessions' begins with them.",
      valueName: "condition"))
  var condition: String?

  enum DirectionChoice: String, ExpressibleByArgument {
    case `in`, out

    var direction: Session.Direction { self == .in ? .inbound : .outbound }
  }

  mutating func validate() throws {
    if provider?.isEmpty == true { throw ValidationError("--provider: the name is empty.") }
    if day != nil, since != nil || until != nil {
      throw ValidationError("Give --day, or --since and --until, not both.")
    }
  }

  /// The selected span of local time, half open.
  func timeRange(now: LogTimestamp, zone: ZoneRules) throws -> Range<LogTimestamp>? {
    func span(_ word: String, _ option: String) throws -> Range<LogTimestamp> {
      if let span = TimeWord.span(of: word, now: now, zone: zone) { return span }
      throw ValidationError(
        "\(option): '\(word)' is not a time. Use today, yesterday, -7d, 2026-01, 2026-01-31 or RFC 3339."
      )
    }
    if let day {
      let span = try span(day, "--day")
      guard !span.isEmpty else {
        throw ValidationError("--day takes a day or a month: '\(day)' is a moment.")
      }
      return span
    }
    if since == nil, until == nil { return nil }
    let first = try since.map { try span($0, "--since").lowerBound } ?? TimeWord.farPast
    let last = try until.map { try span($0, "--until").upperBound } ?? TimeWord.farFuture
    guard first < last else { throw ValidationError("--since lies behind --until.") }
    return first..<last
  }
}
