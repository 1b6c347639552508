// SPDX-License-Identifier: Apache-2.0
import MailTypes
import ProviderFindings
import SessionLog

/// The columns of the page's table of providers: what they did as clients, then what their servers did.
package enum ProviderColumns {
  package static let inbound = [
    "Messages", "In clear", "TLS 1.3", "Verified", "No QUIT", "Refused",
  ]
  package static let outbound = [
    "Messages", "In clear", "TLS 1.3", "Verified", "Chunk.", "Binary", "UTF8", "4xx", "5xx",
  ]
}

extension PageBuilder {
  /// Providers with a page of their own, whatever their findings, in a long list.
  private static let mostPages = 24
  /// A list up to which each provider has a page; of a longer one those with findings among so many.
  private static let fewProviders = 100
  /// Rows of a long list that have the year's curve.
  private static let mostCurves = 150

  /// Those with findings first, then by messages, then by sessions and name.
  var providers: [Page.ProviderEntry] {
    var rows: [Provider: (inbound: ProviderTally?, outbound: ProviderTally?)] = [:]
    var order: [Provider] = []
    wide.ranked.forEach { tally in
      if rows[tally.provider] == nil {
        order.append(tally.provider)
        rows[tally.provider] = (nil, nil)
      }
      switch tally.direction {
      case .inbound: rows[tally.provider]?.inbound = tally
      case .outbound: rows[tally.provider]?.outbound = tally
      }
    }
    let groups = Dictionary(grouping: findingGroups.flatMap(\.entries).filter { !$0.isGone }) {
      $0.target ?? ""
    }
    func count(_ provider: Provider, _ severity: Finding.Severity) -> Int {
      groups[addresses[provider] ?? ""]?.count { $0.severity == severity } ?? 0
    }
    func messages(_ provider: Provider) -> Int {
      (rows[provider]?.inbound?.messages ?? 0) + (rows[provider]?.outbound?.messages ?? 0)
    }
    let keyed = order.map { provider in
      (
        provider, alarms: count(provider, .alarm), warnings: count(provider, .warning),
        messages: messages(provider)
      )
    }
    // Swift's sort is stable: what is equal stays in the order of the report.
    let sorted = keyed.sorted {
      ($0.alarms, $0.warnings, $0.messages) > ($1.alarms, $1.warnings, $1.messages)
    }
    return sorted.enumerated().map { place, entry in
      let row = rows[entry.0] ?? (nil, nil)
      let id = addresses[entry.0] ?? ""
      let hasPage =
        sorted.count <= Self.fewProviders || place < Self.mostPages
        || entry.alarms + entry.warnings > 0 && place < Self.fewProviders
      return Page.ProviderEntry(
        id: id, name: entry.0.label, alarms: entry.alarms, warnings: entry.warnings,
        isNew: isNewcomer(entry.0), cells: inboundCells(row.inbound) + outboundCells(row.outbound),
        year: place < Self.mostCurves || hasPage ? year(of: entry.0) : [],
        detail: hasPage ? detail(of: entry.0, row.inbound, row.outbound, groups[id] ?? []) : nil)
    }
  }

  private func isNewcomer(_ provider: Provider) -> Bool {
    Session.Direction.allCases.contains { history.newcomers.contains(ComparedPeer(provider, $0)) }
  }

  private func inboundCells(_ tally: ProviderTally?) -> [Table.Cell] {
    guard let tally else { return Array(repeating: .blank, count: ProviderColumns.inbound.count) }
    return common(tally) + [
      .share(tally.endedByClient - tally.quitByClient, of: tally.endedByClient),
      .count(tally.refusals.total),
    ]
  }

  private func outboundCells(_ tally: ProviderTally?) -> [Table.Cell] {
    guard let tally else { return Array(repeating: .blank, count: ProviderColumns.outbound.count) }
    let offers = tally.offers
    let words = [KnownKeyword.chunking, .binaryMIME, .smtputf8].map { keyword -> Table.Cell in
      if offers.used[keyword] > 0 { return .text("used") }
      if offers.offered[keyword] > 0 { return .text("offered") }
      return offers.sessions > 0 ? .text("no") : .blank
    }
    return common(tally) + words + [
      .count(tally.refusals.count(ofClass: 4)), .count(tally.refusals.count(ofClass: 5)),
    ]
  }

  /// Messages in both directions, by four weeks.
  private func year(of provider: Provider) -> [Int] {
    let sides = Session.Direction.allCases.compactMap {
      history.fortnights[ComparedPeer(provider, $0)]
    }
    guard let count = sides.first?.count else { return [] }
    return stride(from: 0, to: count, by: 2).map { place in
      sides.reduce(0) { sum, side in
        sum + side[place..<min(place + 2, count)].reduce(0) { $0 + $1[.messages] }
      }
    }
  }

  private func common(_ tally: ProviderTally) -> [Table.Cell] {
    let tls = tally.tls
    return [
      .count(tally.messages),
      .share(tls.messages[.plaintext] + tls.messages[.failed], of: tls.messages.total),
      .share(tls.versions[.tls13], of: tls.versionKnown),
      .share(tls.states[.verified], of: tls.verificationTold),
    ]
  }

  // MARK: The page below a row

  private func detail(
    of provider: Provider, _ inbound: ProviderTally?, _ outbound: ProviderTally?,
    _ entries: [Page.FindingEntry]
  ) -> Page.ProviderDetail {
    let sides = [inbound, outbound].compactMap { $0 }
    var ids: [SessionID] = []
    for mark in entries.flatMap(\.evidence) where !ids.contains(mark.id) { ids.append(mark.id) }
    return Page.ProviderDetail(
      identity: identity(of: provider, sides), findings: entries, trends: trends(of: provider),
      tables: ProviderTables.tables(of: sides),
      transcripts: ids.compactMap { transcripts[$0] })
  }

  private func identity(of provider: Provider, _ sides: [ProviderTally]) -> String {
    let words =
      switch provider.kind {
      case .alias: "A provider of the table of providers."
      case .domain: "Known by its domain, which DNS or its certificate confirms."
      case .claimed: "Known only by the name that it gives itself; nothing confirms it."
      case .network: "Known only by its network; it has no usable name."
      case .unknown: "The log names neither host nor address."
      case .others: "All providers that are not kept apart."
      }
    var parts = [words]
    for tally in sides {
      let preposition = tally.direction == .inbound ? "from them" : "to them"
      parts.append(
        "\(NumberText.counted(tally.sessions, "session")) \(preposition) with "
          + "\(NumberText.counted(tally.messages, "message")).")
    }
    if let first = sides.compactMap(\.first).min(), let last = sides.compactMap(\.last).max() {
      parts.append("First \(first.date.longText), last \(last.date.longText).")
    }
    return parts.joined(separator: " ")
  }
}
