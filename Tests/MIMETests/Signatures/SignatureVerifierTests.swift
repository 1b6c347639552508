// SPDX-License-Identifier: Apache-2.0
import MIME
import TestSupport
import Testing

@Suite struct SignatureVerifierTests {
  private static let key = Array("key".utf8)

  private static func base64(_ text: String) -> String {
    ReadableCryptography.base64(Array(text.utf8))
  }

  private static func records(_ tags: String = "v=DKIM1; k=rsa; ") -> KeyRecords {
    KeyRecords(
      parsing: Array("s._domainkey.a.example. TXT \"\(tags)p=\(base64("key"))\"".utf8))
  }

  /// A message whose signature is that of `signed`, the canonical fields, under relaxed/simple.
  private static func message(
    tags: String = "", fields: String = "From: x@a.example\r\n", h: String = "from",
    signed: String = "from:x@a.example\r\n", body: String = "Hi.\r\n", bodyHash: String = "Hi.\r\n"
  ) -> String {
    let value =
      "v=1; a=rsa-sha256; c=relaxed; d=a.example; s=s; h=\(h); \(tags)bh=\(base64(bodyHash)); b="
    let signature = base64("key\(signed)dkim-signature:\(value)")
    return "DKIM-Signature: \(value)\(signature)\r\n\(fields)\r\n\(body)"
  }

  private func verify(
    _ message: String, _ records: KeyRecords = records(), now: Int? = nil
  ) -> [SignatureResult] {
    verify([Array(message.utf8)], records, now: now)
  }

  private func verify(
    _ chunks: [[UInt8]], _ records: KeyRecords, now: Int? = nil
  ) -> [SignatureResult] {
    var verifier = SignatureVerifier(
      keys: records, cryptography: ReadableCryptography(), now: now)
    for chunk in chunks { verifier.scan(chunk.span) }
    return verifier.finish()
  }

  @Test(arguments: [
    ("From: x@a.example\r\n", "from", "from:x@a.example\r\n"),
    // Of fields of one name the last first, each once, and missing ones stand for nothing.
    (
      "From: x@a.example\r\nTo: 1\r\nX: a\r\nTo: 2\r\n", "to:From : TO:to:cc",
      "to:2\r\nfrom:x@a.example\r\nto:1\r\n"
    ),
    (
      "from:x@a.example\r\nDKIM-Signature: other\r\n", "from:dkim-signature:dkim-signature",
      "from:x@a.example\r\ndkim-signature:other\r\n"
    ),
    ("stray line\r\n continued\r\nFROM:\r\n x@a.example\r\n", "from", "from:x@a.example\r\n"),
  ])
  func `the fields that h names are signed`(fields: String, h: String, signed: String) {
    let results = verify(Self.message(fields: fields, h: h, signed: signed))
    #expect(results.first?.verdict == .pass)
    #expect(results.first?.domain == "a.example")
    #expect(results.first?.selector == "s")
    #expect(results.first?.bodyMatches == true)
  }

  @Test func `a message with LF passes, cut anywhere, with an envelope before it`() {
    let message = Self.message(
      fields: "From: x@a.example\r\nX: y\r\n", body: "Hi.\r\n\r\nJoe\r\n\r\n",
      bodyHash: "Hi.\r\n\r\nJoe\r\n")
    let wire = Array(message.utf8)
    let stored = Array("From x Fri Nov  6 09:00:00 2026\n".utf8) + wire.filter { $0 != 0x0D }
    for octets in [wire, stored] {
      for splitting in Splitting.all(forCount: octets.count) {
        let results = verify(splitting.chunks(of: octets), Self.records())
        #expect(results.map(\.verdict) == [.pass], "\(splitting)")
      }
    }
  }

  @Test(
    arguments: [
      ("Hi.", "Ho.", SignatureVerdict.fail(.bodyHash), false),
      ("From: x", "From: y", .fail(.signature), true),
      ("s=s;", "s=t;", .noKey, true), ("v=1;", "v=2;", .unsupported(.version), nil),
      ("v=1;", "", .malformed(.missingTag), nil),
      ("rsa-sha256", "rsa-sha1", .unsupported(.rsaSHA1), nil),
      ("rsa-sha256", "dsa-sha256", .unsupported(.algorithm), nil),
      ("rsa-sha256", "ed25519-sha256", .unsupported(.keyUse), true),
      ("c=relaxed", "c=nofws", .unsupported(.canonicalization), nil),
      ("c=relaxed", "c=relaxed/x", .unsupported(.canonicalization), nil),
      ("c=relaxed", "q=http", .unsupported(.queryMethod), nil),
      ("c=relaxed", "c=relaxed; l=x", .malformed(.value), nil),
      ("c=relaxed", "c=relaxed; t=9; x=8", .malformed(.value), nil),
      ("c=relaxed", "c=relaxed; l=99", .fail(.bodyTooShort), false),
      ("c=relaxed", "c=relaxed; i=a@b.example", .malformed(.identity), nil),
      ("c=relaxed", "c=relaxed; i=a.example", .malformed(.identity), nil),
      ("h=from", "h=to", .malformed(.fromNotSigned), nil), ("bh=", "bh=!", .malformed(.value), nil),
      ("d=a.example", "d=", .malformed(.missingTag), nil),
      ("; d=", ";; d=", .malformed(.tagList), nil),
    ] as [(String, String, SignatureVerdict, Bool?)])
  func `a changed message or field gives`(
    old: String, new: String, verdict: SignatureVerdict, bodyMatches: Bool?
  ) {
    let message = Self.message()
    let changed = message.replacing(old, with: new, maxReplacements: 1)
    #expect(changed != message)
    let results = verify(changed)
    #expect(results.first?.verdict == verdict)
    #expect(results.first?.bodyMatches == bodyMatches)
  }

  @Test(arguments: [
    ("", SignatureVerdict.pass), ("v=DKIM1; ", .pass), ("h=sha1:sha256; s=email; t=y; ", .pass),
    ("v=DKIM2; ", .malformed(.keyRecord)), ("k=rsa; v=DKIM1; ", .malformed(.keyRecord)),
    ("x; ", .malformed(.keyRecord)), ("k=ed25519; ", .unsupported(.keyUse)),
    ("h=sha1; ", .unsupported(.keyUse)), ("s=chat; ", .unsupported(.keyUse)),
    ("p=; ", .malformed(.keyRecord)),
  ])
  func `a key record allows or forbids`(tags: String, verdict: SignatureVerdict) {
    #expect(verify(Self.message(), Self.records(tags)).first?.verdict == verdict)
  }

  @Test(arguments: [
    ("p=", SignatureVerdict.unsupported(.revokedKey)), ("k=rsa", .malformed(.keyRecord)),
    ("p=!", .malformed(.keyRecord)), ("p=\(base64("short"))", .unsupported(.shortKey)),
    ("p=\(base64("broken"))", .unsupported(.unusableKey)),
    ("p=\(base64("other"))", .fail(.signature)),
  ])
  func `a key gives`(record: String, verdict: SignatureVerdict) {
    let records = KeyRecords(parsing: Array("s._domainkey.a.example. TXT \"\(record)\"".utf8))
    #expect(verify(Self.message(), records).first?.verdict == verdict)
  }

  @Test func `the flag s of a key forbids identities of subdomains`() {
    let message = Self.message(tags: "i=@sub.a.example; ")
    #expect(verify(message).first?.verdict == .pass)
    #expect(verify(message, Self.records("t=y:s; ")).first?.verdict == .malformed(.identity))
    let same = Self.message(tags: "i=x@A.example; ")
    #expect(verify(same, Self.records("t=y:s; ")).first?.verdict == .pass)
  }

  @Test func `octets behind l are counted, and expiry is reported only`() {
    let message = Self.message(
      tags: "l=3; t=10; x=20; ", body: "Hi.\r\nadded\r\n", bodyHash: "Hi.")
    let early = verify(message, now: 20)[0]
    #expect(early.verdict == .pass)
    #expect(early.unsignedBodyOctets == 9)
    #expect(early.signedAt == 10)
    #expect(early.expiresAt == 20)
    #expect(!early.isExpired)
    let late = verify(message, now: 21)[0]
    #expect(late.verdict == .pass)
    #expect(late.isExpired)
  }

  @Test func `a message without signature has no results`() {
    #expect(verify("") == [])
    #expect(SignatureStanding([]) == .unsigned)
    #expect(verify("From: x\r\n\r\nDKIM-Signature: v=1\r\n") == [])
  }

  @Test func `one signature that passes is enough`() {
    let passing = verify(Self.message())
    let failing = verify(Self.message(body: "Ho.\r\n"))
    let unknown = verify(Self.message(), KeyRecords())
    #expect(SignatureStanding(failing + unknown + passing) == .verified)
    #expect(SignatureStanding(unknown + failing) == .broken)
    #expect(SignatureStanding(unknown) == .undecided)
  }

  @Test func `signatures without number and header sections without end are not followed`() {
    let message = Self.message()
    let field = String(message.prefix { $0 != "\r\n" }) + "\r\n"
    let many = String(repeating: field, count: 20) + message
    let verdicts = verify(many).map(\.verdict)
    #expect(verdicts.prefix(16).allSatisfy { $0 == .pass })
    #expect(
      verdicts.dropFirst(16) == Array(repeating: .unsupported(.signatureLimit), count: 5)[...])
    let line = "X: \(String(repeating: "x", count: 990))\r\n"
    let long = field + String(repeating: line, count: SignatureLimits.headerOctets / 900) + "\r\n"
    #expect(verify(long).map(\.verdict) == [.unsupported(.headerLimit)])
  }
}
