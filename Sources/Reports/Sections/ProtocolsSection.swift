// SPDX-License-Identifier: Apache-2.0
import ProviderFindings
import SessionLog

/// TLS versions and cipher suites of both directions.
enum ProtocolsSection: ReportSection {
  static let name = "tls"
  static let title = "TLS versions and cipher suites"
  static let leastDetail = 4

  static func blocks(of summary: Summary, in context: ReportContext) -> [Report.Block] {
    let (inbound, outbound) = (summary.inbound.tls, summary.outbound.tls)
    guard inbound.encrypted + outbound.encrypted > 0 else { return [] }
    let columns = [
      Table.Column("in"), Table.Column("in%"), Table.Column("out"), Table.Column("out%"),
    ]
    func row(_ name: String, _ a: Int, _ b: Int) -> [Table.Cell] {
      [
        .text(name), .count(a), .share(a, of: inbound.encrypted), .count(b),
        .share(b, of: outbound.encrypted),
      ]
    }
    let versions = SuiteVersion.allCases.reversed().filter {
      inbound.versions[$0] + outbound.versions[$0] > 0
    }.map {
      row($0 == .other ? "not logged" : $0.name, inbound.versions[$0], outbound.versions[$0])
    }

    let counts = CipherCounts(inbound: inbound, outbound: outbound)
    var ciphers = Table(
      name: "ciphers", columns: [.text("Cipher suite")] + columns, total: counts.names.count)
    ciphers.rows = context.limited(counts.names).map {
      row($0, counts.inbound[$0] ?? 0, counts.outbound[$0] ?? 0)
    }
    // Other servers log the version that was negotiated.
    let namesSuites = Session.Direction.allCases.contains {
      summary.unstated.units(of: .ghsmtp, $0) > 0
    }
    var blocks: [Report.Block] = [
      .table(
        Table(
          name: "versions",
          columns: [.text(namesSuites ? "Version of the suite" : "TLS version")] + columns,
          rows: versions)),
      .table(ciphers),
    ]
    if namesSuites, context.detail >= 5 {
      blocks.append(
        .paragraph(
          "ghsmtp's log names the version that a suite appeared in: only TLSv1.3 and TLSv1.2 are "
            + "what was negotiated; an older one may have been used with TLS 1.2."))
    }
    return blocks
  }
}

/// Cipher suites of both directions in one order: by sessions, then by name.
private struct CipherCounts {
  var inbound: [String: Int]
  var outbound: [String: Int]
  var names: [String]

  init(inbound: TLSTally, outbound: TLSTally) {
    let (ins, outs) = (CipherCounts.counts(inbound), CipherCounts.counts(outbound))
    self.inbound = ins
    self.outbound = outs
    names = Set(ins.keys).union(outs.keys).sorted { a, b in
      let (left, right) = ((ins[a] ?? 0) + (outs[a] ?? 0), (ins[b] ?? 0) + (outs[b] ?? 0))
      return left == right ? a < b : left > right
    }
  }

  private static func counts(_ tally: TLSTally) -> [String: Int] {
    Dictionary(tally.ciphers.entries.map { ($0.key, $0.count) }, uniquingKeysWith: +)
  }
}
