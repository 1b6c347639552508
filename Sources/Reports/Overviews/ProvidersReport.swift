// SPDX-License-Identifier: Apache-2.0
package import ProviderFindings
import SessionLog

/// How well a provider's sessions are protected, in six steps: by the weakest of them, not by the best.
package enum SecurityGrade: String, CaseIterable, Sendable {
  case none = "no TLS"
  /// TLS was tried, and no handshake was ever completed.
  case failing = "TLS fails"
  /// Some sessions were encrypted, and in some TLS was not even tried.
  case partial = "TLS, partly"
  /// Some session failed its handshake, went on in the clear, or used a broken cipher or a suite
  /// older than TLS 1.2 without forward secrecy.
  case risky = "TLS, risky"
  case encrypted = "TLS"
  case forwardSecret = "TLS with PFS"

  /// Nil where nobody had an occasion to use TLS: clients that were refused at connect, servers that our client left
  /// at once.
  package init?(_ tally: ProviderTally) {
    let tls = tally.tls
    if tally.encryptable == 0, tls.states[.failed] == 0 { return nil }
    if tls.encrypted == 0 {
      self = tls.states[.failed] > 0 ? .failing : .none
    } else if tally.greetedInPlaintext > tls.states[.notLogged] {
      self = .partial
    } else if tls.weak + tls.continuedInPlaintext + tls.states[.failed] > 0 {
      self = .risky
    } else if tls.forwardSecrecy[.yes] == tls.encrypted {
      self = .forwardSecret
    } else {
      self = .encrypted
    }
  }
}

/// The table of providers: security, verification, share encrypted; one row for each provider and
/// direction. With few rows wanted, what lies behind each can be shown as well.
package enum ProvidersReport {
  package static func table(of summary: Summary, in context: ReportContext) -> Table {
    let tallies = summary.ranked
    var table = Table(
      name: "providers",
      columns: [
        .text("Provider"), Table.Column("dir", .left), Table.Column("Security", .left),
        Table.Column("Verified", .left), Table.Column("enc%").named("encrypted sessions"),
        Table.Column("sess").named("sessions"), Table.Column("msgs").named("messages"),
        Table.Column("octets"),
      ], total: tallies.count)
    table.rows = context.limited(tallies).map { tally in
      [
        .text(tally.provider.label), .text(tally.direction == .inbound ? "in" : "out"),
        .text(SecurityGrade(tally)?.rawValue ?? ""), .text(verified(tally.tls)),
        .share(tally.tls.encrypted, of: tally.encryptable), .count(tally.units),
        .count(tally.messages), .octets(tally.loggedOctets),
      ]
    }
    return table
  }

  /// The table; with `drillDown` each provider's ciphers, protocols, verification and volume too.
  package static func report(
    on summary: Summary, drillDown: Bool, context: ReportContext
  ) -> Report {
    var report = Report(title: "logscan providers")
    var blocks: [Report.Block] = []
    if !summary.coverage.isComplete {
      blocks.append(
        .headline("INCOMPLETE: \(HeadSection.missing(summary.coverage))", alert: true))
    }
    blocks.append(.table(table(of: summary, in: context)))
    report.sections.append(.init(name: "providers", title: "", blocks: blocks))
    guard drillDown else { return report }
    for direction in Session.Direction.allCases {
      report.sections += context.limited(summary.ranked(direction)).map { tally in
        .init(
          name: "\(tally.provider.key)-\(direction.name)",
          title: "\(tally.provider.label), \(direction.name)",
          blocks: details(of: tally, summary, context))
      }
    }
    return report
  }

  private static func details(
    of tally: ProviderTally, _ summary: Summary, _ context: ReportContext
  ) -> [Report.Block] {
    let tls = tally.tls
    func rows(_ pairs: [(String, Int)], of whole: Int) -> [[Table.Cell]] {
      pairs.filter { $0.1 > 0 }.map { [.text($0.0), .count($0.1), .share($0.1, of: whole)] }
    }
    func table(_ name: String, _ title: String, _ rows: [[Table.Cell]]) -> Report.Block? {
      guard !rows.isEmpty else { return nil }
      let columns = [.text(title), Table.Column("sessions"), Table.Column("%")]
      return .table(Table(name: name, columns: columns, rows: rows))
    }
    let states = TLSFacts.State.allCases.map { ($0.name, tls.states[$0]) }
    let verification =
      TLSFacts.Method.allCases.filter { $0 != .dane || tls.methods[.dane] > 0 }.map {
        ("verified by \($0.name)", tls.methods[$0])
      }
      + [
        ("bad certificate", tls.certificates[.offeredBad]),
        ("no certificate", tls.certificates[.none]), ("not logged", tls.verificationUntold),
      ]
    let volume = Table(
      name: "volume", columns: [.text("Volume"), Table.Column("")],
      rows: [
        [.text(tally.unitName), .count(tally.units)],
        [.text("sessions that delivered"), .count(tally.delivering)],
        [.text("messages"), .count(tally.messages)],
        [.text("octets"), .octets(tally.loggedOctets)],
        [.text("first"), context.cell(tally.first, of: summary)],
        [.text("last"), context.cell(tally.last, of: summary)],
      ])
    let versions = SuiteVersion.allCases.reversed().map {
      ($0 == .other ? "not logged" : $0.name, tls.versions[$0])
    }
    let ciphers =
      tls.ciphers.ranked.map { ($0.key, $0.count) } + [
        ("not logged", tls.encrypted - tls.ciphers.total)
      ]
    let endings = SessionEnd.allCases.map { ($0.name, tally.endings[$0]) }
    return [
      .table(volume), table("tls", "TLS", rows(states, of: tally.units)),
      table("verification", "Verification", rows(verification, of: tls.encrypted)),
      table("versions", "Version of the suite", rows(versions, of: tls.encrypted)),
      table("ciphers", "Cipher suite", rows(ciphers, of: tls.encrypted)),
      table("endings", "Ended by", rows(endings, of: tally.units)),
    ].compactMap(\.self)
  }

  private static func verified(_ tls: TLSTally) -> String {
    let verified = tls.states[.verified]
    if tls.encrypted == 0 { return "" }
    if verified == 0 { return tls.verificationTold == 0 ? "not logged" : "none" }
    return verified == tls.verificationTold ? "all" : "some"
  }
}
