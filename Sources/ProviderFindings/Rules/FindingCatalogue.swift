// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// All rules, in the order of the documentation.
package enum FindingCatalogue {
  package static let rules: [any FindingRule.Type] = [
    PlaintextAfterFailedHandshake.self,
    PlaintextDelivery.self,
    StartTLSVanished.self,
    StartTLSNotOffered.self,
    HandshakeFailed.self,
    CertificateNameMissing.self,
    CertificateUnverified.self,
    WeakCipher.self,
    NoForwardSecrecy.self,
    OutdatedSuite.self,
    NoQuit.self,
    QuotedLocalPartMangled.self,
    QuotedLocalPartRefused.self,
    RefusalsByReply.self,
    ProtocolOffences.self,
    GreetingMismatch.self,
    ForeignMailExchanger.self,
    ChunkingUse.self,
    BinaryMIMEUse.self,
    EightBitMIMEUse.self,
    SMTPUTF8Use.self,
  ]

  /// All findings: most severe first; of one severity those on firm ground before those on few
  /// sessions, then by count, provider, direction, rule, subject.
  package static func findings(for input: FindingInput) -> [Finding] {
    rules.flatMap { $0.evaluate(input) }.sorted(by: precedes)
  }

  private static func precedes(_ a: Finding, _ b: Finding) -> Bool {
    if a.severity != b.severity { return a.severity < b.severity }
    if a.isFew != b.isFew { return b.isFew }
    if a.count != b.count { return a.count > b.count }
    if a.provider != b.provider { return a.provider < b.provider }
    return (a.direction.rawValue, a.rule, a.subject) < (b.direction.rawValue, b.rule, b.subject)
  }
}
