// SPDX-License-Identifier: Apache-2.0
import MailTypes
import SessionLog
import TestSupport
import Testing

@testable import ProviderFindings
import SessionFixtures

@Suite struct RuleTests {
  @Test(arguments: RuleExample.all)
  func `each rule fires on its example and not on its counterexample`(_ example: RuleExample) {
    let findings = example.rule.evaluate(FindingInput(example.fires))
    #expect(!findings.isEmpty)
    for finding in findings {
      #expect(finding.rule == example.rule.id)
      #expect(finding.count > 0)
      #expect(finding.count <= finding.total)
      #expect(!finding.statement.isEmpty && !finding.unit.isEmpty)
    }
    #expect(example.rule.evaluate(FindingInput(example.quiet)) == [])
  }

  @Test func `each rule has an example, a reason and a standard`() {
    let tested = Set(RuleExample.all.map { $0.rule.id })
    for rule in FindingCatalogue.rules {
      #expect(tested.contains(rule.id))
      #expect(!rule.importance.isEmpty)
      #expect(rule.references.allSatisfy { $0.hasPrefix("RFC ") })
      #expect(!rule.references.isEmpty)
    }
    #expect(Set(FindingCatalogue.rules.map { $0.id }).count == FindingCatalogue.rules.count)
  }

  @Test func `the list of findings in the documentation is current`() {
    expectGolden(
      FindingDocument.markdown(FindingCatalogue.rules), named: "Documentation/Findings.md")
  }

  @Test(arguments: Seed.several(20))
  func `findings are in order and no count exceeds its total`(seed: Seed) {
    var generator = seed.generator
    let sessions = (1...400).map { generator.session(id: $0, hosts: 6) }
    let findings = FindingCatalogue.findings(for: FindingInput(sessions))
    #expect(findings.map(\.severity) == findings.map(\.severity).sorted())
    for finding in findings {
      #expect(finding.count <= finding.total, "\(finding.rule)")
      #expect(finding.isFew == (finding.total < Finding.fewSessions))
      #expect(finding.interval.lower <= finding.interval.upper)
    }
    let input = FindingInput(sessions.shuffled(using: &generator))
    #expect(FindingCatalogue.findings(for: input) == findings)
  }

  @Test(arguments: Seed.several(10))
  func `what is said of extensions is shown by sessions`(seed: Seed) {
    var generator = seed.generator
    let sessions = (1...300).map { generator.session(id: $0, hosts: 3) }
    let rules: [any FindingRule.Type] = [
      EightBitMIMEUse.self, SMTPUTF8Use.self, ChunkingUse.self, BinaryMIMEUse.self,
    ]
    for finding in rules.flatMap({ $0.evaluate(FindingInput(sessions)) }) {
      #expect(!finding.evidence.isEmpty, "\(finding.rule) \(finding.subject)")
      for mark in finding.evidence {
        let session = sessions.first { $0.id == mark.id }
        #expect(session?.direction == finding.direction)
      }
    }
  }

  @Test func `two refusals of one provider that imply the same reply are told apart`() {
    let session = Session(.inbound, peer: "m.a.example").with {
      for reason in [Refusal.relayDenied, .badRecipient, .recipientPolicy] {
        $0.refuse(.rcptTo, 550, .init(5, 7, 1), "text", implied: true)
        $0.refusals[$0.refusals.count - 1].reason = reason
      }
    }
    let findings = RefusalsByReply.evaluate(FindingInput([session]))
    #expect(findings.count == 3)
    #expect(Set(findings.map(\.subject)).count == 3)
    #expect(findings.contains { $0.subject == "RCPT TO 550 5.7.1 (implied): relay-denied" })
  }

  @Test func `a few sessions in the clear after many in TLS are worth a notice`() throws {
    func finding(_ plain: Int) throws -> Finding {
      let sessions = (1...300).map { id in
        Session(.inbound, id: UInt64(id), at: Int64(id), peer: "m.a.example").with { $0.encrypt() }
      }
      let later = (1...plain).map { id in
        Session(.inbound, id: UInt64(1_000 + id), at: Int64(1_000 + id), peer: "m.a.example").with {
          $0.deliver()
        }
      }
      return try #require(StartTLSVanished.evaluate(FindingInput(sessions + later)).first)
    }
    #expect(try finding(1).severity == .notice)
    #expect(try finding(5).severity == .warning)
  }

  @Test func `a failed handshake and mail in the clear after it are an alarm with both sessions`()
    throws
  {
    let findings = PlaintextAfterFailedHandshake.evaluate(FindingInput(RuleExample.all[0].fires))
    let finding = try #require(findings.first)
    #expect(finding.severity == .alarm)
    #expect(finding.evidence.map(\.id.value) == [1, 2])
    #expect(finding.isFew)
    #expect(finding.details.contains(Finding.Detail("errors", "unknown ca (1)")))
  }

  @Test func `who accepts the address that another mangles is named`() throws {
    let sessions = [
      Session(.outbound, id: 1, peer: "gmail-smtp-in.l.google.com").with {
        $0.refuse(
          .mailFrom, 553, EnhancedStatusCode(5, 1, 2), "The sender address <> is not a valid",
          path: "\".\"")
      },
      Session(.outbound, id: 2, peer: "mx.mild.example").with {
        $0.deliver(from: "\".\"@d.example")
      },
      Session(.inbound, id: 3, peer: "mail-x.google.com").with {
        $0.deliver(to: "\".\"@d.example")
      },
    ]
    let finding = try #require(QuotedLocalPartMangled.evaluate(FindingInput(sessions)).first)
    #expect(finding.provider.name == "Google")
    #expect(finding.count == 1 && finding.total == 1)
    #expect(finding.details.contains(Finding.Detail("accepted by others", "mild.example")))
    #expect(finding.details.contains { $0.label == "yet it sends mail" })
  }

  @Test func `names that our certificate lacks are listed by how often they were asked for`() throws
  {
    let sessions = (1...3).map { id in
      Session(.inbound, id: id, peer: "a.amazonses.com").with {
        let name = $0.put(id == 1 ? "" : "mx2.us.example")
        $0.missingCertificates = [name]
        if id == 2 { $0.failHandshake() }
      }
    }
    let finding = try #require(CertificateNameMissing.evaluate(FindingInput(sessions)).first)
    #expect(finding.severity == .warning)
    #expect(finding.details[0].value == "mx2.us.example (2), (blanked in the log) (1)")
  }

  @Test(arguments: [
    (UInt16(10), "certificate-expired"), (18, "validation-failure"), (20, "validation-failure"),
    (27, "certificate-not-trusted"), (62, "certificate-host-mismatch"),
    (0, "certificate-host-mismatch"),
    (9, "validation-failure"), (65, "certificate-not-trusted"), (99, "validation-failure"),
  ])
  func `verify errors have the result types of TLS reporting`(number: UInt16, type: String) {
    #expect(VerifyError(number: number).resultType == type)
    #expect(!VerifyError(number: number).reason.isEmpty)
  }
}
