// SPDX-License-Identifier: Apache-2.0
import MailTypes
import ProviderFindings
import SessionLog

extension PageBuilder {
  /// Days before the reported one that it is compared with.
  private static let usualDays = 28
  /// Fewer days than these say nothing of what is usual.
  private static let leastDays = 7

  /// The numbers above the fold.
  var numbers: [Page.HeadlineNumber] {
    let total = summary.inbound.messages + summary.outbound.messages
    return [
      volume("Messages", total) { Double($0.inbound.messages + $0.outbound.messages) },
      share("Encrypted", of: "messages", moreIsWorse: false, both: true) {
        Ratio($0.messagesEncrypted, of: $0.messagesKnown)
      },
      share("Peer verified", of: "sessions", moreIsWorse: false, both: true) {
        Ratio($0.verified, of: $0.verificationTold)
      },
      share("Handshake failed", of: "inbound sessions", moreIsWorse: true, both: false) {
        Ratio($0.failedHandshakes, of: $0.encryptable)
      },
      share("Refused by us", of: "inbound sessions", moreIsWorse: true, both: false) {
        Ratio($0.refusedSessions, of: $0.sessions)
      },
      share("Left without QUIT", of: "inbound sessions", moreIsWorse: true, both: false) {
        Ratio($0.endedByClient - $0.quitByClient, of: $0.endedByClient)
      },
    ]
  }

  private func volume(
    _ label: String, _ total: Int, _ value: (DaySheet) -> Double
  ) -> Page.HeadlineNumber {
    let days = recent
    let values = days.map(value)
    var number = Page.HeadlineNumber(
      label: label, value: NumberText.grouped(total), unit: "", change: "", isWorse: false,
      usual: "", days: values.map(Optional.some))
    guard let night = days.last, history.night != nil else { return number }
    let weekday = night.date.weekday
    let before = zip(days, values).dropLast().filter { $0.0.date.weekday == weekday }.map(
      \.1)
    guard let usual = Self.median(before), usual > 0, let last = values.last else { return number }
    let percent = 100 * (last - usual) / usual
    let sign = percent.magnitude < 0.05 ? "=" : percent > 0 ? "▲" : "▼"
    let word =
      last < (before.min() ?? 0) / 2
      ? ", unusually low" : last > (before.max() ?? 0) * 2 ? ", unusually high" : ", as usual"
    let amount = PageText.percent(min(99.9, percent.magnitude))
    number.change =
      percent > 100
      ? "▲ \(PageText.percent(min(99.9, last / usual))) times\(word)"
      : "\(sign) \(amount)\u{A0}%\(word)"
    number.usual =
      "than on \(NumberText.counted(before.count, CivilDate.weekdayName(weekday))) before"
    return number
  }

  private func share(
    _ label: String, of unit: String, moreIsWorse: Bool, both: Bool,
    _ share: (DayFigures) -> Ratio
  ) -> Page.HeadlineNumber {
    func ratio(_ inbound: DayFigures, _ outbound: DayFigures) -> Ratio {
      let (a, b) = (share(inbound), share(outbound))
      return both ? Ratio(a.part + b.part, of: a.whole + b.whole) : a
    }
    func percent(_ ratio: Ratio) -> Double? {
      ratio.whole > 0 ? 100 * Double(ratio.part) / Double(ratio.whole) : nil
    }
    let whole = ratio(
      DayFigures(summary.inbound, summary.inboundMeasures),
      DayFigures(summary.outbound, summary.outboundMeasures))
    let values = recent.map { percent(ratio($0.inbound, $0.outbound)) }
    var number = Page.HeadlineNumber(
      label: label, value: percent(whole).map(PageText.percent) ?? "–",
      unit: percent(whole) == nil ? "not logged" : "%", change: "", isWorse: false,
      usual: percent(whole) == nil ? "" : "of \(NumberText.grouped(whole.whole)) \(unit)",
      days: values)
    guard history.night != nil, let last = values.last ?? nil else { return number }
    let before = values.dropLast().compactMap { $0 }.sorted()
    guard before.count >= Self.leastDays, let usual = Self.median(before) else { return number }
    let (low, high) = (before[before.count / 10], before[before.count - 1 - before.count / 10])
    let points = last - usual
    let isUsual = (low...high).contains(last)
    number.isWorse = !isUsual && (points > 0) == moreIsWorse
    let sign = points.magnitude < 0.05 ? "=" : points > 0 ? "▲" : "▼"
    let word = isUsual ? "as usual" : number.isWorse ? "worse" : "better"
    number.change = "\(sign) \(PageText.percent(points.magnitude)) points, \(word)"
    let (least, most) = (PageText.percent(low), PageText.percent(high))
    number.usual = least == most ? "usual \(least)" : "usual \(least)–\(most)"
    return number
  }

  /// The reported day and those before it; the last days of the log where none is reported.
  private var recent: [DaySheet] {
    let last = history.night ?? history.days.last?.date
    guard let last else { return [] }
    let first = CivilDate(days: last.days - Self.usualDays)
    return history.days.filter { (first...last).contains($0.date) }
  }

  private static func median(_ values: [Double]) -> Double? {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return nil }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
