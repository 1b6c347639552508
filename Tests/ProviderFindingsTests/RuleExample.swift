// SPDX-License-Identifier: Apache-2.0
import MailTypes
import SessionLog
import Testing

@testable import ProviderFindings
import SessionFixtures

/// Two small logs for a rule: one in which it finds something, and one, much alike, in which it
/// does not.
struct RuleExample: Sendable, CustomTestStringConvertible {
  var rule: any FindingRule.Type
  var fires: [Session]
  var quiet: [Session]

  var testDescription: String { rule.id }

  init(_ rule: any FindingRule.Type, fires: [Session], quiet: [Session]) {
    self.rule = rule
    self.fires = fires
    self.quiet = quiet
  }

  private static func inbound(_ id: UInt64 = 1, at seconds: Int64 = 0) -> Session {
    Session(.inbound, id: id, at: seconds, peer: "m.bulk.example", address: "203.0.113.9")
  }

  private static func outbound(_ id: UInt64 = 1, at seconds: Int64 = 0) -> Session {
    Session(.outbound, id: id, at: seconds, peer: "mx.bulk.example", address: "203.0.113.9")
  }

  private static func offering(_ keyword: String) -> Session {
    outbound().with {
      $0.encrypt()
      $0.offer(before: ["STARTTLS"], after: ["CHUNKING", keyword])
    }
  }

  static let all: [RuleExample] = transport + transactions + extensions

  private static let transport: [RuleExample] = [
    RuleExample(
      PlaintextAfterFailedHandshake.self,
      fires: [inbound().with { $0.failHandshake() }, inbound(2, at: 30).with { $0.deliver() }],
      quiet: [inbound().with { $0.failHandshake() }, inbound(2, at: 700).with { $0.deliver() }]),
    RuleExample(
      PlaintextDelivery.self, fires: [inbound().with { $0.deliver() }],
      quiet: [
        inbound(),
        inbound(2).with {
          $0.encrypt()
          $0.deliver()
        },
      ]),
    RuleExample(
      StartTLSVanished.self,
      fires: [
        outbound().with { $0.offer(before: ["STARTTLS"]) },
        outbound(2, at: 60).with { $0.offer(before: ["SIZE"]) },
      ],
      quiet: [
        outbound().with { $0.offer(before: ["SIZE"]) },
        outbound(2, at: 60).with { $0.offer(before: ["STARTTLS"]) },
      ]),
    RuleExample(
      StartTLSNotOffered.self, fires: [outbound().with { $0.offer(before: ["SIZE"]) }],
      quiet: [outbound().with { $0.offer(before: ["starttls"], after: ["SIZE"]) }, outbound(2)]),
    RuleExample(
      HandshakeFailed.self, fires: [inbound().with { $0.failHandshake() }],
      quiet: [inbound(500).with { $0.failHandshake() }]
        + (1...120).map { inbound($0).with { $0.encrypt() } }),
    RuleExample(
      CertificateNameMissing.self,
      fires: [
        inbound().with {
          let name = $0.put("mx2.us.example")
          $0.missingCertificates = [name]
        }
      ], quiet: [inbound()]),
    RuleExample(
      CertificateUnverified.self,
      fires: [
        outbound().with {
          $0.encrypt()
          $0.tls.certificate = .offeredBad
          $0.tls.verifyError = 10
        }
      ],
      quiet: [
        outbound().with {
          $0.encrypt(state: .verified)
          $0.tls.certificate = .good
        },
        inbound(2).with {
          $0.encrypt()
          $0.tls.certificate = TLSFacts.Certificate.none
        },
      ]),
    RuleExample(
      WeakCipher.self, fires: [inbound().with { $0.encrypt("SSLv3", "RC4-SHA", bits: 128) }],
      quiet: [inbound().with { $0.encrypt("TLSv1.2", "AES128-SHA256", bits: 128) }]),
    RuleExample(
      NoForwardSecrecy.self,
      fires: [inbound().with { $0.encrypt("TLSv1.2", "AES128-GCM-SHA256", bits: 128) }],
      quiet: [inbound().with { $0.encrypt("TLSv1.2", "ECDHE-RSA-AES128-GCM-SHA256") }]),
    RuleExample(
      OutdatedSuite.self,
      fires: [inbound().with { $0.encrypt("TLSv1.0", "ECDHE-RSA-AES256-SHA") }],
      quiet: [inbound().with { $0.encrypt("TLSv1.2", "AES256-SHA256") }]),
  ]

  private static let transactions: [RuleExample] = [
    RuleExample(
      NoQuit.self,
      fires: [
        inbound().with {
          $0.deliver()
          $0.ending = .lostAfterMessage
          $0.quit = .no
        }
      ],
      quiet: [
        inbound().with {
          $0.ending = .lostIdle
          $0.quit = .no
        },
        inbound(2).with {
          $0.deliver()
          $0.ending = .killed
          $0.quit = .no
        }, inbound(3).with { $0.deliver() },
      ]),
    RuleExample(
      QuotedLocalPartMangled.self,
      fires: [
        outbound().with {
          $0.refuse(
            .mailFrom, 553, EnhancedStatusCode(5, 1, 2), "The sender address <> is not a valid",
            path: "\".\"")
        }
      ],
      quiet: [
        outbound().with {
          $0.refuse(
            .mailFrom, 553, nil, "address \".\"@d.example not valid", path: "\".\"@d.example")
        }
      ]),
    RuleExample(
      QuotedLocalPartRefused.self,
      fires: [
        outbound().with { $0.refuse(.mailFrom, 550, nil, "no", path: "\"a b\"@d.example") },
        Session(.outbound, id: 2, peer: "mx.mild.example").with {
          $0.deliver(from: "\".\"@d.example")
        },
      ],
      quiet: [
        outbound().with { $0.refuse(.mailFrom, 550, nil, "no", path: "a@d.example") },
        outbound(2).with { $0.deliver(from: "\".\"@d.example") },
      ]),
    RuleExample(
      UnicodeAddressUndeliverable.self,
      fires: [
        outbound().with { $0.gaveUp = $0.put("no SMTPUTF8, skipping") },
        Session(.outbound, id: 2, peer: "mx.mild.example").with {
          $0.deliver(from: "grüße@d.example")
        },
      ],
      quiet: [
        outbound().with { $0.gaveUp = $0.put("message size 9 exceeds size limit of 8") },
        outbound(2).with { $0.deliver(from: "grüße@d.example", smtputf8: true) },
        outbound(3).with { $0.refuse(.rcptTo, 550, nil, "no", path: "gruesse@d.example") },
      ]),
    RuleExample(
      RefusalsByReply.self,
      fires: [outbound().with { $0.refuse(.rcptTo, 550, EnhancedStatusCode(5, 1, 1), "unknown") }],
      quiet: [outbound().with { $0.deliver() }]),
    RuleExample(
      ProtocolOffences.self, fires: [inbound().with { $0.offences = [.bareLineFeed] }],
      quiet: [inbound()]),
    RuleExample(
      GreetingMismatch.self, fires: [inbound().with { $0.greetingMismatch = true }],
      quiet: [inbound()]),
    RuleExample(
      ForeignMailExchanger.self,
      fires: [
        Session(.outbound, peer: "aspmx.l.google.com").with {
          $0.recipientDomain = $0.put("mailgun.com")
        }
      ],
      quiet: [
        Session(.outbound, peer: "mxa.mailgun.org").with {
          $0.recipientDomain = $0.put("mailgun.com")
        },
        Session(.outbound, id: 2, peer: "aspmx.l.google.com").with {
          $0.recipientDomain = $0.put("shop.example")
        },
      ]),
  ]

  private static let extensions: [RuleExample] = [
    RuleExample(
      ChunkingUse.self, fires: [offering("SIZE").with { $0.deliver() }],
      quiet: [offering("SIZE")]),
    RuleExample(
      BinaryMIMEUse.self, fires: [offering("BINARYMIME").with { $0.deliver() }],
      quiet: [offering("SIZE").with { $0.deliver() }]),
    RuleExample(
      EightBitMIMEUse.self, fires: [inbound().with { $0.deliver(body: .eightBitMIME) }],
      quiet: [inbound().with { $0.deliver(body: .sevenBit) }]),
    RuleExample(
      SMTPUTF8Use.self,
      fires: (1...20).map { id in
        outbound(UInt64(id)).with { $0.offer(before: ["STARTTLS"], after: ["SIZE"]) }
      },
      quiet: [outbound().with { $0.offer(before: ["STARTTLS"], after: ["SIZE"]) }]),
  ]
}
