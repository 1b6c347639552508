// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// Puts what is found about strangers into one line: who sends a message or two and is seen on a day or two
/// is of no weight alone, whatever it does.
package enum StrangerFolding {
  /// Sessions up to which a provider has no weight, and days on which it was seen.
  package static let sessions = 2
  package static let days = 2
  package static let rule = "strangers"

  package static func isStranger(_ peer: ComparedPeer, sessions: Int, daysSeen: Int) -> Bool {
    peer.direction == .inbound && (1...Self.sessions).contains(sessions)
      && ![.alias, .others].contains(peer.kind) && daysSeen <= days
  }

  /// The findings with one for all strangers in place of theirs.
  ///
  /// - Parameters:
  ///   - tallies: The providers of the report.
  ///   - daysSeen: On how many days each has been seen so far.
  package static func fold(
    _ findings: [Finding], _ tallies: TallyList, daysSeen: (ComparedPeer) -> Int
  ) -> [Finding] {
    var strangers: Set<ComparedPeer> = []
    var messages = 0
    var inTheClear = 0
    tallies.forEach { tally in
      let peer = ComparedPeer(tally.provider, tally.direction)
      guard isStranger(peer, sessions: tally.sessions, daysSeen: daysSeen(peer)) else { return }
      strangers.insert(peer)
      messages += tally.messages
      if tally.tls.messages[.plaintext] + tally.tls.messages[.failed] > 0 { inTheClear += 1 }
    }
    let folded = findings.filter {
      strangers.contains(ComparedPeer($0.provider, $0.direction)) && $0.severity != .notice
    }
    guard folded.count > 0 else { return findings }
    let kept = findings.filter {
      !(strangers.contains(ComparedPeer($0.provider, $0.direction)) && $0.severity != .notice)
    }
    let marks = folded.flatMap(\.evidence).sorted()
    return kept + [
      Finding(
        rule: rule, severity: .notice, provider: .everyone, direction: .inbound,
        statement: "senders seen once or twice sent in the clear", count: inTheClear,
        of: strangers.count, unit: "such senders", evidence: Array(marks.prefix(Evidence.limit)))
    ]
  }
}

extension Finding {
  fileprivate init(
    rule: String, severity: Severity, provider: Provider, direction: Session.Direction,
    statement: String, count: Int, of total: Int, unit: String, evidence: [SessionMark]
  ) {
    self.init(
      rule: rule, severity: severity, provider: provider, direction: direction,
      statement: statement, count: count, total: total, unit: unit, evidence: evidence)
  }
}
