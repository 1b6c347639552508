// SPDX-License-Identifier: Apache-2.0
package import ProviderFindings
package import SessionLog

/// Chooses the sessions whose transcripts a page shows, and makes them.
package enum PageTranscripts {
  /// Octets of text that all transcripts of a page may have.
  package static let room = 60_000
  /// Lines of one transcript; more are cut in the middle.
  private static let mostLines = 26
  /// Characters of one line.
  private static let mostCharacters = 300
  /// Sessions that are asked for: what they hold is not known before.
  private static let most = 120

  /// The sessions that prove the findings of a summary: those of alarms first, and of each finding the first one
  /// before the second of any.
  package static func wanted(for summary: Summary) -> [SessionID] {
    var seen: Set<SessionID> = []
    var ids: [SessionID] = []
    for severity in Finding.Severity.allCases {
      for place in 0..<Evidence.limit {
        for finding in summary.findings
        where finding.severity == severity && place < finding.evidence.count {
          let id = finding.evidence[place].id
          if ids.count < most, seen.insert(id).inserted { ids.append(id) }
        }
      }
    }
    return ids
  }

  /// Those of `found` that fit into a page, in the order in which they are wanted.
  package static func chosen(
    _ wanted: [SessionID], of found: [SessionID: PageTranscript]
  ) -> [SessionID: PageTranscript] {
    var left = room
    var chosen: [SessionID: PageTranscript] = [:]
    for id in wanted {
      guard let transcript = found[id] else { continue }
      let size = transcript.lines.reduce(200) { $0 + $1.text.utf8.count + 60 }
      guard size <= left else { continue }
      left -= size
      chosen[id] = transcript
    }
    return chosen
  }

  /// The transcript of a session that kept its records; `id` is that by which findings know it.
  package static func transcript(
    of session: Session, as id: SessionID, zone: ZoneRules
  ) -> PageTranscript {
    var lines: [PageTranscript.Line] = []
    for line in Transcript(of: session).lines {
      for (index, text) in line.texts.enumerated() {
        lines.append(
          .init(
            time: index == 0 ? Transcript.stamp(line.offset) : "",
            side: line.side == .client ? "C" : line.side == .server ? "S" : "--",
            text: shortened(text)))
      }
    }
    return shortened(lines, id, summary(of: session, zone))
  }

  /// The transcript of a session of which a state keeps the records as they stood in the log.
  package static func transcript(ofRecords records: [UInt8], id: SessionID) -> PageTranscript {
    let lines = records.split(separator: UInt8(ascii: "\n")).map { line in
      PageTranscript.Line(
        time: "", side: "", text: shortened(String(decoding: line, as: UTF8.self)))
    }
    return shortened(lines, id, "as logged")
  }

  /// With the middle left out where there are too many lines.
  private static func shortened(
    _ lines: [PageTranscript.Line], _ id: SessionID, _ summary: String
  ) -> PageTranscript {
    var lines = lines
    let omitted = max(0, lines.count - mostLines)
    if omitted > 0 { lines.removeSubrange(mostLines / 2..<mostLines / 2 + omitted) }
    return PageTranscript(id: id, summary: summary, lines: lines, omitted: omitted)
  }

  private static func summary(of session: Session, _ zone: ZoneRules) -> String {
    let start = zone.zoned(session.start, stated: session.zoneOffsetMinutes)
    let names = session.peerNames.first ?? "a peer that the log does not name"
    let preposition = session.direction == .inbound ? "from" : "to"
    return "\(TimeText.short(start)) \(preposition) \(names), \(session.tls.state.name), ended: "
      + session.endingWords
  }

  private static func shortened(_ text: String) -> String {
    text.count <= mostCharacters ? text : text.prefix(mostCharacters) + " …"
  }
}
