// SPDX-License-Identifier: Apache-2.0
package import PeerRegister
import ProviderFindings
package import SessionLog

/// A register as one flat table, a row for each peer, for the separated formats: every row,
/// counts and RFC 3339 times, empty where nothing was seen.
package struct PeersTable {
  private let register: PeerRegister
  private let zone: ZoneRules

  package init(_ register: PeerRegister, zone: ZoneRules) {
    self.register = register
    self.zone = zone
  }

  package var table: FlatTable {
    var table = FlatTable(header: Self.header)
    for scope in PeerScope.allCases {
      for server in register.servers(scope) { table.rows.append(row(server)) }
    }
    for scope in [PeerScope.host, .provider] {
      for client in register.clients(scope) { table.rows.append(row(client)) }
    }
    return table
  }

  private static let header: [String] =
    [
      "role", "scope", "name", "provider", "kind", "sessions", "first", "last", "asked", "messages",
      "octets", "octetsWithoutBinary",
    ] + TLSFacts.State.allCases.map { "tls \($0.name)" }
    + PeerUse.allCases.flatMap { use in
      [
        "offered", "last offered", "not offered", "last not offered", "accepted", "last accepted",
        "refused", "last refused", "last reply", "unanswered", "last unanswered",
      ].map { "\(use.name) \($0)" }
    } + ["keywords before TLS", "keywords in TLS"]

  private func row(_ server: PeerServer) -> [String] {
    var row = ["server", server.scope.name, server.name]
    row += [server.provider.name, server.provider.kind.name]
    row += times(server.sessions)
    row += [
      String(server.asked.count), String(server.messages), String(server.octets),
      String(server.octetsWithoutBinary),
    ]
    row += TLSFacts.State.allCases.map { String(server.tls[$0]) }
    for use in PeerUse.allCases {
      let record = server.uses[use]
      for seen in [record.offered, record.lacking, record.accepted, record.refused] {
        row += [String(seen.count), time(seen.last)]
      }
      row.append(record.replies.latest.map(reply) ?? "")
      row += [String(record.unanswered.count), time(record.unanswered.last)]
    }
    return row + [keywords(server.beforeTLS), keywords(server.afterTLS)]
  }

  private func row(_ client: PeerClient) -> [String] {
    var row = ["client", client.scope.name, client.name]
    row += [client.provider.name, client.provider.kind.name]
    row += times(client.sessions)
    row += ["", String(client.messages), String(client.octets), String(client.octetsWithoutBinary)]
    row += TLSFacts.State.allCases.map { String(client.tls[$0]) }
    for use in PeerUse.allCases {
      row += [
        "", "", "", "", String(client[use].count), time(client[use].last), "", "", "", "", "",
      ]
    }
    return row + ["", ""]
  }

  private func times(_ seen: Sightings) -> [String] {
    [String(seen.count), time(seen.first), time(seen.last)]
  }

  private func time(_ time: LogTimestamp?) -> String {
    time.map { TimeText.rfc3339(zone.zoned($0)) } ?? ""
  }

  private func reply(_ reply: PeerReply) -> String {
    let code = reply.code == 0 ? "" : "\(reply.code) "
    return code + reply.text
  }

  private func keywords(_ sights: KeywordSights) -> String {
    sights.entries
      .map { $0.arguments.isEmpty ? $0.keyword : "\($0.keyword) \($0.arguments)" }
      .joined(separator: "; ")
  }
}
