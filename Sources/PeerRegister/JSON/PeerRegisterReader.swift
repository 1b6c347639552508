// SPDX-License-Identifier: Apache-2.0
import MailTypes
import ProviderFindings
package import SessionLog

extension PeerRegisterJSON {
  /// Why a JSON text is not a register.
  package struct ReadError: Error, Equatable, CustomStringConvertible {
    package let description: String
  }

  /// Reads back what `document` wrote. Times are those of the clock of `zone`.
  package static func read(
    _ octets: [UInt8], zone: ZoneRules, limits: PeerLimits = PeerLimits()
  ) throws(ReadError) -> PeerRegister {
    var reader = PeerRegisterReader(zone: zone, limits: limits)
    reader.scan(octets.span)
    return try reader.finish()
  }
}

/// Reads a register that comes in pieces, a row at a time: as text it is many times larger than in memory.
package struct PeerRegisterReader {
  private let rows: PeerRowReader
  private let limits: PeerLimits
  private var elements = JSONElements(listsOf: ["servers", "clients"])
  private var servers: [PeerScope: [PeerServer]] = [:]
  private var clients: [PeerScope: [PeerClient]] = [:]
  /// Rows of each list so far, for messages to people.
  private var counts: [String: Int] = [:]
  private var damage: PeerRegisterJSON.ReadError?

  package init(zone: ZoneRules, limits: PeerLimits = PeerLimits()) {
    rows = PeerRowReader(zone: zone)
    self.limits = limits
  }

  /// Takes the next octets.
  package mutating func scan(_ octets: Span<UInt8>) {
    // Taken out of `self`, which the closure changes.
    var elements = JSONElements(listsOf: [])
    swap(&elements, &self.elements)
    elements.scan(octets) { add($1, to: $0) }
    swap(&elements, &self.elements)
  }

  private mutating func add(_ element: [UInt8], to list: JSONElements.List) {
    let name = "\(list.object).\(list.name)"
    defer { counts[name, default: 0] += 1 }
    guard damage == nil else { return }
    let row = try? JSONValue(parsing: element)
    if list.object == "servers",
      let scope = PeerRegisterJSON.serverLists.first(where: { $0.name == list.name })?.scope,
      let row = row.flatMap({ rows.server($0, scope) })
    {
      servers[scope, default: []].append(row)
    } else if list.object == "clients",
      let scope = PeerRegisterJSON.clientLists.first(where: { $0.name == list.name })?.scope,
      let row = row.flatMap({ rows.client($0, scope) })
    {
      clients[scope, default: []].append(row)
    } else if Self.isKnown(list) {
      damage = PeerRegisterJSON.ReadError(
        description: "\(name)[\(counts[name] ?? 0)] is damaged")
    }
  }

  /// Lists that a register does not have are passed over: of a later version, or in another result.
  private static func isKnown(_ list: JSONElements.List) -> Bool {
    switch list.object {
    case "servers": PeerRegisterJSON.serverLists.contains { $0.name == list.name }
    case "clients": PeerRegisterJSON.clientLists.contains { $0.name == list.name }
    default: false
    }
  }

  /// Ends the text.
  package func finish() throws(PeerRegisterJSON.ReadError) -> PeerRegister {
    let json: JSONValue
    do { json = try JSONValue(parsing: elements.frame) } catch {
      throw PeerRegisterJSON.ReadError(description: error.description)
    }
    guard json["schema"]?.string == PeerRegisterJSON.schema else {
      throw PeerRegisterJSON.ReadError(description: "this is not a register of 'logscan peers'")
    }
    guard json["version"]?.number == PeerRegisterJSON.version else {
      throw PeerRegisterJSON.ReadError(
        description: "its version is not \(PeerRegisterJSON.version)")
    }
    if let damage { throw damage }
    var register = PeerRegister(limits: limits)
    for list in PeerRegisterJSON.serverLists {
      let dropped = try Self.notListed(json, "servers", list.name)
      register.restore(servers[list.scope] ?? [], list.scope, notListed: dropped)
    }
    for list in PeerRegisterJSON.clientLists {
      let dropped = try Self.notListed(json, "clients", list.name)
      register.restore(clients[list.scope] ?? [], list.scope, notListed: dropped)
    }
    register.restore(ambiguousSessions: json["ambiguousSessions"]?.number ?? 0)
    register.restore(seen: try seen(json["seen"]))
    return register
  }

  /// The sessions that the register rests on; nil where it does not state them.
  private func seen(_ json: JSONValue?) throws(PeerRegisterJSON.ReadError) -> SeenSessions? {
    guard let json else { return nil }
    let damage = PeerRegisterJSON.ReadError(description: "it is damaged: seen")
    var until: LogTimestamp?
    if let text = json["until"], text != .null {
      until = rows.time(text)
      if until == nil { throw damage }
    }
    var seen = SeenSessions(until: until)
    guard let days = json["days"]?.array else { throw damage }
    for day in days {
      guard let number = day["day"]?.number, SeenSessions.days.contains(number),
        let digits = day["sessions"]?.string,
        let sessions = Self.identities(Array(digits.utf8))
      else { throw damage }
      seen.restore(day: number, sessions)
    }
    return seen
  }

  /// Identities of 16 hexadecimal digits each; nil where there are others.
  private static func identities(_ digits: [UInt8]) -> [SessionID]? {
    guard digits.count % 16 == 0 else { return nil }
    var identities: [SessionID] = []
    var value: UInt64 = 0
    for (index, digit) in digits.enumerated() {
      guard let number = Character(Unicode.Scalar(digit)).hexDigitValue else { return nil }
      value = value << 4 | UInt64(number)
      if index % 16 == 15 { identities.append(SessionID(value)) }
    }
    return identities
  }

  /// Sessions that a list leaves out. In the frame the list itself is empty, or holds what is not a row.
  private static func notListed(
    _ json: JSONValue, _ object: String, _ name: String
  ) throws(PeerRegisterJSON.ReadError) -> Int {
    if json[object]?[name]?.array?.isEmpty == false {
      throw PeerRegisterJSON.ReadError(description: "\(object).\(name) is damaged")
    }
    // A register that was cut must not pass for one of fewer peers: it would replace the whole one.
    guard json[object]?[name]?.array != nil,
      let count = json[object]?["sessionsNotListed"]?[name]?.number
    else { throw PeerRegisterJSON.ReadError(description: "it is damaged: \(object).\(name) lacks") }
    return count
  }
}
