// SPDX-License-Identifier: Apache-2.0
import MailTypes
import ProviderFindings
import SessionLog

/// Days put together into as many points as a chart can show.
struct TimeBins: Equatable {
  struct Bin: Equatable {
    var first: CivilDate
    var inbound = DayFigures()
    var outbound = DayFigures()
  }

  enum Length: String { case day, week, month, year }

  let length: Length
  /// From the first to the last, without a gap.
  let bins: [Bin]

  /// Most points of a chart.
  static let most = 62

  /// `days` in ascending order.
  init(_ days: [DaySheet]) {
    guard let first = days.first?.date, let last = days.last?.date else {
      (length, bins) = (.day, [])
      return
    }
    let span = last.days - first.days + 1
    let length: Length =
      span <= Self.most
      ? .day : span <= 7 * Self.most ? .week : span <= 30 * Self.most ? .month : .year
    var bins: [Bin] = []
    var start = Self.start(of: first, length)
    while start <= last {
      bins.append(Bin(first: start))
      start = Self.next(start, length)
    }
    var place = 0
    for day in days {
      while place + 1 < bins.count, bins[place + 1].first <= day.date { place += 1 }
      bins[place].inbound.merge(day.inbound)
      bins[place].outbound.merge(day.outbound)
    }
    self.length = length
    self.bins = bins
  }

  /// Where the period begins that a day lies in. Weeks begin on Monday.
  private static func start(of date: CivilDate, _ length: Length) -> CivilDate {
    switch length {
    case .day: return date
    case .week: return CivilDate(days: date.days - date.weekday)
    case .month, .year:
      var start = date
      start.day = 1
      if length == .year { start.month = 1 }
      return start
    }
  }

  private static func next(_ start: CivilDate, _ length: Length) -> CivilDate {
    switch length {
    case .day: return CivilDate(days: start.days + 1)
    case .week: return CivilDate(days: start.days + 7)
    case .month, .year:
      var next = start
      if length == .year || start.month == 12 {
        next.year += 1
        next.month = 1
      } else {
        next.month += 1
      }
      return next
    }
  }

  // MARK: Axes

  /// The axis of a chart with room for so many words below it.
  func axis(ticks most: Int = 6) -> Figure.Axis {
    Figure.Axis(labels: bins.map { label(of: $0.first) }, ticks: ticks(most))
  }

  private func label(of date: CivilDate) -> String {
    switch length {
    case .day: date.dayAndMonth
    case .week: bins.count > 53 ? "\(date.dayAndMonth) \(date.year)" : date.dayAndMonth
    case .month: "\(date.monthName) \(date.year)"
    case .year: "\(date.year)"
    }
  }

  /// Weeks are found by their months, months by their years; both stand where the first one begins.
  private func ticks(_ most: Int) -> [Figure.Axis.Tick] {
    var ticks: [Figure.Axis.Tick] = []
    for (place, bin) in bins.enumerated() {
      switch length {
      case .day, .year: ticks.append(.init(place: place, text: label(of: bin.first)))
      case .week where place == 0 || bin.first.month != bins[place - 1].first.month:
        ticks.append(.init(place: place, text: bin.first.monthName))
      case .month where place == 0 || bin.first.month == 1:
        ticks.append(
          .init(
            place: place, text: bins.count > 24 ? "\(bin.first.year)" : label(of: bin.first)))
      default: break
      }
    }
    // A month of which the end alone is in the chart has no room for its name.
    if ticks.count > 2, ticks[1].place - ticks[0].place < max(2, bins.count / 26) {
      ticks.removeFirst()
    }
    let step = max(1, (ticks.count + most - 1) / most)
    return stride(from: 0, to: ticks.count, by: step).map { ticks[$0] }
  }

  /// A value of each bin; nil where the denominator is zero.
  func shares(_ share: (Bin) -> Ratio) -> [Double?] {
    bins.map { bin in
      let ratio = share(bin)
      return ratio.whole > 0 ? 100 * Double(ratio.part) / Double(ratio.whole) : nil
    }
  }
}
