// SPDX-License-Identifier: Apache-2.0
import MailTypes
package import ProviderFindings
import SessionLog

/// What the report is about and how complete it is. Its first line says so where input is missing.
package enum HeadSection: ReportSection {
  package static let name = "head"
  package static let title = ""
  package static let leastDetail = 0

  package static func blocks(of summary: Summary, in context: ReportContext) -> [Report.Block] {
    let coverage = summary.coverage
    // With a state, an earlier run may have read everything that there is.
    let isKnown = summary.night != nil && coverage.files == 0 && coverage.isComplete
    var blocks = isKnown ? [] : alerts(coverage)
    var head = ["logscan"]
    if let period = summary.period { head.append(text(of: period, summary, context)) }
    blocks.append(.headline(head.joined(separator: "  "), alert: false))
    let nothing = noMatch(coverage)
    // That there was no session comes before that nothing is new.
    if let nothing { blocks.append(.headline(nothing, alert: true)) }
    if let comparison = summary.comparison {
      blocks.append(
        .headline(
          ChangesSection.sentence(comparison, summary), alert: ChangesSection.isAlarming(summary)))
    }
    if nothing == nil { blocks.append(.paragraph(volume(summary))) }
    if let text = years(summary) { blocks.append(.hint(text)) }
    if !isKnown { blocks.append(.paragraph(text(of: coverage))) }
    return blocks
  }

  /// Says that the sums are over so long a time that they hide what has changed; nil where they are not.
  private static func years(_ summary: Summary) -> String? {
    let year: Int64 = 366 * 86_400_000_000
    guard let period = summary.period, summary.periods == nil,
      period.last.since(period.first) > year
    else { return nil }
    let years = Int(period.last.since(period.first) / year)
    return
      "These totals span more than \(NumberText.counted(years, "year")); --by year (month, day) "
      + "splits them."
  }

  /// Headlines that nothing was recognised, and what could not be read.
  package static func alerts(_ coverage: Coverage) -> [Report.Block] {
    var blocks: [Report.Block] = []
    if !coverage.recognisedAnything, !coverage.nothingWasRead {
      blocks.append(
        .headline(
          "NOTHING RECOGNISED: the input is not a log of ghsmtp, Postfix or Exim", alert: true))
    }
    if !coverage.isComplete {
      blocks.append(.headline("INCOMPLETE: \(missing(coverage))", alert: true))
    }
    return blocks
  }

  /// Says that the selection left nothing of the input; nil where it left something, or where there
  /// was nothing.
  package static func noMatch(_ coverage: Coverage) -> String? {
    guard coverage.sessions > 0, coverage.filteredOut == coverage.sessions,
      let span = coverage.sessionSpan
    else { return nil }
    let first = TimeText.date(CivilTime(span.first))
    let last = TimeText.date(CivilTime(span.last))
    let days = first == last ? first : "\(first) – \(last)"
    return "No session matches the selection "
      + "(\(NumberText.grouped(coverage.sessions)) in the input, \(days))."
      + (coverage.nearestProvider.map { " The nearest provider by name: \($0)." } ?? "")
  }

  package static func missing(_ coverage: Coverage) -> String {
    var parts: [String] = []
    if !coverage.unreadable.isEmpty {
      parts.append("\(counted(coverage.unreadable.count, "input")) could not be read")
    }
    if !coverage.truncated.isEmpty {
      parts.append("\(counted(coverage.truncated.count, "input")) cut off")
    }
    let first = (coverage.unreadable + coverage.truncated).first
    if let first { parts.append("first: \(first.input): \(first.reason)") }
    if let lines = recordsInside(coverage) { parts.append(lines) }
    return parts.joined(separator: ", ")
  }

  /// Says that lines hold what looks like a second record; nil where none does.
  package static func recordsInside(_ coverage: Coverage) -> String? {
    guard coverage.scan.recordsInside > 0 else { return nil }
    let lines = counted(Int(coverage.scan.recordsInside), "line")
    return "\(lines) with what looks like another record inside, which is not read"
  }

  /// `2026-01-30 00:00:05 – 23:59:58 +01:00`.
  private static func text(
    of period: Summary.Period, _ summary: Summary, _ context: ReportContext
  ) -> String {
    let first = context.zone.zoned(period.first, stated: nil)
    let last = context.zone.zoned(period.last, stated: nil)
    let (from, to) = (CivilTime(period.first), CivilTime(period.last))
    let sameDay = TimeText.date(from) == TimeText.date(to)
    let end = sameDay ? TimeText.clock(to) : TimeText.short(last)
    let offset =
      first.offsetMinutes == last.offsetMinutes
      ? zone(first) : "\(zone(first)) … \(zone(last))"
    return "\(TimeText.short(first)) – \(end) \(offset)"
  }

  private static func zone(_ time: ZonedTime) -> String {
    time.offsetMinutes == 0 ? "UTC" : TimeText.offset(time.offsetMinutes)
  }

  private static func volume(_ summary: Summary) -> String {
    let sessions = summary.inbound.sessions + summary.outbound.sessions
    let deliveries = summary.inbound.deliveries + summary.outbound.deliveries
    let messages = summary.inbound.messages + summary.outbound.messages
    var octets = summary.inbound.octets
    octets.addSaturating(summary.outbound.octets)
    let unlogged = summary.inbound.messagesWithoutOctets + summary.outbound.messagesWithoutOctets
    var units = sessions > 0 || deliveries == 0 ? [counted(sessions, "session")] : []
    if deliveries > 0 {
      units.append(deliveries == 1 ? "1 delivery" : "\(NumberText.grouped(deliveries)) deliveries")
    }
    let head = "\(units.joined(separator: ", ")), \(counted(messages, "message"))"
    guard LoggedOctets(octets, of: messages, without: unlogged).value != nil else {
      return "\(head) of sizes that were not logged"
    }
    return "\(head), \(NumberText.octetsExactly(octets))" + withoutOctets(unlogged)
  }

  /// The sum is too small by messages of which the log states no size.
  private static func withoutOctets(_ count: Int) -> String {
    count == 0 ? "" : " and \(counted(count, "message")) whose size was not logged"
  }

  private static func text(of coverage: Coverage) -> String {
    var parts = ["\(counted(coverage.files, "file")), \(counted(Int(coverage.scan.lines), "line"))"]
    parts.append("\(counted(Int(coverage.scan.records), "record"))")
    parts.append("\(NumberText.grouped(coverage.scan.unrecognised)) not understood")
    if coverage.scan.foreign > 0 {
      parts.append("\(counted(Int(coverage.scan.foreign), "line")) of other programs")
    }
    if coverage.scan.defects > 0 {
      parts.append("\(counted(Int(coverage.scan.defects), "stray line"))")
    }
    if coverage.scan.suppressions > 0 {
      let notices = counted(Int(coverage.scan.suppressions), "notice")
      parts.append("\(notices) of lines that the journal or syslog dropped")
    }
    if coverage.duplicateSessions > 0 {
      parts.append("\(counted(coverage.duplicateSessions, "duplicate session")) dropped")
    }
    if coverage.filteredOut > 0 {
      parts.append("\(counted(coverage.filteredOut, "session")) not selected")
    }
    if coverage.sessionsOpen > 0 {
      parts.append("\(counted(coverage.sessionsOpen, "session")) still open")
    }
    if coverage.sessionsLackingBeginning > 0 {
      parts.append(
        "\(counted(coverage.sessionsLackingBeginning, "session")) without a beginning")
    }
    if coverage.sessionsAmbiguous > 0 {
      let sessions = counted(coverage.sessionsAmbiguous, "session")
      parts.append("\(sessions) in doubt (several at a time under one thread id)")
    }
    if coverage.sessionsSharingAddress > 0 {
      let sessions = counted(coverage.sessionsSharingAddress, "session")
      parts.append("\(sessions) in doubt (several of one address, with nothing to tell them apart)")
    }
    let selected = coverage.sessions - coverage.filteredOut
    if selected > 0, coverage.sessionsWithoutInfo == selected {
      parts.append("only warnings and errors were read: the INFO files are missing")
    }
    if coverage.recordsOutOfOrder > 0 {
      parts.append("\(counted(coverage.recordsOutOfOrder, "record")) out of chronological order")
    }
    if let future = future(coverage) { parts.append(future) }
    if coverage.recordsOfForwarding > 0 {
      parts.append("\(counted(coverage.recordsOfForwarding, "record")) of forwarding not counted")
    }
    if coverage.unconnectedAttempts > 0 {
      parts.append("\(counted(coverage.unconnectedAttempts, "attempt")) without a connection")
    }
    if coverage.scan.impaired > 0 {
      parts.append("\(counted(Int(coverage.scan.impaired), "impaired line"))")
    }
    if let years = CoverageSection.years(coverage) { parts.append(years) }
    if let first = coverage.datedByTime.first {
      parts.append(
        "only the file's time says the year of \(counted(coverage.filesDatedByTime, "file")) "
          + "(first: \(first)); --year sets it")
    }
    if coverage.impossibleLeapDays > 0 {
      let records = counted(Int(coverage.impossibleLeapDays), "record")
      parts.append("a wrong year: \(records) of 29 February in a year that has none")
    }
    return "Coverage: " + parts.joined(separator: ", ")
  }

  /// Says that sessions begin after the present; nil where none does.
  static func future(_ coverage: Coverage) -> String? {
    guard coverage.sessionsInFuture > 0 else { return nil }
    return
      "\(counted(coverage.sessionsInFuture, "session")) after the present (a wrong clock, zone or year)"
  }

  /// `1 session`, `2,204 sessions`.
  static func counted(_ count: Int, _ noun: String) -> String {
    "\(NumberText.grouped(count)) \(noun)\(count == 1 ? "" : "s")"
  }
}
