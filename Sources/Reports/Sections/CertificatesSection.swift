// SPDX-License-Identifier: Apache-2.0
import ProviderFindings
import SessionLog

/// Whose certificates verify, and what is wrong with the others.
enum CertificatesSection: ReportSection {
  static let name = "certificates"
  static let title = "Certificates of the peers"
  static let leastDetail = 4

  static func blocks(of summary: Summary, in context: ReportContext) -> [Report.Block] {
    var blocks: [Report.Block] = []
    let directions = Session.Direction.allCases.map { summary.total($0) }
      .filter { $0.tls.encrypted > 0 }
    // Where no handshake was ever completed the reasons matter most.
    if directions.isEmpty { return reasons(of: summary, in: context) }
    var columns = ["encrypted", "PKI%", "DANE-TA%", "DANE-EE%", "bad%", "none%"]
    let isUntold = directions.contains { $0.tls.verificationUntold > 0 }
    let isUsageUntold = directions.contains { $0.tls.methods[.dane] > 0 }
    if isUsageUntold { columns.insert("DANE%", at: 2) }
    if isUntold { columns.append("not logged%") }
    let rows = directions.map { tally -> [Table.Cell] in
      let tls = tally.tls
      var counts = [
        tls.methods[.pkix], tls.methods[.daneTA], tls.methods[.daneEE],
        tls.certificates[.offeredBad], tls.certificates[.none],
      ]
      if isUsageUntold { counts.insert(tls.methods[.dane], at: 1) }
      return [.text(tally.direction.name), .count(tls.encrypted)]
        + counts
        .map { .share($0, of: tls.verificationTold == 0 ? 0 : tls.encrypted) }
        + (isUntold ? [.share(tls.verificationUntold, of: tls.encrypted)] : [])
    }
    blocks.append(
      .table(
        Table(
          name: "verification",
          columns: [.text("Direction")] + columns.map { Table.Column($0) }, rows: rows)))
    blocks += reasons(of: summary, in: context)
    return blocks
  }

  /// What went wrong with the sessions of a provider, for the one reason.
  private struct Failure {
    enum Reason {
      case certificate(VerifyError)
      case handshake(LoggedName)
    }

    var provider: Provider
    var direction: Session.Direction
    var reason: Reason
    var count: Int
    var example: SessionID

    var cells: [Table.Cell] {
      let text =
        switch reason {
        case .certificate(let error): OpenSSLVerifyError.text(error.number)
        case .handshake(let error): "handshake: \(HandshakeError.shown(error))"
        }
      return [
        .text("\(provider.label) (\(direction == .inbound ? "in" : "out"))"), .text(text),
        .count(count), .id(example),
      ]
    }
  }

  /// Why certificates did not verify, and why handshakes failed, by provider.
  private static func reasons(of summary: Summary, in context: ReportContext) -> [Report.Block] {
    var failures: [Failure] = []
    summary.rankedByDirection.forEach { tally in
      let tls = tally.tls
      if tls.verifyErrors.isEmpty, tls.handshakeErrors.isEmpty { return }
      failures += tls.verifyErrors.ranked.map {
        Failure(
          provider: tally.provider, direction: tally.direction, reason: .certificate($0.key),
          count: $0.count, example: $0.first.id)
      }
      failures += tls.handshakeErrors.ranked.map {
        Failure(
          provider: tally.provider, direction: tally.direction, reason: .handshake($0.key),
          count: $0.count, example: $0.first.id)
      }
    }
    guard !failures.isEmpty else { return [] }
    // Swift's sort is stable: failures of one count stay in the order of their providers.
    failures.sort { $0.count > $1.count }
    var table = Table(
      name: "failures",
      columns: [
        .text("Provider").asKey, .text("What failed").asKey, Table.Column("sess"),
        Table.Column("see", .left),
      ],
      total: failures.count)
    table.rows = context.limited(failures).map(\.cells)
    return [.table(table)]
  }
}
