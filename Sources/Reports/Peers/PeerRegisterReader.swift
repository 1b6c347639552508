// SPDX-License-Identifier: Apache-2.0
import MailTypes
package import ProviderFindings
package import SessionLog

extension PeerRegisterJSON {
  /// Why a JSON text is no register.
  package struct ReadError: Error, Equatable, CustomStringConvertible {
    package let description: String
  }

  /// Reads back what `document` wrote. Times are told by the clock of `zone`.
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
      throw PeerRegisterJSON.ReadError(description: "this is no register of 'logscan peers'")
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

  /// Sessions that a list leaves out. In the frame the list itself is empty, or holds what is no row.
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

/// Reads the rows of a register; nil where one is damaged, so that no decision rests on half of it.
private struct PeerRowReader {
  let zone: ZoneRules

  func server(_ json: JSONValue, _ scope: PeerScope) -> PeerServer? {
    guard let name = json["name"]?.string, let provider = provider(json["provider"]),
      let sessions = sightings(json["sessions"]), let total = octets(json["octets"]),
      let withoutBinary = octets(json["octetsWithoutBinary"]), let tls = states(json["tls"]),
      let messages = count(json["messages"]),
      let binaryWithoutChunking = count(json["binaryWithoutChunking"]),
      let uses = json["uses"]?.array
    else { return nil }
    var row = PeerServer(scope: scope, name: name, provider: provider)
    row.sessions = sessions
    row.messages = messages
    row.octets = total
    row.octetsWithoutBinary = withoutBinary
    row.tls = tls
    row.binaryWithoutChunking = binaryWithoutChunking
    if scope != .domain {
      guard let before = keywords(json["beforeTLS"]), let after = keywords(json["afterTLS"]) else {
        return nil
      }
      row.beforeTLS = before
      row.afterTLS = after
    }
    for json in uses {
      guard let use = use(json), let facts = record(json) else { return nil }
      row.uses[use].merge(facts)
    }
    return row
  }

  func client(_ json: JSONValue, _ scope: PeerScope) -> PeerClient? {
    guard let name = json["name"]?.string, let provider = provider(json["provider"]),
      let sessions = sightings(json["sessions"]), let total = octets(json["octets"]),
      let withoutBinary = octets(json["octetsWithoutBinary"]), let tls = states(json["tls"]),
      let messages = count(json["messages"]), let used = json["used"]?.array
    else { return nil }
    var row = PeerClient(scope: scope, name: name, provider: provider)
    row.sessions = sessions
    row.messages = messages
    row.octets = total
    row.octetsWithoutBinary = withoutBinary
    row.tls = tls
    for json in used {
      guard let use = use(json), let seen = sightings(json["messages"]) else { return nil }
      row[use].merge(seen)
    }
    return row
  }

  private func provider(_ json: JSONValue?) -> Provider? {
    guard let name = json?["name"]?.string, let key = json?["key"]?.string,
      let kind = Provider.Kind.allCases.first(where: { $0.name == json?["kind"]?.string })
    else { return nil }
    return Provider(kind: kind, key: key, name: name)
  }

  /// What is written as null was never seen.
  private func sightings(_ json: JSONValue?) -> Sightings? {
    guard let json else { return nil }
    if json == .null { return Sightings() }
    guard let count = json["count"]?.number else { return nil }
    return Sightings(count: count, first: time(json["first"]), last: time(json["last"]))
  }

  func time(_ json: JSONValue?) -> LogTimestamp? {
    guard let text = json?.string, let utc = TimeText.moment(text)?.utc else { return nil }
    return zone.local(ofUTC: utc)
  }

  private func count(_ json: JSONValue?) -> Int? { json?.number.flatMap { $0 < 0 ? nil : $0 } }

  private func octets(_ json: JSONValue?) -> UInt64? { json?.number.flatMap(UInt64.init(exactly:)) }

  private func states(_ json: JSONValue?) -> Counts<TLSFacts.State, 5>? {
    var counts = Counts<TLSFacts.State, 5>()
    for state in TLSFacts.State.allCases {
      // Registers of older versions count what was not logged as plaintext.
      if state == .notLogged, json?[state.name] == nil { continue }
      guard let count = count(json?[state.name]) else { return nil }
      counts.add(state, count)
    }
    return counts
  }

  private func use(_ json: JSONValue) -> PeerUse? {
    PeerUse.allCases.first { $0.name == json["use"]?.string }
  }

  private func keywords(_ json: JSONValue?) -> KeywordSights? {
    guard let replies = sightings(json?["replies"]), let list = json?["keywords"]?.array,
      let others = count(json?["keywordsNotListed"])
    else { return nil }
    var entries: [(keyword: String, arguments: String, seen: Sightings)] = []
    for entry in list {
      guard let keyword = entry["keyword"]?.string, let seen = sightings(entry["seen"]) else {
        return nil
      }
      entries.append((keyword, entry["arguments"]?.string ?? "", seen))
    }
    var sights = KeywordSights()
    sights.restore(replies: replies, entries: entries, othersCount: others)
    return sights
  }

  private func record(_ json: JSONValue) -> UseRecord? {
    guard let offered = sightings(json["offered"]), let lacking = sightings(json["notOffered"]),
      let accepted = sightings(json["accepted"]), let refused = sightings(json["refused"]),
      let mailAccepted = count(json["acceptedInMAIL"]),
      let refusedOtherwise = count(json["refusedOtherwise"]),
      let unanswered = json["unanswered"] == nil ? Sightings() : sightings(json["unanswered"]),
      let others = count(json["refusalsNotListed"]), let list = json["refusals"]?.array
    else { return nil }
    var replies: [PeerReply] = []
    for json in list {
      guard let reply = reply(json) else { return nil }
      replies.append(reply)
    }
    var record = UseRecord()
    record.offered = offered
    record.lacking = lacking
    record.accepted = accepted
    record.mailAccepted = mailAccepted
    record.refused = refused
    record.unanswered = unanswered
    record.refusedOtherwise = refusedOtherwise
    record.replies.restore(replies, othersCount: others)
    return record
  }

  private func reply(_ json: JSONValue) -> PeerReply? {
    let verbs = SessionEvent.Verb.allCases
    guard let verb = verbs.first(where: { $0.name == json["verb"]?.string }),
      let seen = sightings(json["seen"]), let code = UInt16(exactly: json["code"]?.number ?? 0)
    else { return nil }
    return PeerReply(
      verb: verb, code: code, enhanced: json["enhanced"]?.string.flatMap(enhanced),
      text: json["text"]?.string ?? "", seen: seen)
  }

  private func enhanced(_ text: String) -> EnhancedStatusCode? {
    let numbers = text.split(separator: ".").compactMap { UInt16($0) }
    return numbers.count == 3 ? EnhancedStatusCode(numbers[0], numbers[1], numbers[2]) : nil
  }
}
