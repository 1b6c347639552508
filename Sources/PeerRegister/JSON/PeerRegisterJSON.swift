// SPDX-License-Identifier: Apache-2.0
package import MailTypes
import ProviderFindings
package import SessionLog

/// A register of peers as JSON, complete enough to be carried on and to decide by.
/// Documentation/PeerRegister.md describes it.
package struct PeerRegisterJSON {
  package static let schema = "logscan-peers"
  /// Version of the schema, raised when a member changes its meaning or goes.
  package static let version = 1

  private let register: PeerRegister
  private let zone: ZoneRules
  /// Writes what the traffic of the register costs: said besides, and not read back.
  private let writeCost: ((inout JSONWriter) -> Void)?

  package init(
    _ register: PeerRegister, zone: ZoneRules, cost: ((inout JSONWriter) -> Void)? = nil
  ) {
    self.register = register
    self.zone = zone
    writeCost = cost
  }

  /// The scopes that servers, and clients, have rows of, with the names of their lists.
  static let serverLists: [(name: String, scope: PeerScope)] = [
    ("hosts", .host), ("domains", .domain), ("providers", .provider),
  ]
  static let clientLists: [(name: String, scope: PeerScope)] = [
    ("hosts", .host), ("providers", .provider),
  ]

  /// The whole as one JSON text, indented, each peer on a line.
  package func document() -> [UInt8] {
    var octets: [UInt8] = []
    write { octets += $0 }
    return octets
  }

  /// The same in portions: a register of many hosts is larger as text than in memory.
  package func write(to sink: ([UInt8]) -> Void) {
    var writer = JSONWriter(pretty: true)
    writer.object { object in
      writeHead(into: &object)
      object.object("servers") { servers in
        writeLists(
          Self.serverLists, rows: register.servers,
          notListed: register.sessionsNotListed(ofServers:), into: &servers, sink
        ) { writeMembers(of: $0, into: &$1) }
      }
      object.object("clients") { clients in
        writeLists(
          Self.clientLists, rows: register.clients,
          notListed: register.sessionsNotListed(ofClients:), into: &clients, sink
        ) { writeMembers(of: $0, into: &$1) }
      }
      if let writeCost {
        object.key("cost")
        writeCost(&object)
      }
      object.object("seen") { write(register.seen, into: &$0, sink) }
    }
    writer.endLine()
    sink(writer.octets)
  }

  /// The sessions of each day as one text, 16 hexadecimal digits each.
  private func write(
    _ seen: SeenSessions, into writer: inout JSONWriter, _ sink: ([UInt8]) -> Void
  ) {
    writer.member("until", seen.until.map { TimeText.rfc3339(zone.zoned($0)) })
    writer.array("days") { array in
      for (day, sessions) in seen.list {
        array.line { line in
          line.member("day", day)
          line.member("sessions", sessions.map(\.description).joined())
        }
        array.drain(into: sink)
      }
    }
  }

  /// Lists of rows, one for each scope, and how many sessions they leave out.
  private func writeLists<Row>(
    _ lists: [(name: String, scope: PeerScope)], rows: (PeerScope) -> [Row],
    notListed: (PeerScope) -> Int, into writer: inout JSONWriter, _ sink: ([UInt8]) -> Void,
    _ writeRow: (Row, inout JSONWriter) -> Void
  ) {
    for list in lists {
      writer.array(list.name) { array in
        for row in rows(list.scope) {
          array.line { writeRow(row, &$0) }
          array.drain(into: sink)
        }
      }
    }
    writer.object("sessionsNotListed") { counts in
      for list in lists { counts.member(list.name, notListed(list.scope)) }
    }
  }

  /// One JSON text a line, each with a `type`: `peers`, then `server` and `client` with their `scope`.
  package func writeLines(to sink: ([UInt8]) -> Void) {
    var writer = JSONWriter()
    writer.object { object in
      object.member("type", "peers")
      writeHead(into: &object)
    }
    writer.endLine()
    for list in Self.serverLists {
      for row in register.servers(list.scope) {
        line("server", row.scope, into: &writer) { writeMembers(of: row, into: &$0) }
        writer.drain(into: sink)
      }
    }
    for list in Self.clientLists {
      for row in register.clients(list.scope) {
        line("client", row.scope, into: &writer) { writeMembers(of: row, into: &$0) }
        writer.drain(into: sink)
      }
    }
    if let writeCost {
      writer.object { object in
        object.member("type", "cost")
        object.key("cost")
        writeCost(&object)
      }
      writer.endLine()
    }
    sink(writer.octets)
  }

  private func line(
    _ type: String, _ scope: PeerScope, into writer: inout JSONWriter,
    _ body: (inout JSONWriter) -> Void
  ) {
    writer.object { object in
      object.member("type", type)
      object.member("scope", scope.name)
      body(&object)
    }
    writer.endLine()
  }

  private func writeHead(into writer: inout JSONWriter) {
    writer.member("schema", Self.schema)
    writer.member("version", Self.version)
    writer.member("ambiguousSessions", register.ambiguousSessions)
  }

  // MARK: Rows

  private func writeMembers(of server: PeerServer, into writer: inout JSONWriter) {
    write(server.name, server.provider, into: &writer)
    write("sessions", server.sessions, into: &writer)
    write("asked", server.asked, into: &writer)
    write(
      messages: server.messages, octets: server.octets,
      withoutBinary: server.octetsWithoutBinary, tls: server.tls, into: &writer)
    if server.scope != .domain {
      write("beforeTLS", server.beforeTLS, into: &writer)
      write("afterTLS", server.afterTLS, into: &writer)
    }
    writer.member("binaryWithoutChunking", server.binaryWithoutChunking)
    writer.array("uses") { array in
      for use in PeerUse.allCases where !server.uses[use].isEmpty {
        array.object { write(use, server.uses[use], into: &$0) }
      }
    }
  }

  private func writeMembers(of client: PeerClient, into writer: inout JSONWriter) {
    write(client.name, client.provider, into: &writer)
    write("sessions", client.sessions, into: &writer)
    write(
      messages: client.messages, octets: client.octets,
      withoutBinary: client.octetsWithoutBinary, tls: client.tls, into: &writer)
    writer.array("used") { array in
      for use in PeerUse.allCases where !client[use].isEmpty {
        array.object { object in
          object.member("use", use.name)
          write("messages", client[use], into: &object)
        }
      }
    }
  }

  private func write(_ name: String, _ provider: Provider, into writer: inout JSONWriter) {
    writer.member("name", name)
    writer.object("provider") { object in
      object.member("name", provider.name)
      object.member("key", provider.key)
      object.member("kind", provider.kind.name)
    }
  }

  private func write(
    messages: Int, octets: UInt64, withoutBinary: UInt64, tls: Counts<TLSFacts.State, 5>,
    into writer: inout JSONWriter
  ) {
    writer.member("messages", messages)
    // A reader of JSON knows no numbers beyond those of Int.
    writer.member("octets", min(octets, UInt64(Int.max)))
    writer.member("octetsWithoutBinary", min(withoutBinary, UInt64(Int.max)))
    writer.object("tls") { object in
      for state in TLSFacts.State.allCases { object.member(state.name, tls[state]) }
    }
  }

  // MARK: Parts of rows

  private func write(_ name: String, _ seen: Sightings, into writer: inout JSONWriter) {
    writer.key(name)
    guard let first = seen.first, let last = seen.last else { return writer.null() }
    writer.object { object in
      object.member("count", seen.count)
      object.member("first", TimeText.rfc3339(zone.zoned(first)))
      object.member("last", TimeText.rfc3339(zone.zoned(last)))
    }
  }

  private func write(_ name: String, _ sights: KeywordSights, into writer: inout JSONWriter) {
    writer.object(name) { object in
      write("replies", sights.replies, into: &object)
      object.array("keywords") { array in
        for entry in sights.entries {
          array.object { object in
            object.member("keyword", entry.keyword)
            object.member("arguments", entry.arguments.isEmpty ? nil : entry.arguments)
            write("seen", entry.seen, into: &object)
          }
        }
      }
      object.member("keywordsNotListed", sights.othersCount)
    }
  }

  private func write(
    _ use: PeerUse, _ record: UseRecord, into writer: inout JSONWriter
  ) {
    writer.member("use", use.name)
    write("offered", record.offered, into: &writer)
    write("notOffered", record.lacking, into: &writer)
    write("accepted", record.accepted, into: &writer)
    writer.member("acceptedInMAIL", record.mailAccepted)
    write("refused", record.refused, into: &writer)
    write("unanswered", record.unanswered, into: &writer)
    writer.array("refusals") { array in
      for reply in record.replies.entries {
        array.object { object in
          object.member("verb", reply.verb.name)
          object.member("code", reply.code == 0 ? nil : reply.code)
          object.member("enhanced", reply.enhanced?.description)
          object.member("text", reply.text.isEmpty ? nil : reply.text)
          write("seen", reply.seen, into: &object)
        }
      }
    }
    writer.member("refusalsNotListed", record.replies.othersCount)
    writer.member("refusedOtherwise", record.refusedOtherwise)
  }
}
