// SPDX-License-Identifier: Apache-2.0
import ProviderFindings
import SessionLog

/// One row for each provider and direction.
enum ProvidersSection: ReportSection {
  static let name = "providers"
  static let title = "Providers"
  static let leastDetail = 2

  static func blocks(of summary: Summary, in context: ReportContext) -> [Report.Block] {
    var blocks: [Report.Block] = []
    for direction in Session.Direction.allCases {
      let tallies = summary.ranked(direction)
      guard !tallies.isEmpty else { continue }
      var table = Table(
        name: direction.name, columns: columns(direction), total: tallies.count)
      table.rows = context.limited(tallies).map(row)
      blocks.append(.table(table))
    }
    if blocks.isEmpty { return [] }
    blocks.append(
      .paragraph(
        "enc%: of the sessions with a greeting; QUIT%: of those that delivered mail and that the "
          + "client ended."))
    if summary.providers.contains(where: { $0.provider.kind == .claimed }) {
      blocks.append(
        .paragraph(
          "A “quoted” name is the peer's own claim; DNS confirms none of its names."))
    }
    return blocks
  }

  private static func columns(_ direction: Session.Direction) -> [Table.Column] {
    let head = [Table.Column.text(direction == .inbound ? "From" : "To")]
    let tls: [(title: String, field: String)] = [
      ("enc%", "encrypted"), ("ver%", "verified"), ("1.3%", "TLS 1.3"), ("FS%", "forward secrecy"),
    ]
    let manners = direction == .inbound ? ["QUIT%"] : ["DANE%"]
    return head + ["sess", "msgs"].map { Table.Column($0) }
      + tls.map { Table.Column($0.title).named($0.field) }
      + (manners + ["BDAT%", "4xx", "5xx"]).map { Table.Column($0) }
  }

  private static func row(_ tally: ProviderTally) -> [Table.Cell] {
    let tls = tally.tls
    let manners: Table.Cell =
      tally.direction == .inbound
      ? .share(tally.quitByClient, of: tally.endedByClient)
      : .share(
        tls.methods[.daneTA] + tls.methods[.daneEE] + tls.methods[.dane],
        of: tls.verificationTold)
    return [
      .text(tally.provider.label), .count(tally.units), .count(tally.messages),
      .share(tls.encrypted, of: tally.encryptable),
      .share(tls.states[.verified], of: tls.verificationTold),
      .share(tls.versions[.tls13], of: tls.versionKnown),
      .share(tls.forwardSecrecy[.yes], of: tls.secrecyKnown),
      manners,
      .share(tally.transfer.messages[.bdat], of: tally.transfer.commandsTold),
      .count(tally.refusals.count(ofClass: 4)), .count(tally.refusals.count(ofClass: 5)),
    ]
  }
}

extension TLSTally {
  /// Encrypted sessions of which the log states the version of the suite (in June 2018 the sending
  /// client did not log it).
  var versionKnown: Int { encrypted - versions[.other] }
  /// Encrypted sessions of which the log states whether they have forward secrecy.
  var secrecyKnown: Int { forwardSecrecy[.yes] + forwardSecrecy[.no] }
}

extension RefusalTally {
  /// Refusals whose reply code begins with the digit `replyClass`.
  func count(ofClass replyClass: UInt16) -> Int {
    entries.reduce(0) { $1.key.replyClass == replyClass ? $0 + $1.count : $0 }
  }
}
