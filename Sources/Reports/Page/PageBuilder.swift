// SPDX-License-Identifier: Apache-2.0
import MailTypes
package import ProviderFindings
package import SessionLog

/// Makes the page of a summary.
package struct PageBuilder {
  package let summary: Summary
  package let history: PageHistory
  /// What providers, refusals, durations and hours are shown of: the weeks up to the night, where a state knows
  /// them; shares of one night alone rest on few cases.
  package let wide: Summary
  package let zone: ZoneRules
  /// Transcripts of sessions that prove findings, as many as are at hand.
  package let transcripts: [SessionID: PageTranscript]
  /// Addresses of the providers' rows.
  let addresses: [Provider: String]
  /// Which figure of time stands for which days.
  let bins: TimeBins

  package init(
    _ summary: Summary, history: PageHistory = PageHistory(), wide: Summary? = nil,
    zone: ZoneRules = .utc, transcripts: [SessionID: PageTranscript] = [:]
  ) {
    self.summary = summary
    self.wide = wide ?? summary
    self.history = history
    self.zone = zone
    self.transcripts = transcripts
    bins = TimeBins(history.days)
    addresses = Self.addresses(of: self.wide)
  }

  /// `maker` is the program with its version; `mail` what was measured of stored mail.
  package func page(maker: String, mail: MeasurementReport? = nil) -> Page {
    let state = self.state
    let sections = ReportCatalogue.report(
      on: summary, choice: Self.sections,
      context: ReportContext(zone: zone, top: Self.mostRows, detail: 5)
    ).sections
    let verdict = state.map(\.text).joined().split(separator: "\u{A0}").joined(separator: " ")
    return Page(
      title: "\(verdict) · \(name)", name: name, span: span, state: state,
      numbers: numbers, nights: nights, changes: changes, findings: findingGroups,
      figures: figures, movements: movements, providers: providers, providersSpan: providersSpan,
      mail: mail?.pagePart(offering: shareOfferingBinary), coverage: coverage, sections: sections,
      maker: maker)
  }

  /// `logscan report, night of Monday 30 Nov 2026`.
  private var name: String {
    guard let night = history.night else { return "logscan report" }
    return "logscan report, night of \(CivilDate.weekdayName(night.weekday)) \(night.longText)"
  }

  private var providersSpan: String {
    guard let night = history.night else { return span }
    let first = wide.period?.first.date ?? night
    let nights = NumberText.counted(night.days - first.days + 1, "night")
    return first == night ? night.longText : "the \(nights) to \(night.longText)"
  }

  /// Of our delivering outbound sessions, those whose server offers BINARYMIME.
  private var shareOfferingBinary: Ratio? {
    let offers = wide.outbound.offers
    return offers.delivering > 0
      ? Ratio(offers.offeredDelivering[.binaryMIME], of: offers.delivering) : nil
  }

  /// Rows of a section's table.
  private static let mostRows = 50

  private var changes: Report.Section? {
    let blocks = NightSection.blocks(of: summary, in: ReportContext(zone: zone, top: Self.mostRows))
    return blocks.isEmpty
      ? nil
      : Report.Section(name: NightSection.name, title: NightSection.title, blocks: blocks)
  }

  /// What the page does not already show in parts of its own.
  private static let sections: SectionChoice = {
    // Names of the catalogue: a test holds that they are.
    (try? SectionChoice(
      parsing: "-head,-night,-shares,-attention,-changes,-providers,-hours,-coverage")) ?? .all
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
