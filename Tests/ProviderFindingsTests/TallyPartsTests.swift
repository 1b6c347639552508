// SPDX-License-Identifier: Apache-2.0
import MailTypes
import SessionLog
import TestSupport
import Testing

@testable import ProviderFindings
import SessionFixtures

@Suite struct TallyPartsTests {
  @Test func `each fixed row of counters has room for all cases`() {
    let rooms: [(Int, Int)] = [
      (TLSFacts.State.allCases.count, 5), (TLSFacts.Method.allCases.count, 4),
      (TLSFacts.Certificate.allCases.count, 3), (SuiteVersion.allCases.count, 6),
      (ForwardSecrecy.allCases.count, 3), (KeyStrength.allCases.count, 4),
      (SessionEnd.allCases.count, 10), (Transaction.Transfer.allCases.count, 2),
      (Transaction.BodyKind.allCases.count, 5), (KnownKeyword.allCases.count, 24),
      (Offence.allCases.count, 24), (YearSource.allCases.count, 7),
    ]
    for (cases, room) in rooms { #expect(cases <= room) }
  }

  @Test(
    arguments: [
      (0, 0), (255, 0), (256, 1), (319, 1), (320, 2), (511, 4), (512, 5), (639, 5), (640, 6),
      (-5, 0),
      ((1 << 39) - 1, 124), (1 << 39, 125), (Int64.max, 125),
    ] as [(Int64, Int)])
  func `values fall into buckets that quarter each doubling`(value: Int64, bucket: Int) {
    var histogram = ValueHistogram()
    histogram.add(value)
    #expect(histogram.count(inBucket: bucket) == 1)
  }

  @Test func `a value lies below its bucket's end, and not below that of the bucket before`() {
    for seed in Seed.several(50) {
      var random = seed.generator
      let value =
        Int64.random(in: 0..<(1 << 39), using: &random) >> Int64.random(in: 0...30, using: &random)
      let bucket = ValueHistogram.bucket(of: value)
      let end = ValueHistogram.upperBound(ofBucket: bucket)
      #expect(
        end.map { $0 > value && (value < 256 || $0 <= value + value / 4 + 1) } == true, "\(value)")
      if bucket > 0 {
        let before = ValueHistogram.upperBound(ofBucket: bucket - 1)
        #expect(before.map { $0 <= value } == true, "\(value)")
      }
    }
  }

  @Test func `a quantile is bounded by the upper end of its bucket`() {
    var histogram = ValueHistogram()
    for _ in 0..<95 { histogram.add(1_500) }
    for _ in 0..<5 { histogram.add(1_000_000) }
    #expect(histogram.upperBound(ofPermille: 500) == 1_536)
    #expect(histogram.upperBound(ofPermille: 950) == 1_536)
    #expect(histogram.upperBound(ofPermille: 990) == 1_048_576)
    #expect(ValueHistogram().upperBound(ofPermille: 500) == nil)
  }

  @Test func `hours and days follow the log's clock, before 1970 too`() {
    var measures = MeasureTally()
    for time in [25 * 3_600_000_000 as Int64, -1] {
      var session = Session()
      session.start = LogTimestamp(microseconds: time)
      measures.add(session)
    }
    // 1 January 1970 was a Thursday: a Friday at one, and a Wednesday in the last hour.
    #expect(measures.sessions(inHour: 1, weekday: 4) == 1)
    #expect(measures.sessions(inHour: 23, weekday: 2) == 1)
    #expect(measures.sessions(inHour: 1) + measures.sessions(inHour: 23) == 2)
    #expect(measures.days.days.map(\.day) == [-1, 1])
  }

  @Test func `days beyond the limit are one number`() {
    var days = DayCounts()
    for day in (0..<500).shuffled() { days.add(day: Int32(day)) }
    #expect(days.days.count == 400)
    #expect(days.days.first?.day == 100)
    #expect(days.earlier == 100)
  }

  @Test func `evidence is the earliest sessions, each once`() {
    var evidence = Evidence()
    for second in [5, 3, 9, 1, 3, 7] {
      let mark = SessionMark(
        start: LogTimestamp(microseconds: Int64(second)), id: SessionID(UInt64(second)))
      evidence.add(.plaintext, mark)
    }
    #expect(evidence[.plaintext].map(\.id.value) == [1, 3, 5])
    #expect(evidence[.weakCipher] == [])
  }

  @Test(arguments: [
    ("ECDHE-RSA-AES256-GCM-SHA384", ForwardSecrecy.yes, false),
    ("TLS_AES_128_GCM_SHA256", .yes, false), ("TLS_CHACHA20_POLY1305_SHA256", .yes, false),
    ("DHE-RSA-AES256-SHA", .yes, false), ("EDH-RSA-DES-CBC3-SHA", .yes, true),
    ("AES128-GCM-SHA256", .no, false), ("ECDH-RSA-AES128-SHA", .no, false),
    ("DES-CBC3-SHA", .no, true), ("RC4-MD5", .no, true), ("NULL-SHA256", .no, true),
    ("EXP-RC4-MD5", .no, true), ("ADH-AES256-SHA", .yes, true), ("", .unknown, false),
    ("TLS_RSA_WITH_3DES_EDE_CBC_SHA", .no, true),
    ("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", .yes, false),
    ("TLS_DH_anon_WITH_AES_128_CBC_SHA", .yes, true),
  ])
  func `a cipher suite's name says its key exchange and whether it is broken`(
    name: String, secrecy: ForwardSecrecy, isWeak: Bool
  ) {
    #expect(CipherSuite(name).forwardSecrecy == secrecy)
    #expect(CipherSuite(name).isWeak == isWeak)
  }

  @Test(arguments: [
    ("SSLv3", SuiteVersion.sslv3), ("TLSv1", .tls10), ("TLSv1.0", .tls10), ("TLSv1.1", .tls11),
    ("TLSv1.2", .tls12), ("TLSv1.3", .tls13), ("TLSv1.4", .other), ("", .other),
    ("TLSv1.2 x", .other),
  ])
  func `suite versions are read as OpenSSL writes them`(text: String, version: SuiteVersion) {
    #expect(SuiteVersion(Array(text.utf8).span) == version)
  }

  @Test(arguments: [
    ("SIZE 1000", KnownKeyword.size), ("size", .size), ("AUTH=LOGIN PLAIN", .auth),
    ("ENHANCEDSTATUSCODES\r", .enhancedStatusCodes), ("8bitmime", .eightBitMIME),
    ("MT-PRIORITY STANAG4406", .mtPriority), ("263.net", nil), ("PIPELININX", nil), ("", nil),
    ("8BITMIME=1", nil), ("8 BITMIME", nil),
  ])
  func `EHLO lines are read up to the end of their keyword`(line: String, keyword: KnownKeyword?) {
    let octets = Array(line.utf8)
    #expect(EHLOLine(octets.span).known == keyword)
  }

  @Test(arguments: [
    (
      "error:14094418:SSL routines:ssl3_read_bytes:tlsv1 alert unknown ca", "tlsv1 alert unknown ca"
    ),
    ("error:0A000418:SSL routines::tlsv1 alert unknown ca", "tlsv1 alert unknown ca"),
    ("failed STARTTLS", "failed STARTTLS"), ("", ""),
  ])
  func `the reason of a failed handshake is the same in all versions of OpenSSL`(
    text: String, reason: String
  ) {
    let octets = Array(text.utf8)
    let range = HandshakeError.reason(in: octets.span)
    #expect(String(decoding: octets[range], as: UTF8.self) == reason)
  }

  @Test(arguments: [
    ("\".\"@d.example", "553 5.1.2 The sender address <.@d.example> is not valid", true),
    ("\".\"@d.example", "The sender address <\".\"@d.example> is not valid", false),
    ("\".\"", "The sender address <> is not a valid RFC-5321 address.", true),
    ("\"a b\"@d.example", "a b@d.example: user unknown", true),
    ("\"a\\\"b\"@d.example", "<a\"b@d.example> rejected", true),
    ("\".\"@d.example", "no mail from d.example", false),
    ("\".\"@d.example", "<@d.example> has no local part", true),
    ("plain@d.example", "<plain@d.example> unknown", false),
  ])
  func `a reply that shows the address without its quotes is told from others`(
    path: String, reply: String, isMangled: Bool
  ) {
    let address = QuotedAddress(Array(path.utf8).span)
    #expect((address?.mangled(in: Array(reply.utf8).span) != nil) == isMangled)
  }

  @Test func `each address outside ASCII is counted by what became of it`() throws {
    let sessions = [
      Session(.outbound, id: 1, peer: "mx.one.example").with {
        $0.deliver(from: "grüße@d.example", to: "用户@one.example")
        $0.deliver(from: "plain@d.example", smtputf8: true)
        $0.refuse(.rcptTo, 553, nil, "no", path: "ü@one.example")
      },
      Session(.outbound, id: 2, peer: "mx.one.example").with {
        $0.gaveUp = $0.put("SMTPUTF8 requires 8BITMIME, skipping")
      },
    ]
    let input = FindingInput(sessions)
    let tally = input.outboundTotal
    #expect(tally.unicode.accepted == 2)
    #expect(tally.unicode.refused == 1)
    #expect(tally.unicode.givenUp == 1)
    #expect(tally.encryptable == 1, "whom we left at once had no occasion to encrypt")
    #expect(sessions.map(\.hasUnicodeAddress) == [true, true])
    let finding = try #require(UnicodeAddressUndeliverable.evaluate(input).first)
    #expect(finding.count == 2)
    #expect(finding.total == 4)
    #expect(finding.evidence.map(\.id.value) == [1, 2])
  }

  @Test func `an address that came back without its quotes is reported as sent and as shown`() {
    let sessions = ["\".b\"@d.example", "\".a\"@d.example"].enumerated().map { index, path in
      Session(.outbound, id: UInt64(index), at: Int64(-index), peer: "mx.one.example").with {
        $0.refuse(
          .mailFrom, 553, nil, "<\(path.filter { $0 != "\"" })> is not an address", path: path)
      }
    }
    for order in [sessions, sessions.reversed()] {
      let example = FindingInput(order).outboundTotal.quoted.example
      #expect(example?.sent == "\".a\"@d.example")
      #expect(example?.shown == ".a@d.example")
    }
  }

  @Test func `a refusal's text is one line that ends after a word`() {
    let reply = "5.1.1 no such user\n5.1.1 \(String(repeating: "really ", count: 30))"
    let tally = FindingInput([
      Session(.outbound, id: 1, peer: "mx.one.example").with {
        $0.refuse(.rcptTo, 550, EnhancedStatusCode(5, 1, 1), reply)
      }
    ]).outboundTotal
    let line = tally.refusals.entries.first?.line
    #expect(line?.hasPrefix("no such user really") == true)
    #expect(line?.hasSuffix(" really …") == true)
  }

  @Test func `what the log does not say of a certificate is not held against it`() {
    let sessions = [
      Session(.outbound, id: 1, peer: "mx.one.example").with { $0.encrypt() },
      Session(.outbound, id: 2, peer: "mx.one.example").with {
        $0.encrypt()
        $0.tls.certificate = .offeredBad
      },
      Session(.outbound, id: 3, peer: "mx.one.example").with { $0.encrypt(state: .verified) },
    ]
    let tls = FindingInput(sessions).outboundTotal.tls
    #expect(tls.verificationUntold == 1)
    #expect(tls.verificationTold == 2)
  }

  @Test func `Wilson's interval is right for few sessions`() {
    let all = WilsonInterval(count: 3, total: 3)
    #expect(abs(all.lower - 0.4385) < 0.0005)
    #expect(all.upper == 1)
    let half = WilsonInterval(count: 50, total: 100)
    #expect(abs(half.lower - 0.4038) < 0.0005)
    #expect(abs(half.upper - 0.5962) < 0.0005)
    let none = WilsonInterval(count: 0, total: 10)
    #expect(none.lower == 0)
    #expect(abs(none.upper - 0.2775) < 0.0005)
    #expect(WilsonInterval(count: 0, total: 0) == WilsonInterval(count: -1, total: 0))
  }
}
