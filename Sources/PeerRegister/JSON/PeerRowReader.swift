// SPDX-License-Identifier: Apache-2.0
import MailTypes
import ProviderFindings
import SessionLog

/// Reads the rows of a register; nil where one is damaged, so that no decision rests on half of it.
struct PeerRowReader {
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
