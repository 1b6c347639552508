// SPDX-License-Identifier: Apache-2.0
import ProviderFindings
import SessionLog

/// The small tables of a provider's page: those that have something to show.
enum ProviderTables {
  static func tables(of sides: [ProviderTally]) -> [Table] {
    [suites, certificates, handshakeErrors, endings, extensions, refusals].compactMap { $0(sides) }
  }

  private static func direction(_ tally: ProviderTally) -> Table.Cell {
    .text(tally.direction == .inbound ? "from them" : "to them")
  }

  private static func table(_ heading: String, _ columns: [Table.Column], _ rows: [[Table.Cell]])
    -> Table?
  {
    guard !rows.isEmpty else { return nil }
    var table = Table(name: PageText.slug(heading), columns: columns, rows: rows)
    table.heading = heading
    // What is the same in all rows is said once.
    if columns[0].title.isEmpty, case .text(let side) = rows[0][0],
      rows.allSatisfy({ $0[0] == rows[0][0] })
    {
      table.heading += ", \(side)"
      table.columns.removeFirst()
      table.rows = rows.map { Array($0.dropFirst()) }
    }
    return table
  }

  private static func suites(_ sides: [ProviderTally]) -> Table? {
    let rows = sides.flatMap { tally in
      tally.tls.ciphers.ranked.map { entry in
        [
          direction(tally), .text(entry.key), .count(entry.count),
          .share(entry.count, of: tally.tls.encrypted),
        ]
      }
    }
    return table(
      "Cipher suites", [.text(""), .text("Suite"), Table.Column("sessions"), Table.Column("%")],
      rows)
  }

  private static func certificates(_ sides: [ProviderTally]) -> Table? {
    let rows = sides.flatMap { tally -> [[Table.Cell]] in
      let tls = tally.tls
      let verified: [(String, Int)] = [
        ("verified by PKI", tls.methods[.pkix]),
        ("verified by DANE", tls.methods[.daneTA] + tls.methods[.daneEE]),
        ("none presented", tls.certificates[.none]),
      ]
      let failed = tls.verifyErrors.ranked.map { ("not verified: \($0.key.reason)", $0.count) }
      return (verified + failed + [("verification not logged", tls.verificationUntold)])
        .filter { $0.1 > 0 }
        .map { [direction(tally), .text($0.0), .count($0.1), .share($0.1, of: tls.encrypted)] }
    }
    return table(
      "Certificates",
      [.text(""), .text("Certificate"), Table.Column("sessions"), Table.Column("%")], rows)
  }

  private static func handshakeErrors(_ sides: [ProviderTally]) -> Table? {
    let rows = sides.flatMap { tally in
      tally.tls.handshakeErrors.ranked.map {
        [direction(tally), .text($0.key.isEmpty ? "no reason logged" : $0.key), .count($0.count)]
      }
    }
    return table("Failed handshakes", [.text(""), .text("Reason"), Table.Column("sessions")], rows)
  }

  private static func endings(_ sides: [ProviderTally]) -> Table? {
    let rows = sides.flatMap { tally in
      SessionEnd.allCases.filter { tally.endings[$0] > 0 }.map { ending -> [Table.Cell] in
        [
          direction(tally), .text(ending.words), .count(tally.endings[ending]),
          .share(tally.endings[ending], of: tally.sessions),
        ]
      }
    }
    return table(
      "How sessions ended",
      [.text(""), .text("Ended by"), Table.Column("sessions"), Table.Column("%")], rows)
  }

  private static func extensions(_ sides: [ProviderTally]) -> Table? {
    guard let offers = sides.first(where: { $0.direction == .outbound })?.offers,
      offers.sessions > 0
    else {
      return nil
    }
    let rows = KnownKeyword.allCases.filter { offers.offered[$0] > 0 }.map {
      keyword -> [Table.Cell] in
      [
        .text(keyword.name), .share(offers.offered[keyword], of: offers.sessions),
        offers.used[keyword] > 0 ? .count(offers.used[keyword]) : .blank,
      ]
    }
    return table(
      "Extensions offered to us",
      [.text("EHLO keyword"), Table.Column("offered %"), Table.Column("used, sessions")], rows)
  }

  private static func refusals(_ sides: [ProviderTally]) -> Table? {
    let rows = sides.flatMap { tally in
      tally.refusals.entries.sorted { $0.count > $1.count }.prefix(12).map {
        entry -> [Table.Cell] in
        [
          .text(tally.direction == .inbound ? "by us" : "by them"), .text(entry.key.verb.name),
          .text(RefusalsSection.reply(entry.key)), .count(entry.count), .text(entry.line),
        ]
      }
    }
    return table(
      "Refusals",
      [.text(""), .text("Command"), .text("Reply"), Table.Column("count"), .text("Text")], rows)
  }
}
