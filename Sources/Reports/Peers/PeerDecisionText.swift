// SPDX-License-Identifier: Apache-2.0
package import PeerRegister
import ProviderFindings
package import SessionLog

/// A decision about a peer in words.
package enum PeerDecisionText {
  /// `mx1.bigmail.example (host): binary, since it accepted BODY=BINARYMIME in 12 messages, the last on
  /// 2026-08-22 11:19:13`
  package static func sentence(_ decision: PeerDecision, zone: ZoneRules) -> String {
    guard let scope = decision.scope else {
      return "\(decision.name): 7bit, since the register has no such peer"
    }
    let name = "\(decision.name) (\(words(scope)))"
    let utf8 = "SMTPUTF8 may \(decision.smtputf8 ? "" : "not ")be used"
    if [decision.binary, decision.eightBit].allSatisfy({ $0?.basis == .notAsked }) {
      return "\(name): 7bit, since it was never seen to answer EHLO; \(utf8)"
    }
    var reasons: [String] = []
    if let verdict = decision.binary {
      reasons.append(clause("BINARYMIME", verdict, "with BODY=BINARYMIME by BDAT", zone))
    }
    if decision.domain < .binary, let verdict = decision.eightBit {
      reasons.append(clause("8BITMIME", verdict, "with BODY=8BITMIME", zone))
    }
    return "\(name): \(decision.domain.rawValue), since \(reasons.joined(separator: "; ")); \(utf8)"
  }

  package static func words(_ scope: PeerScope) -> String {
    switch scope {
    case .host: "host"
    case .domain: "recipient domain"
    case .provider: "provider"
    }
  }

  private static func clause(
    _ keyword: String, _ verdict: UseVerdict, _ messages: String, _ zone: ZoneRules
  ) -> String {
    let count = NumberText.grouped(verdict.count)
    let date = verdict.date.map { TimeText.short(zone.zoned($0)) }
    let last = date.map { ", the last on \($0)" } ?? ""
    return switch verdict.basis {
    case .accepted: "it accepted \(NumberText.counted(verdict.count, "message")) \(messages)\(last)"
    case .offered:
      "it offered \(keyword) in \(NumberText.counted(verdict.count, "session"))\(last), and never refused it"
    case .notOffered: "it did not offer \(keyword) on \(date ?? "")"
    case .notAsked: "it was never seen to answer EHLO, by which \(keyword) is offered"
    case .offeredAtTimes: "it offers \(keyword) at times only, on \(date ?? "") not"
    case .refused: "it refused \(keyword) \(count) times\(last)"
    case .refusedAtTimes: "it refused \(keyword) between acceptances, on \(date ?? "")"
    case .unanswered:
      "it never answered BDAT in \(NumberText.counted(verdict.count, "session"))\(last)"
    case .notProven: "it only offered \(keyword)\(last)"
    case .stale: "it offered \(keyword) too long ago, on \(date ?? "")"
    }
  }
}
