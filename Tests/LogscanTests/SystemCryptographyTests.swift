// SPDX-License-Identifier: Apache-2.0
import MIME
import Testing

@testable import logscan

@Suite struct SystemCryptographyTests {
  /// RFC 8463 appendix A: the keys of A.2, the second in two strings.
  private static let records = """
    brisbane._domainkey.football.example.com. IN TXT (
      "v=DKIM1; k=ed25519; " "p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=" )
    test._domainkey.football.example.com. IN TXT (
      "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWR"
      "iGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutAC"
      "DfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3"
      "Ip3G+2kryOTIKT+l/K4w3QIDAQAB" )
    """

  /// The message of RFC 8463 appendix A.3.
  private static let message = """
    DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
     d=football.example.com; i=@football.example.com;
     q=dns/txt; s=brisbane; t=1528637909; h=from : to :
     subject : date : message-id : from : subject : date;
     bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
     b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
     Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
    DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
     d=football.example.com; i=@football.example.com;
     q=dns/txt; s=test; t=1528637909; h=from : to : subject :
     date : message-id : from : subject : date;
     bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
     b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3
     DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz
     dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=
    From: Joe SixPack <joe@football.example.com>
    To: Suzie Q <suzie@shopping.example.net>
    Subject: Is dinner ready?
    Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
    Message-ID: <20030712040037.46341.5F8J@football.example.com>

    Hi.

    We lost the game.  Are you hungry yet?

    Joe.

    """

  private func verdicts(_ message: String, _ records: String = records) -> [SignatureVerdict] {
    var verifier = SignatureVerifier(
      keys: KeyRecords(parsing: Array(records.utf8)), cryptography: SystemCryptography())
    verifier.scan(Array(message.utf8).span)
    return verifier.finish().map(\.verdict)
  }

  @Test func `the example of the standard passes, with CRLF and as a store with LF has it`() {
    #expect(verdicts(Self.message) == [.pass, .pass])
    #expect(verdicts(Self.message.replacing("\n", with: "\r\n")) == [.pass, .pass])
  }

  @Test func `it does not pass when changed`() {
    let fields = Self.message.replacing("ready?", with: "ready!")
    #expect(verdicts(fields) == [.fail(.signature), .fail(.signature)])
    let added = Self.message.replacing("To: ", with: "Subject: another\nTo: ")
    #expect(verdicts(added) == [.fail(.signature), .fail(.signature)])
    let body = Self.message.replacing("Joe.\n", with: "Jim.\n")
    #expect(verdicts(body) == [.fail(.bodyHash), .fail(.bodyHash)])
  }

  @Test func `keys of the wrong kind or length are not used`() {
    let swapped = Self.records.replacing("brisbane", with: "other").replacing(
      "test._", with: "brisbane._")
    #expect(verdicts(Self.message, swapped) == [.unsupported(.keyUse), .noKey])
    let cut = Self.records.replacing("HURo=\"", with: "H\"")
      .replacing("Ip3G+2kryOTIKT+l/K4w3QIDAQAB", with: "")
    #expect(
      verdicts(Self.message, cut) == [.unsupported(.unusableKey), .unsupported(.unusableKey)])
    // Made by openssl genrsa 768.
    let short = """
      test._domainkey.football.example.com. IN TXT "v=DKIM1; p=MHwwDQYJKoZIhvcNAQEBBQADawAwaAJhAJ3AsdQcearp7maGoex+5gnQgFcmlgKmWpip7DdypBn+IHqsSd7S56YX2UMA7p9iPDL1PQfi5R2+K5eI9yw9J3VKdGcIy5BsrytqghG63PznQZwIhtTv4xzLlmuGj2wG9wIDAQAB"
      """
    #expect(verdicts(Self.message, short) == [.noKey, .unsupported(.shortKey)])
  }
}
