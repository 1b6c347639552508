// SPDX-License-Identifier: Apache-2.0
import MailTypes
import PeerRegister
import ProviderFindings
import SessionLog

/// How far the extensions for binary content have come: how many servers offer them, since when, and
/// how many messages use them.
struct PeerAdoption {
  private let register: PeerRegister

  init(_ register: PeerRegister) { self.register = register }

  private static let uses: [(title: String, use: PeerUse)] = [
    ("8BITMIME", .body8BitMIME), ("SMTPUTF8", .smtputf8), ("CHUNKING", .bdat),
    ("BINARYMIME", .bodyBinaryMIME),
  ]

  func blocks(_ context: ReportContext) -> [Report.Block] {
    let providers = register.servers(.provider)
    let hosts = register.servers(.host).filter { !$0.asked.isEmpty }
    let clients = register.clients(.provider)
    let asked = providers.reduce(0) { $0 + $1.asked.count }
    guard asked > 0 else { return [] }
    let askedProviders = providers.filter { !$0.asked.isEmpty }
    let sent = providers.reduce(0) { $0 + $1.messages }
    let received = clients.reduce(0) { $0 + $1.messages }
    var table = Table(
      name: "extensions",
      columns: [
        .text("Extension"), .init("sess%"), .init("hosts%"), .init("providers%"),
        .init("first offered", .left), .init("sent%"), .init("received%"),
      ])
    table.rows = Self.uses.map { title, use in
      let first = (hosts + providers).compactMap { $0.uses[use].offered.first }.min()
      return [
        .text(title),
        .share(providers.reduce(0) { $0 + $1.uses[use].offered.count }, of: asked),
        .share(hosts.count { Self.offers($0, use) }, of: hosts.count),
        .share(askedProviders.count { Self.offers($0, use) }, of: askedProviders.count),
        .text(first.map { TimeText.date(CivilTime($0)) } ?? ""),
        .share(providers.reduce(0) { $0 + $1.uses[use].accepted.count }, of: sent),
        .share(clients.reduce(0) { $0 + $1[use].count }, of: received),
      ]
    }
    table.total = table.rows.count
    return [.table(table), .paragraph(Self.legend)] + chunking(hosts)
  }

  private static let legend =
    "Shares of sessions, hosts and providers with a reply to EHLO whose last one offers it (BINARYMIME: with "
    + "CHUNKING); of the messages that we sent and that we received, those that used it."

  /// What stands in the way: offers that nobody uses, or servers that lack it.
  private func chunking(_ hosts: [PeerServer]) -> [Report.Block] {
    let offering = hosts.filter { Self.offers($0, .bdat) }
    guard !hosts.isEmpty else { return [] }
    let binary = offering.count { Self.offers($0, .bodyBinaryMIME) }
    let alone = offering.count { $0.binaryWithoutChunking == 0 } - binary
    let refusing = offering.count { !$0.uses[.bdat].refused.isEmpty }
    let messages = offering.reduce(0) { $0 + $1.messages }
    let used = offering.reduce(0) { $0 + $1.uses[.bdat].accepted.count }
    return [
      .paragraph(
        "CHUNKING alone saves no octet: BINARYMIME does, and needs it. Of \(NumberText.grouped(hosts.count)) "
          + "hosts \(NumberText.grouped(offering.count)) offer CHUNKING, \(NumberText.grouped(binary)) of them with "
          + "BINARYMIME and \(NumberText.grouped(max(0, alone))) without; \(NumberText.grouped(refusing)) "
          + "refused BDAT all the same. Those that offer it got \(NumberText.grouped(used)) of "
          + "\(NumberText.grouped(messages)) messages by BDAT.")
    ]
  }

  private static func offers(_ server: PeerServer, _ use: PeerUse) -> Bool {
    let record = server.uses[use]
    guard let offered = record.offered.last else { return false }
    return record.lacking.last.map { $0 < offered } ?? true
  }
}
