// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// Gives the records of a log that state no year their year, which `YearWalk` finds.
///
/// Records that were resolved are never changed. `resolve` takes the batches of one input in order;
/// it does nothing for most of them, since the scanner's provisional year is right, and walks record
/// by record only where the year turns or an anchor stands.
package struct YearResolver: Sendable {
  private var years: YearWalk
  /// Records dated 29 February in a year that has none: the anchor is wrong.
  package private(set) var impossibleLeapDays: UInt64 = 0

  /// The anchor is no better than the modification time of the file.
  package var restsOnFileTime: Bool { years.anchor.source == .modificationTime }

  package init(_ anchor: YearAnchor) { years = YearWalk(anchor) }

  /// What the years of the records to come most likely are, and come from: a scanner that is given
  /// this leaves nothing to resolve, most of the time.
  package var expectation: YearAnchor {
    years.last.map { YearAnchor(.year($0.year), years.source) } ?? years.anchor
  }

  package mutating func resolve(_ batch: inout EventBatch) {
    for index in batch.yearStretches.indices {
      let stretch = batch.yearStretches[index]
      if let created = stretch.created { years.restart(at: created, .fileHeader) }
      if stretch.isEmpty { continue }
      let next = index + 1
      let end =
        next < batch.yearStretches.count
        ? batch.yearStretches[next].firstEvent : batch.events.count
      if let last = years.last, isPlain(stretch, after: last) {
        years.advance(to: stretch.last)
        if last.year == stretch.provisionalYear, years.source == stretch.provisionalSource {
          continue
        }
      }
      walk(&batch.events, stretch.firstEvent..<end, stretch)
    }
  }

  /// Whether all of the stretch lies in the year of the record before it.
  private func isPlain(_ stretch: YearStretch, after last: (year: Int, day: Int)) -> Bool {
    max(stretch.highest, last.day) - min(stretch.lowest, last.day) <= YearWalk.fallback
      && !stretch.hasLeapDay
  }

  private mutating func walk(
    _ events: inout [LoggedEvent], _ range: Range<Int>, _ stretch: YearStretch
  ) {
    var seen = Int.min
    var shift = 0
    var isImpossible = false
    let leads = stretch.hasLeapDay && stretch.highest - stretch.lowest <= YearWalk.fallback
    for index in range where events[index].yearSource != .line {
      let day = events[index].time.days
      if day != seen {
        seen = day
        let date = CivilDate(days: day)
        let dated = date.inYear(years.year(of: date, leadsToLeapDay: leads))
        isImpossible = date.isLeapDay && !CivilDate.isLeap(dated.year)
        shift = dated.days - day
      }
      if isImpossible { impossibleLeapDays += 1 }
      events[index].time.microseconds += Int64(shift) * LogTimestamp.microsecondsPerDay
      events[index].yearSource = years.source
    }
  }
}
