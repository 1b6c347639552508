// SPDX-License-Identifier: Apache-2.0
package import MailTypes
package import ProviderFindings
import SessionLog

/// What the page knows of time: its days, and which findings showed when.
///
/// Without a state it is made of the log's own days; then nothing is known of other nights, and the page
/// says nothing of them.
package struct PageHistory: Equatable, Sendable {
  /// Days with or without sessions, ascending, the reported one included.
  package var days: [DaySheet]
  /// What each night brought that was new; empty where nothing is known of it.
  package var nights: [Page.NightCalendar.Night]
  package var lives: [FindingIdentity: Life]
  /// Findings that did not show in the reported night and are not gone.
  package var absent: [Known]
  /// Findings that do not show any more, the last to go first.
  package var gone: [Known]
  /// The night that the page is about; nil where it is about all days.
  package var night: CivilDate?
  /// Providers that were never seen before that night.
  package var newcomers: Set<ComparedPeer>
  /// The numbers of each provider by fortnight, the newest last.
  package var fortnights: [ComparedPeer: [ProviderDay]] = [:]

  /// On which days a finding showed.
  package struct Life: Equatable, Sendable {
    package var first: CivilDate
    /// Days on which it showed, and days since `first` for which there is a log.
    package var shown: Int
    package var logged: Int
    /// Days in a row on which it showed, ascending.
    package var runs: [ClosedRange<CivilDate>]
    /// Showed for the first time in the reported night, or came back in it.
    package var isNew: Bool

    package init(
      first: CivilDate, shown: Int, logged: Int, runs: [ClosedRange<CivilDate>], isNew: Bool
    ) {
      self.first = first
      self.shown = shown
      self.logged = logged
      self.runs = runs
      self.isNew = isNew
    }
  }

  package struct Known: Equatable, Sendable {
    package var finding: Finding
    package var life: Life

    package init(finding: Finding, life: Life) {
      self.finding = finding
      self.life = life
    }
  }

  package init(
    days: [DaySheet] = [], nights: [Page.NightCalendar.Night] = [],
    lives: [FindingIdentity: Life] = [:], absent: [Known] = [], gone: [Known] = [],
    night: CivilDate? = nil,
    newcomers: Set<ComparedPeer> = []
  ) {
    self.days = days
    self.nights = nights
    self.lives = lives
    self.absent = absent
    self.gone = gone
    self.night = night
    self.newcomers = newcomers
  }

  /// The days of one log.
  package init(of periods: PeriodTally) {
    self.init(
      days: periods.rows.compactMap { row in
        row.start.map {
          DaySheet(
            date: $0, inbound: DayFigures(row.inbound, row.inboundMeasures),
            outbound: DayFigures(row.outbound, row.outboundMeasures))
        }
      })
  }
}
