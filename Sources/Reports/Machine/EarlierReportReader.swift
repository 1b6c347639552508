// SPDX-License-Identifier: Apache-2.0
import MailTypes
package import ProviderFindings
package import SessionLog

extension SummaryJSON {
  /// Why a JSON text is not a report to compare with.
  package struct ReadError: Error, Equatable, CustomStringConvertible {
    package let description: String
  }

  /// Reads back of what `document` wrote what a later report is compared with. Times are those of the
  /// clock of `zone`.
  package static func read(
    _ octets: [UInt8], zone: ZoneRules
  ) throws(ReadError) -> EarlierReport {
    let json: JSONValue
    do { json = try JSONValue(parsing: octets) } catch {
      throw ReadError(description: error.description)
    }
    guard let schema = json["schema"]?.string, schema.hasPrefix("logscan/") else {
      throw ReadError(description: "this is not a result of 'logscan report -f json'")
    }
    guard schema == SummaryJSON.schema else {
      throw ReadError(
        description: "its schema is \(schema), and this program reads \(SummaryJSON.schema)")
    }
    return try EarlierReportReader(zone: zone).report(json)
  }
}

/// Takes what is compared out of a report, member by member; what is damaged is not half read.
private struct EarlierReportReader {
  let zone: ZoneRules

  typealias ReadError = SummaryJSON.ReadError

  func report(_ json: JSONValue) throws(ReadError) -> EarlierReport {
    var report = EarlierReport()
    guard let period = json["period"] else { throw damaged("period") }
    if period != .null {
      guard let first = time(period["first"]), let last = time(period["last"]) else {
        throw damaged("period")
      }
      report.period = Summary.Period(first: first, last: last)
    }
    report.findings = try findings(json["findings"], "findings", lastSeen: report.period?.last)
    // Null, or not there, in a report that itself was compared with none.
    if let comparison = json["comparison"], comparison != .null {
      report.unseen = try findings(comparison["unseen"], "comparison.unseen", lastSeen: nil)
    }
    guard let providers = json["providers"]?.array, let totals = json["totals"] else {
      throw damaged("providers")
    }
    let tallies = Session.Direction.allCases.map { totals[$0.name] ?? .null } + providers
    for (index, tally) in tallies.enumerated() {
      guard let shares = shares(tally) else {
        throw damaged(index < 2 ? "totals" : "providers[\(index - 2)]")
      }
      report.shares.append(shares)
    }
    return report
  }

  private func damaged(_ place: String) -> ReadError {
    ReadError(description: "its member '\(place)' is damaged")
  }

  private func findings(
    _ json: JSONValue?, _ name: String, lastSeen: LogTimestamp?
  ) throws(ReadError) -> [EarlierFinding] {
    guard let elements = json?.array else { throw damaged(name) }
    var findings: [EarlierFinding] = []
    for (index, element) in elements.enumerated() {
      guard let finding = finding(element, lastSeen: lastSeen) else {
        throw damaged("\(name)[\(index)]")
      }
      findings.append(finding)
    }
    return findings
  }

  private func finding(_ json: JSONValue, lastSeen: LogTimestamp?) -> EarlierFinding? {
    guard let rule = json["rule"]?.string, let peer = peer(json),
      let severity = Finding.Severity.allCases.first(where: { $0.name == json["severity"]?.string }
      ),
      let statement = json["statement"]?.string, let unit = json["unit"]?.string,
      let count = integer(json["count"]), let total = integer(json["total"])
    else { return nil }
    return EarlierFinding(
      FindingIdentity(rule: rule, peer: peer, subject: json["subject"]?.string ?? ""),
      severity: severity, statement: statement, count: count, total: total, unit: unit,
      lastSeen: lastSeen ?? time(json["lastSeen"]))
  }

  private func shares(_ json: JSONValue) -> PeerShares? {
    guard let peer = peer(json), let greeted = integer(json["greeted"]), let tls = json["tls"],
      let unverified = integer(tls["encrypted"]), let verified = tls["verified"]?.object
    else { return nil }
    var encrypted = unverified
    // Null where it is not logged: those sessions are among the unverified.
    for (_, number) in verified where number != .null {
      guard let number = integer(number) else { return nil }
      // However many members there are, the sum stays a number.
      encrypted = min(Self.limit, encrypted + number)
    }
    var quit: PeerShares.Part?
    if peer.direction == .inbound, let part = integer(json["quitByClient"]),
      let whole = integer(json["endedByClient"])
    {
      quit = PeerShares.Part(part, of: whole)
    }
    return PeerShares(
      peer, encrypted: PeerShares.Part(encrypted, of: max(greeted, encrypted)), quit: quit)
  }

  private func peer(_ json: JSONValue) -> ComparedPeer? {
    guard let name = json["provider"]?.string,
      let kind = Provider.Kind.allCases.first(where: { $0.name == json["kind"]?.string }),
      let direction = Session.Direction.allCases.first(where: {
        $0.name == json["direction"]?.string
      })
    else { return nil }
    return ComparedPeer(name: name, kind: kind, direction: direction)
  }

  /// The largest count that is believed: what every reader of JSON can hold (RFC 7493 section 2.2).
  private static let limit = 1 << 53

  private func integer(_ json: JSONValue?) -> Int? {
    json?.number.flatMap { (0...Self.limit).contains($0) ? $0 : nil }
  }

  private func time(_ json: JSONValue?) -> LogTimestamp? {
    guard let text = json?.string, let utc = TimeText.moment(text)?.utc else { return nil }
    return zone.local(ofUTC: utc)
  }
}
