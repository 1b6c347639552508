// SPDX-License-Identifier: Apache-2.0
import MailTypes
package import PeerRegister
package import ProviderFindings
import SessionLog

/// The report of `logscan peers`: who offers, accepts and refuses what, as sections of tables.
package struct PeersReport {
  private let register: PeerRegister
  private let context: ReportContext
  private let judgement: PeerJudgement

  package init(
    _ register: PeerRegister, trust: PeerTrust, maxAge: Int64, context: ReportContext
  ) {
    self.register = register
    self.context = context
    judgement = PeerJudgement(register, trust: trust, maxAge: maxAge)
  }

  /// - Parameter coverage: of the logs that were read besides; nil: none were.
  package func report(coverage: Coverage?) -> Report {
    var report = Report(title: "logscan peers")
    let alerts = coverage.map(HeadSection.alerts) ?? []
    if !alerts.isEmpty {
      report.sections.append(.init(name: "head", title: "", blocks: alerts))
    }
    let sections: [(String, String, [Report.Block])] = [
      ("servers", "Servers that we send to", servers),
      ("refusals", "What they refused", refusals),
      ("keywords", "Their EHLO keywords", context.detail >= 6 ? keywords : []),
      ("clients", "Clients that send to us", clients),
      (
        "adoption", "How far the extensions have come",
        PeerAdoption(register).blocks(context)
      ),
      ("caveats", "What this does not show", [.list(Self.caveats)]),
    ]
    if sections.dropLast().allSatisfy({ $0.2.isEmpty }) {
      report.sections.append(
        .init(name: "servers", title: "", blocks: [.paragraph("No session with any peer.")]))
      return report
    }
    for (name, title, blocks) in sections where !blocks.isEmpty {
      report.sections.append(.init(name: name, title: title, blocks: blocks))
    }
    return report
  }

  package static let caveats = [
    "A peer that accepts BINARYMIME need not keep it: Dovecot's submission service (2.3) accepts it and turns "
      + "each lone LF into CRLF on the way. No log shows that; only a message that is sent through and read "
      + "back does.",
    "Acceptance of MAIL proves nothing: some servers accept parameters that they do not know. 'yes' is "
      + "said of whole messages that were accepted, of BINARYMIME only if they came by BDAT.",
    "What clients use is about those clients. It does not show what the servers of the same provider "
      + "take.",
  ]

  // MARK: Servers

  private static let uses: [PeerUse] = [
    .body8BitMIME, .smtputf8, .bdat, .bodyBinaryMIME,
  ]

  private var servers: [Report.Block] {
    let kinds: [(PeerScope, String)] = [
      (.provider, "Provider"), (.host, "Host"), (.domain, "Recipient domain"),
    ]
    let tables = kinds.compactMap { scope, title -> Report.Block? in
      let rows = register.servers(scope).sorted {
        ($1.sessions.count, $0.name) < ($0.sessions.count, $1.name)
      }
      guard !rows.isEmpty else { return nil }
      var table = Table(
        name: "\(scope.name)s",
        columns: [
          .text(title), .init("sess"), .init("msgs"), .init("8BIT", .left),
          .init("UTF8", .left), .init("CHUNK", .left), .init("BINARY", .left),
          .init("best", .left), .init("last", .left),
        ], total: rows.count)
      table.rows = context.limited(rows).map(row)
      return .table(table)
    }
    guard !tables.isEmpty else { return [] }
    return tables + [
      .paragraph(
        "yes: messages that used it were accepted; offer: offered by EHLO, never tried; no: "
          + "refused; silent: BDAT was not answered; times: not every time; old: offered too long ago; blank: not offered; ?: never asked, since "
          + "no reply to EHLO is in the log. CHUNK is "
          + "CHUNKING; BINARY is BINARYMIME with CHUNKING. best: the form that 'mime convert --for' "
          + "chooses, as of the last session here\(asOf).")
    ]
  }

  private var asOf: String {
    judgement.now.map { " (\(TimeText.short(context.zone.zoned($0))))" } ?? ""
  }

  private func row(_ server: PeerServer) -> [Table.Cell] {
    let name = server.scope == .provider ? server.provider.label : server.name
    return [.text(name), .count(server.sessions.count), .count(server.messages)]
      + Self.uses.map { .text(judgement.word($0, of: server)) }
      + [.text(best(of: server)), .text(date(server.sessions.last))]
  }

  /// Nothing for those that cannot be asked for by name.
  private func best(of server: PeerServer) -> String {
    let hasName = [.alias, .domain].contains(server.provider.kind)
    return server.scope != .provider || hasName ? judgement.best(of: server).rawValue : ""
  }

  private func date(_ time: LogTimestamp?) -> String {
    time.map { TimeText.date(CivilTime($0)) } ?? ""
  }

  private var refusals: [Report.Block] {
    var table = Table(
      name: "replies",
      columns: [
        .text("Host"), .init("asked for", .left), .init("times"), .init("last", .left),
        .text("reply"),
      ])
    for server in register.servers(.host) {
      for use in PeerUse.allCases {
        for reply in server.uses[use].replies.entries {
          let words = [
            reply.code == 0 ? nil : String(reply.code), reply.enhanced?.description,
            reply.text.isEmpty ? nil : Self.withoutCode(reply),
          ]
          table.rows.append([
            .text(server.name), .text(use.name), .count(reply.seen.count),
            .text(date(reply.seen.last)), .text(words.compactMap(\.self).joined(separator: " ")),
          ])
        }
      }
    }
    table.total = table.rows.count
    table.rows = Array(context.limited(table.rows))
    return table.rows.isEmpty ? [] : [.table(table)]
  }

  /// The text of a reply begins with the enhanced status code.
  private static func withoutCode(_ reply: PeerReply) -> String {
    guard let code = reply.enhanced?.description, reply.text.hasPrefix(code) else {
      return reply.text
    }
    return String(reply.text.dropFirst(code.count).drop { $0 == " " })
  }

  /// A table for each host and kind of reply.
  private var keywords: [Report.Block] {
    context.limited(register.servers(.host)).flatMap { server in
      [("before TLS", server.beforeTLS), ("in TLS", server.afterTLS)].compactMap { name, sights in
        keywords(sights, heading: "\(server.name), \(name): ")
      }
    }
  }

  private func keywords(_ sights: KeywordSights, heading: String) -> Report.Block? {
    guard !sights.replies.isEmpty else { return nil }
    var table = Table(
      name: "keywords",
      columns: [
        .text("keyword"), .text("arguments"), .init("sess"), .init("first", .left),
        .init("last", .left),
      ])
    table.heading = heading + HeadSection.counted(sights.replies.count, "session")
    table.rows = sights.entries.map { entry in
      [
        .text(entry.keyword), .text(entry.arguments), .count(entry.seen.count),
        .text(date(entry.seen.first)), .text(date(entry.seen.last)),
      ]
    }
    table.total = table.rows.count
    return .table(table)
  }

  // MARK: Clients

  private var clients: [Report.Block] {
    let rows = register.clients(.provider).filter { $0.messages > 0 }
      .sorted { ($1.messages, $0.provider) < ($0.messages, $1.provider) }
    guard !rows.isEmpty else { return [] }
    var table = Table(
      name: "providers",
      columns: [
        .text("Provider"), .init("sess"), .init("msgs"), .init("8BIT%"), .init("UTF8%"),
        .init("BDAT%"), .init("BINARY%"), .init("enc%"),
      ], total: rows.count)
    table.rows = context.limited(rows).map { client in
      let encrypted = client.tls[.encrypted] + client.tls[.verified]
      return [.text(client.provider.label), .count(client.sessions.count), .count(client.messages)]
        + Self.uses.map { .share(client[$0].count, of: client.messages) }
        + [.share(encrypted, of: client.tls.total)]
    }
    return [.table(table)]
  }
}
