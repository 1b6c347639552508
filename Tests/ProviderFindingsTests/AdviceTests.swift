// SPDX-License-Identifier: Apache-2.0
import SessionFixtures
import SessionLog
import Testing

@testable import ProviderFindings

@Suite struct AdviceTests {
  /// What is advised after so many deliveries in TLS, some of them to a verified server.
  private func advice(_ count: Int, verified: Int, of dialect: Session.Server) -> String? {
    var total = ProviderTally(provider: .everyone, direction: .outbound)
    var unstated = UnstatedTally()
    for number in 0..<count {
      let session = Session(.outbound, id: UInt64(number + 1), peer: "mx.a.example").with {
        $0.dialect = dialect
        $0.unit = .delivery
        $0.encrypt(state: number < verified ? .verified : .encrypted)
        $0.tls.saysUnverified = number >= verified
      }
      var caches = TallyCaches()
      total.add(session, mark: SessionMark(session), caches: &caches)
      unstated.add(session)
    }
    return AdviceCatalogue.trust(total, unstated)
  }

  @Test func `where no certificate ever verifies, our own trust anchors are what is missing`() {
    #expect(advice(12, verified: 0, of: .postfix)?.contains("smtp_tls_CAfile") == true)
    #expect(advice(12, verified: 0, of: .exim)?.contains("tls_verify_certificates") == true)
    #expect(advice(12, verified: 1, of: .postfix) == nil)
    #expect(advice(9, verified: 0, of: .postfix) == nil)
  }
}
