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

  /// The axis of a chart: about five labels, each at the first bin of what it names.
  var axis: Figure.Axis {
    let labels = bins.map { label(of: $0.first) }
    let step = max(1, (bins.count + 4) / 5)
    return Figure.Axis(labels: labels, ticks: Array(stride(from: 0, to: bins.count, by: step)))
  }

  private func label(of date: CivilDate) -> String {
    switch length {
    case .day, .week: date.dayAndMonth
    case .month: "\(date.monthName) \(date.year)"
    case .year: "\(date.year)"
    }
  }

  /// A value of each bin; nil where the denominator is zero.
  func shares(_ share: (Bin) -> Ratio) -> [Double?] {
    bins.map { bin in
      let ratio = share(bin)
      return ratio.whole > 0 ? 100 * Double(ratio.part) / Double(ratio.whole) : nil
    }
  }
}
