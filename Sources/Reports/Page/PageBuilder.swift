// SPDX-License-Identifier: Apache-2.0
import MailTypes
package import ProviderFindings
package import SessionLog

/// Makes the page of a summary.
package struct PageBuilder {
  package let summary: Summary
  package let history: PageHistory
  package let zone: ZoneRules
  /// Transcripts of sessions that prove findings, as many as are at hand.
  package let transcripts: [SessionID: PageTranscript]
  /// Addresses of the providers' rows.
  let addresses: [Provider: String]
  /// Which figure of time stands for which days.
  let bins: TimeBins

  package init(
    _ summary: Summary, history: PageHistory = PageHistory(), zone: ZoneRules = .utc,
    transcripts: [SessionID: PageTranscript] = [:]
  ) {
    self.summary = summary
    self.history = history
    self.zone = zone
    self.transcripts = transcripts
    bins = TimeBins(history.days)
    addresses = Self.addresses(of: summary)
  }

  /// `name` is what the page is about; `made` when it was made, where that is to be in it; `mail` a section on the
  /// measured corpus.
  package func page(name: String, made: String = "", mail: Report.Section? = nil) -> Page {
    let groups = findingGroups
    let state = self.state
    let sections = ReportCatalogue.report(
      on: summary, choice: Self.sections, context: ReportContext(zone: zone, top: 0, detail: 5)
    ).sections
    let verdict = state.map(\.text).joined()
    return Page(
      title: "\(verdict) · \(name)", name: name, span: span, made: made, state: state,
      numbers: numbers, nights: nights, findings: groups, figures: figures, providers: providers,
      mail: mail, sections: sections)
  }

  /// What the page does not already show in parts of its own.
  private static let sections: SectionChoice = {
    // Names of the catalogue: a test holds that they are.
    (try? SectionChoice(parsing: "-shares,-attention,-providers,-hours")) ?? .all
  }()

  /// `12 Jun 2018 08:26 to 23 Nov 2026 11:46 UTC`.
  private var span: String {
    guard let period = summary.period else { return "no session" }
    let (first, last) = (CivilTime(period.first), CivilTime(period.last))
    let end = zone.zoned(period.last).offsetMinutes
    let name = end == 0 ? "UTC" : TimeText.offset(end)
    let (from, to) = (period.first.date.longText, period.last.date.longText)
    return from == to
      ? "\(from), \(TimeText.clock(first)) to \(TimeText.clock(last)) \(name)"
      : "\(from) to \(to) \(name)"
  }

  private var nights: Page.NightCalendar? {
    history.nights.count < 2 ? nil : Page.NightCalendar(nights: history.nights)
  }

  private static func addresses(of summary: Summary) -> [Provider: String] {
    var addresses: [Provider: String] = [:]
    var taken: Set<String> = []
    summary.ranked.forEach { tally in
      guard addresses[tally.provider] == nil else { return }
      let slug = "p-" + PageText.slug(tally.provider.key)
      var address = slug
      var number = 2
      while !taken.insert(address).inserted {
        address = "\(slug)-\(number)"
        number += 1
      }
      addresses[tally.provider] = address
    }
    return addresses
  }
}
