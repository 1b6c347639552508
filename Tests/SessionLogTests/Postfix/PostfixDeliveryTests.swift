// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import SessionLog

/// Deliveries to servers: what the lines of one process of smtp say.
@Suite struct PostfixDeliveryTests {
  private static let relay =
    "relay=mx.full.example[198.51.100.106]:25, delay=1, delays=0/0/0.5/0.25"
  private static let established =
    "TLS connection established to mx.full.example[198.51.100.106]:25: TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)"

  @Test func `recipients of one message at one server are one delivery`() {
    let log = PostfixLog(
      lines: """
        pickup 3 4B3F10001: uid=0 from=<anna@postbox.example>
        qmgr 10 4B3F10001: from=<anna@postbox.example>, size=900, nrcpt=3 (queue active)
        smtp 7 Trusted \(Self.established)
        smtp 7 4B3F10001: to=<a@full.example>, \(Self.relay), dsn=2.0.0, status=sent (250 2.0.0 Ok)
        smtp 7 4B3F10001: to=<"b@c"@full.example>, \(Self.relay), dsn=5.1.1, status=bounced (host mx.full.example[198.51.100.106] said: 550 5.1.1 no (in reply to RCPT TO command))
        smtp 7 4B3F10002: to=<a@full.example>, \(Self.relay), dsn=2.0.0, status=sent (250 2.0.0 Ok)
        """)
    #expect(
      log.summaries == [
        #"delivery; mx.full.example; 198.51.100.106; encrypted; quit=notLogged; notLogged; certificate=good; TLSv1.3; <anna@postbox.example> yes 900; data; +a@full.example; -"b@c"@full.example; rcptTo 550"#,
        "delivery; mx.full.example; 198.51.100.106; notLogged; quit=notLogged; notLogged; <> yes; data; +a@full.example",
      ])
    #expect(log.sessions[0].latencies.mailToEnd == 250_000)
    #expect(log.coverage.flow.remote == counts(sent: 2, bounced: 1))
  }

  @Test func `a failed handshake is one delivery, also where a line of it names no server`() {
    let log = PostfixLog(
      lines: """
        smtp 7 SSL_connect error to mx.full.example[198.51.100.106]:25: -1
        smtp 7 warning: TLS library problem: error:0A00010B:SSL routines::wrong version number:../ssl/record/ssl3_record.c:350:
        smtp 7 4B3F10001: Cannot start TLS: handshake failure
        smtp 7 4B3F10001: to=<a@full.example>, \(Self.relay), dsn=2.0.0, status=sent (250 2.0.0 Ok)
        """)
    #expect(log.sessions.map(\.tls.state) == [.failed, .notLogged])
    #expect(log.sessions.allSatisfy { !$0.peerAddress.isEmpty })
  }

  @Test func `a failure that names no server is not that of a server which is done with`() {
    let log = PostfixLog(
      lines: """
        smtp 7 Trusted \(Self.established)
        smtp 7 4B3F10001: to=<a@full.example>, \(Self.relay), dsn=2.0.0, status=sent (250 2.0.0 Ok)
        smtp 7 4B3F10001: Cannot start TLS: handshake failure
        """)
    #expect(log.sessions.map(\.tls.state) == [.encrypted, .failed])
    #expect(log.sessions.map { $0.peerAddress.isEmpty } == [false, true])
  }

  @Test(arguments: [
    ("", "none", TLSFacts.State.plaintext), ("", "may:none", .plaintext), ("", "may", .encrypted),
    ("", "may?", .notLogged), ("", "!dane", .notLogged),
    ("SSL_connect error to mx.full.example[198.51.100.106]:25: -1", "may:none", .failed),
  ])
  func `the field tls= says what no other line does`(
    _ before: String, _ field: String, _ state: TLSFacts.State
  ) {
    let relay = "relay=mx.full.example[198.51.100.106]:25, delay=1, delays=0/0/0/1, tls=\(field)"
    let first = before.isEmpty ? "" : "smtp 7 \(before)\n"
    let log = PostfixLog(
      lines: """
        \(first)smtp 7 4B3F10001: to=<a@full.example>, \(relay), dsn=2.0.0, status=sent (250 Ok)
        """)
    #expect(log.sessions.map(\.tls.state) == [state])
  }

  @Test(arguments: [
    (
      "host mx.full.example[198.51.100.106] refused to talk to me: 421 4.3.2 busy",
      "refused; <> no; data; -a@full.example; connect 421"
    ),
    (
      "host mx.full.example[198.51.100.106] said: 554-5.7.1 spam. 554 5.7.1 see status=sent (250 ok) (in reply to end of DATA command)",
      "notLogged; <> no; data; +a@full.example; endOfData 554"
    ),
    (
      "lost connection with mx.full.example[198.51.100.106] while sending RCPT TO",
      "lostInCommand; <> no; data; -a@full.example"
    ),
    (
      "conversation with mx.full.example[198.51.100.106] timed out while sending message body",
      "timedOut; <> no; data; +a@full.example"
    ),
    (
      "TLS is required, but was not offered by host mx.full.example[198.51.100.106]",
      "notLogged; gave up; <> no; data; -a@full.example"
    ),
    (
      "SMTPUTF8 is required, but was not offered by host mx.full.example[198.51.100.106]",
      "notLogged; gave up; <> no; data; -a@full.example"
    ),
  ])
  func `the reason of a delivery that failed is understood`(_ reason: String, _ expected: String) {
    let log = PostfixLog(
      lines: """
        smtp 7 4B3F10001: to=<a@full.example>, \(Self.relay), dsn=4.0.0, status=deferred (\(reason))
        """)
    #expect(
      log.summaries == [
        "delivery; mx.full.example; 198.51.100.106; notLogged; quit=notLogged; \(expected)"
      ])
  }

  @Test func `a handshake that tlsproxy reports too is counted once`() {
    let log = PostfixLog(
      lines: """
        tlsproxy 8 CONNECT to [198.51.100.106]:25
        tlsproxy 8 Trusted \(Self.established)
        smtp 7 Trusted \(Self.established)
        smtp 7 4B3F10001: to=<a@full.example>, \(Self.relay), dsn=2.0.0, status=sent (250 Ok)
        tlsproxy 8 DISCONNECT [198.51.100.106]:25
        """)
    #expect(log.sessions.map(\.tls.state) == [.encrypted])
  }

  @Test func `what never reached a server, and what local agents do, are not deliveries to one`() {
    let log = PostfixLog(
      lines: """
        smtp 7 connect to mx.gone.example[198.51.100.114]:25: Connection refused
        smtp 7 4B3F10001: to=<a@gone.example>, relay=none, delay=1, delays=0/0/1/0, dsn=4.4.1, status=deferred (connect to mx.gone.example[198.51.100.114]:25: Connection refused)
        local 9 4B3F10002: to=<anna@postbox.example>, relay=local, delay=0, delays=0/0/0/0, dsn=2.0.0, status=sent (delivered to mailbox)
        lmtp 9 4B3F10003: to=<anna@postbox.example>, relay=mail.postbox.example[private/lmtp], delay=0, delays=0/0/0/0, dsn=2.0.0, status=sent (250 Saved)
        error 9 4B3F10004: to=<a@gone.example>, relay=none, delay=9, delays=9/0/0/0, dsn=4.4.1, status=deferred (delivery temporarily suspended: connect to mx.gone.example[198.51.100.114]:25: Connection refused)
        """)
    #expect(log.sessions.isEmpty)
    #expect(log.attempts == 1)
    #expect(log.coverage.flow.local == counts(sent: 2))
    #expect(log.coverage.flow.withoutServer == counts(deferred: 2))
  }

  @Test func `a server that is tried in vain before another one has a delivery of its own`() {
    let log = PostfixLog(
      lines: """
        smtp 7 4B3F10001: host mx1.multi.example[198.51.100.111] refused to talk to me: 554 no service
        smtp 7 4B3F10001: to=<a@multi.example>, relay=mx2.multi.example[198.51.100.112]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 Ok)
        """)
    #expect(
      log.summaries == [
        "delivery; mx1.multi.example; 198.51.100.111; notLogged; quit=notLogged; refused; connect 554",
        "delivery; mx2.multi.example; 198.51.100.112; notLogged; quit=notLogged; notLogged; <> yes; data; +a@multi.example",
      ])
  }

  @Test func `deliveries of one process within a second are known apart, the same in every copy`() {
    let line = "Dec  1 00:10:00 mail postfix/smtp[7]: "
    let text = (1...2).map { number in
      """
      \(line)Trusted \(Self.established)
      \(line)4B3F1000\(number): to=<a@full.example>, \(Self.relay), dsn=2.0.0, status=sent (250 Ok)

      """
    }.joined()
    let log = PostfixLog(Array(text.utf8))
    #expect(Set(log.sessions.map(\.id)).count == 2)
    #expect(PostfixLog(Array(text.utf8)).sessions.map(\.id) == log.sessions.map(\.id))
  }

  @Test func `without a line about a handshake that succeeded nothing is known to be in the clear`()
  {
    let log = PostfixLog(
      lines: """
        smtp 6 SSL_connect error to mx.badtls.example[198.51.100.102]:25: -1
        smtp 7 server certificate verification failed for mx.sec.example[198.51.100.117]:25: num=65:no matching DANE TLSA records
        smtp 7 4B3F10001: to=<a@sec.example>, relay=mx.sec.example[198.51.100.117]:25, delay=1, delays=0/0/1/0, dsn=4.7.5, status=deferred (Server certificate not verified)
        smtp 7 4B3F10002: to=<a@full.example>, \(Self.relay), dsn=2.0.0, status=sent (250 Ok)
        """)
    #expect(log.sessions.map(\.tls.state) == [.failed, .notLogged, .notLogged])
  }

  private func counts(sent: Int = 0, deferred: Int = 0, bounced: Int = 0) -> DeliveryCounts {
    var counts = DeliveryCounts()
    (counts.sent, counts.deferred, counts.bounced) = (sent, deferred, bounced)
    return counts
  }
}
