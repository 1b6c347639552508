// SPDX-License-Identifier: Apache-2.0
import ProviderFindings
import SessionLog

extension PageBuilder {
  /// Cases of a fortnight below which a share is not drawn.
  private static let fewest = 3

  /// The year of a provider: what it sent and got, and the shares that are followed.
  func trends(of provider: Provider) -> [Page.ProviderTrend] {
    Session.Direction.allCases.flatMap { direction -> [Page.ProviderTrend] in
      guard let fortnights = history.fortnights[ComparedPeer(provider, direction)],
        fortnights.count(where: { $0[.sessions] > 0 }) > 1
      else { return [] }
      let side = direction == .inbound ? "from them" : "to them"
      var trends = [counts("messages \(side)", fortnights, .messages)]
      trends += Self.shares.filter { $0.only.map { $0 == direction } ?? true }.compactMap {
        share("\($0.name), \(side)", fortnights, $0.part, $0.whole, $0.isRest)
      }
      return trends
    }
  }

  private static let shares:
    [(
      name: String, only: Session.Direction?, part: ProviderDay.Number, whole: ProviderDay.Number,
      isRest: Bool
    )] = [
      ("encrypted %", nil, .encrypted, .encryptable, false),
      ("TLS 1.3 %", nil, .tls13, .encryptable, false),
      ("verified %", nil, .verified, .verificationTold, false),
      ("left without QUIT %", .inbound, .quit, .endedByClient, true),
      ("offers CHUNKING %", .outbound, .offersChunking, .ehloReplies, false),
      ("offers BINARYMIME %", .outbound, .offersBinaryMIME, .ehloReplies, false),
    ]

  private func counts(
    _ label: String, _ days: [ProviderDay], _ number: ProviderDay.Number
  ) -> Page.ProviderTrend {
    let values = days.map { $0[number] }
    return Page.ProviderTrend(
      label: label, values: values.map { Double($0) },
      range: "\(NumberText.grouped(values.min() ?? 0))–\(NumberText.grouped(values.max() ?? 0))",
      now: NumberText.grouped(values.last ?? 0))
  }

  /// Nil where it never was another than now, which the row says.
  private func share(
    _ label: String, _ days: [ProviderDay], _ part: ProviderDay.Number,
    _ whole: ProviderDay.Number, _ isRest: Bool
  ) -> Page.ProviderTrend? {
    let values = days.map { day -> Double? in
      guard day[whole] >= Self.fewest else { return nil }
      let share = 100 * Double(day[part]) / Double(day[whole])
      return isRest ? 100 - share : share
    }
    let known = values.compactMap { $0 }
    guard let low = known.min(), let high = known.max(), low < high else { return nil }
    return Page.ProviderTrend(
      label: label, values: values, range: "\(PageText.percent(low))–\(PageText.percent(high))",
      now: (values.last ?? nil).map(PageText.percent) ?? "–")
  }
}
