// SPDX-License-Identifier: Apache-2.0
import MailTypes
import ProviderFindings
import SessionFixtures
import SessionLog

/// The cases of each section, by its name.
enum SectionCases {
  static let all: [String: [SectionCase]] = [
    "head": head, "night": night, "shares": shares, "periods": periods, "attention": attention,
    "changes": changes, "providers": providers, "tls": protocols, "certificates": certificates,
    "fallback": fallback, "sni": serverNames, "endings": endings, "refusals": refusals,
    "quoted": quoted, "unicode": unicode, "transfer": transfer, "extensions": extensions,
    "offences": offences, "senders": senders, "hours": hours, "latency": latency,
    "unknown": unknown, "coverage": coverage, "tlsrpt": tlsReports,
  ]

  // MARK: The head and what changed

  private static let head: [SectionCase] = [
    SectionCase(
      title: "one session of each direction, one message each",
      sessions: [
        .from("a.example", 1) { $0.deliver(octets: 900) },
        .to("b.example", 2, after: 90) { $0.deliver(octets: 100) },
      ]),
    SectionCase(
      title: "an input that cannot be read, another that is cut off",
      sessions: [.from("a.example", 1) { $0.deliver(octets: 1) }],
      change: {
        $0.coverage.unreadable = [.init(input: "a.log", reason: "permission denied")]
        $0.coverage.truncated = [.init(input: "b.gz", reason: "ends within a member")]
      }),
    SectionCase(
      title: "nothing recognised", change: { $0.coverage.scan.unrecognised = 1 }),
  ]

  private static let night: [SectionCase] = [
    SectionCase(
      title: "three days, one of which is missing, and late sessions",
      change: {
        var notes = NightNotes(days: [20_482, 20_483, 20_485])
        notes.late = [(day: 20_480, sessions: 2)]
        notes.missing = [20_484]
        notes.filesKnown = 3
        notes.muted = 1
        notes.mutes = [
          FindingMute(rule: "no-quit", provider: "a.example", until: 20_500, because: "known")
        ]
        $0.night = notes
      })
  ]

  private static let attention: [SectionCase] = [
    SectionCase(
      title: "mail in plaintext after a failed handshake",
      sessions: [
        .to("b.example", 1) { $0.failHandshake() },
        .to("b.example", 2, after: 1) { $0.deliver() },
      ]),
    SectionCase(title: "nothing to find", sessions: [.from("a.example", 1) { $0.encrypt() }]),
  ]

  /// What an earlier report said of a server.
  private static func plaintext(to domain: String) -> EarlierFinding {
    let peer = ComparedPeer(Provider(kind: .domain, key: domain), .outbound)
    return EarlierFinding(
      FindingIdentity(rule: PlaintextDelivery.id, peer: peer, subject: ""), severity: .warning,
      statement: "takes mail in plaintext", count: 2, total: 3, unit: "sessions", lastSeen: nil)
  }

  private static let changes: [SectionCase] = [
    SectionCase(
      title: "a finding is gone, another provider was not seen",
      sessions: [.to("b.example", 1) { $0.encrypt() }],
      change: {
        let earlier = EarlierReport(findings: ["b.example", "c.example"].map(plaintext(to:)))
        $0.comparison = ReportComparison($0, with: earlier)
      })
  ]

  private static let periods: [SectionCase] = [
    SectionCase(
      title: "two days: all encrypted on the first, nothing on the second",
      change: {
        var periods = PeriodTally(by: .day)
        periods.add(
          .from("a.example", 1) {
            $0.encrypt()
            $0.deliver()
          })
        periods.add(
          .from("a.example", 2, after: 24 * 60) {
            $0.deliver()
            $0.end(.lostIdle)
          })
        $0.periods = periods
      })
  ]

  // MARK: Who and how secure

  /// Four clients' sessions: TLS 1.3, TLS 1.2, plaintext and a failed handshake; two servers' sessions.
  private static let secured: [Session] = [
    .from("a.example", 1) {
      $0.encrypt()
      $0.deliver()
    },
    .from("a.example", 2) {
      $0.encrypt("TLSv1.2", "ECDHE-RSA-AES256-GCM-SHA384", state: .verified)
      $0.tls.method = .pkix
      $0.tls.certificate = .good
      $0.deliver(by: .bdat)
      $0.end(.lostIdle)
    },
    .from("c.example", 3) { $0.deliver() },
    .from("c.example", 4) { $0.failHandshake() },
    .to("b.example", 5) {
      $0.encrypt(state: .verified)
      $0.tls.method = .daneEE
      $0.tls.certificate = .good
      $0.deliver()
    },
    .to("d.example", 6) {
      $0.encrypt()
      $0.tls.certificate = .offeredBad
      $0.tls.verifyError = 18
      $0.deliver()
    },
  ]

  private static let shares: [SectionCase] = [
    SectionCase(title: "sessions of each kind", sessions: secured),
    SectionCase(title: "one direction", sessions: [.from("a.example", 1) { $0.deliver() }]),
  ]

  private static let providers: [SectionCase] = [
    SectionCase(title: "two clients, two servers", sessions: secured),
    SectionCase(title: "cut to one row", sessions: secured, top: 1),
  ]

  private static let protocols: [SectionCase] = [
    SectionCase(title: "two versions from clients, one to servers", sessions: secured)
  ]

  private static let certificates: [SectionCase] = [
    SectionCase(title: "DANE, and one that is self-signed", sessions: secured),
    SectionCase(
      title: "handshakes that failed, none that succeeded",
      sessions: [.to("b.example", 1) { $0.failHandshake() }]),
  ]

  private static let fallback: [SectionCase] = [
    SectionCase(
      title: "in the clear four minutes after a failed handshake",
      sessions: [
        .to("b.example", 1) { $0.failHandshake() },
        .to("b.example", 2, after: 4) { $0.deliver() },
      ]),
    SectionCase(
      title: "too late to be the consequence; a failed handshake alone is not a fallback",
      sessions: [
        .to("b.example", 1) { $0.failHandshake() },
        .to("b.example", 2, after: 400) { $0.deliver() },
        .from("a.example", 3) {
          $0.failHandshake()
          $0.tls.continuedInPlaintext = true
        },
      ]),
  ]

  private static let serverNames: [SectionCase] = [
    SectionCase(
      title: "one name asked for twice, by two clients",
      sessions: [
        .from("a.example", 1) { $0.missingCertificates = [$0.put("old.us.example")] },
        .from("c.example", 2) { $0.missingCertificates = [$0.put("old.us.example")] },
      ])
  ]

  // MARK: Manners

  private static let endings: [SectionCase] = [
    SectionCase(
      title:
        "one of two said QUIT: who delivered nothing is not judged, nor whom the server cut off",
      sessions: [
        .from("a.example", 1) { $0.deliver() },
        .from("a.example", 2) {
          $0.deliver()
          $0.end(.lostAfterMessage)
        },
        .from("a.example", 5) {
          $0.deliver()
          $0.end(.killed)
        },
        .from("c.example", 3) { $0.end(.lostIdle) },
        .to("b.example", 4) { $0.end(.timedOut) },
      ])
  ]

  private static let refusals: [SectionCase] = [
    SectionCase(
      title: "the same reply twice from us, two replies to us",
      sessions: [
        .from("a.example", 1) { $0.refuse(.rcptTo, 550, EnhancedStatusCode(5, 1, 1), "no such") },
        .from("c.example", 2) { $0.refuse(.rcptTo, 550, EnhancedStatusCode(5, 1, 1), "no such") },
        .from("c.example", 3) { $0.refuse(.connect, 554, nil, "", implied: true) },
        .to("b.example", 4) { $0.refuse(.mailFrom, 450, EnhancedStatusCode(4, 7, 1), "later") },
        .to("b.example", 5) { $0.refuse(.endOfData, 554, nil, "spam") },
      ])
  ]

  private static let quoted: [SectionCase] = [
    SectionCase(
      title: "accepted from one; refused by the other, whose reply lacks the quotes",
      sessions: [
        .from("a.example", 1) { $0.deliver(from: "\"a b\"@a.example") },
        .to("b.example", 2) {
          $0.refuse(
            .mailFrom, 553, nil, "bad address <.@q.example>", path: "\".\"@q.example")
        },
      ])
  ]

  private static let unicode: [SectionCase] = [
    SectionCase(
      title: "accepted from one, given up for the other",
      sessions: [
        .from("a.example", 1) { $0.deliver(from: "grüße@a.example", smtputf8: true) },
        .to("b.example", 2) { $0.gaveUp = $0.put("SMTPUTF8") },
      ])
  ]

  private static let transfer: [SectionCase] = [
    SectionCase(
      title: "three from clients, one of them in chunks; one to a server",
      sessions: [
        .from("a.example", 1) {
          $0.deliver(octets: 1000)
          $0.deliver(octets: 2000, body: .eightBitMIME)
          $0.deliver(octets: 4000, by: .bdat, body: .binaryMIME, smtputf8: true)
        },
        .to("b.example", 2) { $0.deliver(octets: 500) },
      ])
  ]

  private static let extensions: [SectionCase] = [
    SectionCase(
      title: "one server of two offers CHUNKING; one keyword is not known",
      sessions: [
        .to("b.example", 1) {
          $0.offer(before: ["STARTTLS"], after: ["CHUNKING", "X-NEW", "SMTPUTF8"])
          $0.encrypt()
          $0.deliver(by: .bdat)
        },
        .to("d.example", 2) {
          $0.offer(before: ["8BITMIME", "BINARYMIME"])
          $0.deliver()
        },
      ])
  ]

  private static let offences: [SectionCase] = [
    SectionCase(
      title: "one twice by two clients, one once",
      sessions: [
        .from("a.example", 1) { $0.offences = [.earlyTalker, .bareLineFeed] },
        .from("c.example", 2) { $0.offences = [.earlyTalker] },
        .from("c.example", 3),
      ])
  ]

  private static let senders: [SectionCase] = [
    SectionCase(
      title: "a domain through another's server; one through its own is not listed",
      sessions: [
        .from("a.example", 1) {
          $0.deliver(from: "x@customer.example")
          $0.deliver(from: "y@a.example")
        },
        .to("b.example", 2) {
          $0.recipientDomain = $0.put("guest.example")
          $0.deliver()
        },
      ]),
    SectionCase(title: "more pairs than are kept", change: { $0.messagesOfOtherDomains = 7 }),
  ]

  // MARK: Time

  private static let hours: [SectionCase] = [
    SectionCase(
      title: "two at ten, one at twelve, none between",
      sessions: [
        .from("a.example", 1), .to("b.example", 2, after: 59), .from("a.example", 3, after: 120),
      ])
  ]

  private static let latency: [SectionCase] = [
    SectionCase(
      title: "a second and a minute; a handshake of 20 ms",
      sessions: [
        .from("a.example", 1) { $0.latencies.total = 1_000_000 },
        .from("a.example", 2) {
          $0.latencies.total = 60_000_000
          $0.latencies.handshake = 20_000
        },
      ])
  ]

  // MARK: What was read

  private static let unknown: [SectionCase] = [
    SectionCase(
      title: "two wordings",
      change: {
        $0.coverage.unknownMessages = [
          .init(sourceFile: "Session.cpp", shape: "new # words", count: 3, input: "a", line: 1),
          .init(sourceFile: "Send.cpp", shape: "other words", count: 1, input: "a", line: 9),
        ]
      })
  ]

  private static let coverage: [SectionCase] = [
    SectionCase(
      title: "an input of each kind that is missing",
      sessions: [.from("a.example", 1)],
      change: {
        $0.coverage.unreadable = [.init(input: "a.log", reason: "permission denied")]
        $0.coverage.truncated = [.init(input: "b.gz", reason: "ends within a member")]
        $0.coverage.duplicateSessions = 4
        $0.coverage.sessionsInFuture = 5
        $0.coverage.impossibleLeapDays = 6
        $0.coverage.yearSources.add(.fileName, 1)
      })
  ]
}
