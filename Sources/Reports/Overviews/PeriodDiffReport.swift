// SPDX-License-Identifier: Apache-2.0
package import ProviderFindings
import SessionLog

/// What is other in one period than in another, provider by provider: who came and went, how much, and each share
/// and extension that differs.
package struct PeriodDiffReport {
  private let before: [ComparedPeer: ProviderDay]
  private let now: [ComparedPeer: ProviderDay]

  /// The days of both periods; of each provider they are summed up.
  package init(before: [ProviderDay], now: [ProviderDay]) {
    self.before = Self.sums(before)
    self.now = Self.sums(now)
  }

  private static func sums(_ days: [ProviderDay]) -> [ComparedPeer: ProviderDay] {
    Dictionary(days.map { ($0.peer, $0) }) { sum, day in
      var sum = sum
      sum.merge(day)
      return sum
    }
  }

  package func report(in context: ReportContext) -> Report {
    let peers = Set(before.keys).union(now.keys).sorted { a, b in
      let (weightA, weightB) = (weight(a), weight(b))
      return weightA == weightB ? a < b : weightA > weightB
    }
    let rows = peers.flatMap(rows(of:))
    var table = Table(
      name: "differences",
      columns: [
        Table.Column.name("Who").asKey, Table.Column("way", .left).asKey,
        Table.Column("what", .left).asKey, Table.Column("before"), Table.Column("cases before"),
        Table.Column("now"), Table.Column("cases now"),
      ], total: rows.count)
    table.rows = Array(context.limited(rows))
    var report = Report(title: "logscan diff")
    report.sections.append(
      .init(
        name: "differences", title: "",
        blocks: rows.isEmpty ? [.paragraph("No differences.")] : [.table(table)]))
    return report
  }

  private func weight(_ peer: ComparedPeer) -> Int {
    max(before[peer]?[.sessions] ?? 0, now[peer]?[.sessions] ?? 0)
  }

  private func rows(of peer: ComparedPeer) -> [[Table.Cell]] {
    let old = before[peer] ?? ProviderDay(day: 0, peer: peer)
    let new = now[peer] ?? ProviderDay(day: 0, peer: peer)
    var rows: [[Table.Cell]] = []
    func add(_ what: String, _ cells: [Table.Cell]) {
      rows.append(
        [.text(AttentionSection.subject(peer)), .text(peer.direction.name), .text(what)] + cells)
    }
    if old[.sessions] != new[.sessions] {
      add("sessions", [.count(old[.sessions]), .blank, .count(new[.sessions]), .blank])
    }
    func compare(_ what: String, _ a: PeerShares.Part, _ b: PeerShares.Part) {
      guard a.total > 0, b.total > 0, a.count * b.total != b.count * a.total else { return }
      add(
        what,
        [
          .share(a.count, of: a.total), .count(a.total), .share(b.count, of: b.total),
          .count(b.total),
        ])
    }
    for share in ProviderShare.all { compare(share.name, share.part(of: old), share.part(of: new)) }
    for item in ProviderExtension.all {
      func part(_ day: ProviderDay, _ count: ProviderDay.Number, _ total: ProviderDay.Number)
        -> PeerShares.Part
      { PeerShares.Part(min(day[count], day[total]), of: day[total]) }
      compare(
        "offers \(item.name)", part(old, item.offered, .ehloReplies),
        part(new, item.offered, .ehloReplies))
      if let used = item.used {
        compare(
          "uses \(item.name)", part(old, used.count, used.total), part(new, used.count, used.total))
      }
    }
    return rows
  }
}
