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
    UnicodeAddressUndeliverable.self,
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
    var findings: [Finding] = []
    for rule in rules { findings += rule.evaluate(input) }
    // Findings are large, and most are told apart by numbers: places are sorted, by these first.
    let providers = ProviderOrder(findings.lazy.map(\.provider))
    var order = findings.indices.map { place in
      let finding = findings[place]
      let peer = providers.place(of: finding.provider) << 1 | Int(finding.direction.rawValue)
      return (weight: weight(finding), peer: peer, place: place)
    }
    order.sort { a, b in
      if a.weight != b.weight { return a.weight < b.weight }
      if a.peer != b.peer { return a.peer < b.peer }
      let (ruleA, ruleB) = (findings[a.place].rule, findings[b.place].rule)
      return ruleA == ruleB
        ? findings[a.place].subject < findings[b.place].subject : ruleA < ruleB
    }
    return order.map { findings[$0.place] }
  }

  /// Severity, ground and count as one number, the first finding's being the smallest.
  private static func weight(_ finding: Finding) -> UInt64 {
    let head = UInt64(finding.severity.rawValue) << 1 | (finding.isFew ? 1 : 0)
    return head << 56 | (1 << 56 - 1 - UInt64(clamping: min(finding.count, 1 << 56 - 1)))
  }
}
