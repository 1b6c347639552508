// SPDX-License-Identifier: Apache-2.0
package import MailTypes
package import SessionLog

/// Sessions by day, month or year of the log's calendar. Filled only where it is asked for: a row takes
/// some kilobytes. The latest `limit` periods are kept apart, what is earlier is one row: the same
/// whatever the order of arrival.
package struct PeriodTally: Equatable, Sendable {
  package enum Length: String, CaseIterable, Sendable { case day, month, year }

  package struct Row: Equatable, Sendable {
    /// First day of the period; nil for all that is earlier than the others.
    package var start: CivilDate?
    package var inbound = ProviderTally(provider: .everyone, direction: .inbound)
    package var outbound = ProviderTally(provider: .everyone, direction: .outbound)
    package var inboundMeasures = MeasureTally()
    package var outboundMeasures = MeasureTally()

    mutating func merge(_ other: Row) {
      inbound.merge(other.inbound)
      outbound.merge(other.outbound)
      inboundMeasures.merge(other.inboundMeasures)
      outboundMeasures.merge(other.outboundMeasures)
    }
  }

  /// Five years of days.
  package static let limit = 2_000

  package let length: Length
  private let limit: Int
  /// In ascending order; the days that they start on are known.
  private var kept: [Row] = []
  private var earlier = Row()
  private var caches = TallyCaches()

  package init(by length: Length, limit: Int = PeriodTally.limit) {
    self.length = length
    self.limit = limit
  }

  /// Those with sessions, in order of time.
  package var rows: [Row] {
    let hasEarlier = earlier.inbound.units + earlier.outbound.units > 0
    return (hasEarlier ? [earlier] : []) + kept
  }

  package mutating func add(_ session: Session) {
    let mark = SessionMark(session)
    guard let place = place(of: start(of: session.start.date)) else {
      return Self.add(session, mark, to: &earlier, &caches)
    }
    Self.add(session, mark, to: &kept[place], &caches)
  }

  /// Counts all that was counted of a day, or of those whose providers were kept.
  package mutating func add(_ tally: LogTally, of day: CivilDate) {
    var row = Row(start: nil)
    let (inbound, outbound) = tally.providers
    row.inbound.merge(ProviderTally(sumOf: inbound, .inbound))
    row.outbound.merge(ProviderTally(sumOf: outbound, .outbound))
    row.inboundMeasures = tally.measures(.inbound)
    row.outboundMeasures = tally.measures(.outbound)
    if let place = place(of: start(of: day)) {
      kept[place].merge(row)
    } else {
      earlier.merge(row)
    }
  }

  package mutating func merge(_ other: PeriodTally) {
    earlier.merge(other.earlier)
    for row in other.kept {
      guard let start = row.start else { continue }
      if let place = place(of: start) { kept[place].merge(row) } else { earlier.merge(row) }
    }
  }

  private static func add(
    _ session: Session, _ mark: SessionMark, to row: inout Row, _ caches: inout TallyCaches
  ) {
    switch session.direction {
    case .inbound:
      row.inbound.add(session, mark: mark, caches: &caches)
      row.inboundMeasures.add(session)
    case .outbound:
      row.outbound.add(session, mark: mark, caches: &caches)
      row.outboundMeasures.add(session)
    }
  }

  /// The first day of the period of a day.
  private func start(of day: CivilDate) -> CivilDate {
    var date = day
    if length != .day { date.day = 1 }
    if length == .year { date.month = 1 }
    return date
  }

  /// The row of a period, a new one if need be; nil where it is earlier than all that are kept.
  private mutating func place(of start: CivilDate) -> Int? {
    var low = kept.partitioningIndex { ($0.start ?? start) >= start }
    if low < kept.count, kept[low].start == start { return low }
    if kept.count == limit {
      guard low > 0 else { return nil }
      earlier.merge(kept.removeFirst())
      low -= 1
    }
    kept.insert(Row(start: start), at: low)
    return low
  }

  /// Caches hold nothing that was counted.
  package static func == (a: PeriodTally, b: PeriodTally) -> Bool {
    a.length == b.length && a.rows == b.rows
  }
}

extension PeriodTally: FieldCoded {
  package static var blank: PeriodTally { PeriodTally(by: .day) }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    let lengths = Length.allCases
    var place = UInt64(lengths.firstIndex(of: length) ?? 0)
    try archive.number(&place, upTo: UInt64(lengths.count - 1))
    var limit = UInt64(limit)
    try archive.number(&limit, upTo: UInt64(Self.limit))
    if archive.isReading { self = PeriodTally(by: lengths[Int(place)], limit: Int(limit)) }
    try archive.list(&kept, atMost: Int(limit))
    try archive.value(&earlier)
    for (row, next) in zip(kept, kept.dropFirst()) {
      guard let start = row.start, let nextStart = next.start, start < nextStart else {
        throw .impossible
      }
    }
    if kept.contains(where: { $0.start == nil }) || earlier.start != nil { throw .impossible }
  }
}

extension PeriodTally.Row: FieldCoded {
  package static var blank: PeriodTally.Row { PeriodTally.Row() }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    var hasStart = start != nil
    try archive.flag(&hasStart)
    if hasStart {
      // Days since 0000-01-01, so that none is negative.
      let origin = CivilDate.origin
      var days = UInt64(max(0, (start ?? origin).days - origin.days))
      try archive.number(&days, upTo: UInt64(CivilDate.daysOfCalendar))
      start = CivilDate(days: origin.days + Int(days))
    } else {
      start = nil
    }
    try archive.value(&inbound)
    try archive.value(&outbound)
    try archive.value(&inboundMeasures)
    try archive.value(&outboundMeasures)
  }
}

extension CivilDate {
  fileprivate static let origin = CivilDate(days: -719_528)
  /// Days of the years 0 to 9999.
  fileprivate static let daysOfCalendar = 3_652_424
}
