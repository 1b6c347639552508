// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import SessionLog

@Suite struct InboundSessionTests {
  @Test(arguments: deliveries + endings + refusals + handshakes)
  func `an inbound session has the facts of its log`(sample: SessionCase) {
    let summaries = sample.assembled.sessions.map {
      $0.summary.split(separator: "\n").map(String.init)
    }
    #expect(summaries.count == sample.expected.count, "\(summaries)")
    for (summary, expected) in zip(summaries, sample.expected) {
      for line in expected {
        if line.hasPrefix("no ") {
          let kind = line.dropFirst(3) + ":"
          #expect(!summary.contains { $0.hasPrefix(kind) }, "\(line) in \(summary)")
        } else {
          #expect(summary.contains(line), "\(line) in \(summary)")
        }
      }
    }
  }

  static let deliveries: [SessionCase] = [
    SessionCase(
      "a message over TLS", .june2018,
      """
      I Session.cpp] EHLO mx1.bigmail.example from [203.0.113.10]
      I TLS-OpenSSL.cpp] client certificate verified
      I TLS-OpenSSL.cpp] no verified peername
      I Session.cpp] STARTTLS version=TLSv1.2 cipher=AES128-GCM-SHA256 bits=128/128 verified
      I Session.cpp] EHLO mx1.bigmail.example from [203.0.113.10]
      I Session.cpp] MAIL FROM:<> SIZE=2197 body=8bitmime
      I Session.cpp] RCPT TO:<".">
      I Session.cpp] BDAT 2000
      I Session.cpp] BDAT 197 LAST
      I Session.cpp] message delivered, 2730 octets, with id 5nm6iyuacamrq
      I Session.cpp] QUIT
      I Session.cpp] CPU time 0.01 seconds
      """,
      gives: [
        "peer: mx1.bigmail.example [203.0.113.10]", "greeting: EHLO mx1.bigmail.example",
        "tls: verified pkix certificate good TLSv1.2 AES128-GCM-SHA256 128",
        #"mail: <> SIZE=2197 body=8bitmime to <"."> bdat/2 2730 octets stored delivered"#,
        "ended: quit, said QUIT", "no refused",
      ]),
    SessionCase(
      "two messages, one transaction given up", .august2026,
      """
      I DNS.cpp] using verified DNS server dns9.quad9.net[9.9.9.9]:domain-s
      I Session.cpp] connect from mx.letterbox.example [203.0.113.60]
      I Session.cpp] EHLO smtp.letterbox.example from [203.0.113.60]
      I Session.cpp] MAIL FROM:<a@letterbox.example>
      I Session.cpp] RSET
      I Session.cpp] MAIL FROM:<b@letterbox.example>
      I Session.cpp] RCPT TO:<gene@ghsmtp.example>
      I Session.cpp] DATA
      I Session.cpp] message delivered, 900 octets, with id abc
      I Session.cpp] MAIL FROM:<c@letterbox.example> SMTPUTF8
      I Session.cpp] RCPT TO:<gene@ghsmtp.example>
      I Session.cpp] DATA
      I Session.cpp] message delivered, 800 octets, with id abd
      I Session.cpp] QUIT
      I smtp.cpp] CPU time 0.01 seconds
      """,
      gives: [
        "peer: smtp.letterbox.example [203.0.113.60]", "mail: <a@letterbox.example> ? octets",
        "mail: <b@letterbox.example> to <gene@ghsmtp.example> data/0 900 octets stored delivered",
        "mail: <c@letterbox.example> SMTPUTF8 to <gene@ghsmtp.example> data/0 800 octets stored delivered",
        "ended: quit, said QUIT",
      ]),
    SessionCase(
      "a message that was stored and then refused", .august2026,
      """
      I Session.cpp] connect from [203.0.113.66]
      I Session.cpp] EHLO vps.example from [203.0.113.66]
      I Session.cpp] MAIL FROM:<a@vps.example>
      I Session.cpp] RCPT TO:<baddata@ghsmtp.example>
      I Session.cpp] DATA
      I Session.cpp] message delivered, 885 octets, with id 5bpm
      W Session.cpp] bad recipient baddata@ghsmtp.example
      I Session.cpp] QUIT
      I smtp.cpp] CPU time 0.01 seconds
      """,
      gives: [
        "peer:  [203.0.113.66]",
        "mail: <a@vps.example> to <baddata@ghsmtp.example> data/0 885 octets stored",
        "refused: endOfData <baddata@ghsmtp.example> 550 5.1.1 implied bad recipient baddata@ghsmtp.example",
      ]),
    SessionCase(
      "with PRDR a message counts while one recipient accepts", .august2026,
      """
      I Session.cpp] EHLO mx.example from [203.0.113.10]
      I Session.cpp] MAIL FROM:<a@mx.example> PRDR
      I Session.cpp] RCPT TO:<gene@ghsmtp.example>
      I Session.cpp] RCPT TO:<tempdata@ghsmtp.example>
      I Session.cpp] DATA
      I Session.cpp] message delivered, 1075 octets, with id 6krm
      W Session.cpp] temp failed recipient tempdata@ghsmtp.example
      I Session.cpp] success for gene@ghsmtp.example
      I Session.cpp] temp fail for tempdata@ghsmtp.example
      I Session.cpp] QUIT
      """,
      gives: [
        "mail: <a@mx.example> PRDR to <gene@ghsmtp.example> to <tempdata@ghsmtp.example> data/0 1075 octets stored delivered",
        "refused: endOfData <tempdata@ghsmtp.example> 450 4.1.1 implied temp failed recipient tempdata@ghsmtp.example",
      ]),
  ]

  static let endings: [SessionCase] = [
    SessionCase(
      "lost after a message", .june2018,
      """
      I Session.cpp] EHLO mx.example from [203.0.113.10]
      I Session.cpp] MAIL FROM:<a@mx.example>
      I Session.cpp] RCPT TO:<gene@ghsmtp.example>
      I Session.cpp] DATA
      I Session.cpp] message delivered, 900 octets, with id abc
      W POSIX.cpp] read returned zero
      """,
      gives: ["ended: lost-after-message"]),
    SessionCase(
      "lost without a trace: the process is gone with its file", .june2018,
      "I Session.cpp] EHLO mx.example from [203.0.113.10]", gives: ["ended: lost-idle"]),
    SessionCase(
      "since April 2026 every end is logged, so that a missing one may be yet to come", .august2026,
      "I Session.cpp] EHLO mx.example from [203.0.113.10]", gives: ["ended: still-open"]),
    SessionCase(
      "lost in the middle of DATA: no refusal was told", .august2026,
      """
      I Session.cpp] EHLO mx.example from [203.0.113.10]
      I Session.cpp] MAIL FROM:<a@mx.example>
      I Session.cpp] RCPT TO:<gene@ghsmtp.example>
      I Session.cpp] DATA
      I SockBuffer.cpp] read_limit_==true
      W Session.cpp] bad DATA syntax
      I smtp.cpp] CPU time 0.01 seconds
      """,
      gives: ["ended: lost-in-command", "no refused"]),
    SessionCase(
      "lost in the middle of a chunk; errors come first and again", .june2018,
      """
      I Session.cpp] EHLO mx.example from [203.0.113.10]
      +0.35
      E smtp.cpp] EOF in BDAT
      -0.36
      I Session.cpp] MAIL FROM:<a@mx.example>
      I Session.cpp] RCPT TO:<gene@ghsmtp.example>
      +0.33
      E smtp.cpp] EOF in BDAT
      W Session.cpp] BDAT sequence error
      W POSIX.cpp] read returned zero
      """,
      gives: ["records: 6", "ended: lost-in-command", "no refused", "no offences"]),
    SessionCase(
      "killed by a failed check, after a message", .june2018,
      """
      I Session.cpp] EHLO mx.example from [203.0.113.10]
      I Session.cpp] MAIL FROM:<a@mx.example>
      I Session.cpp] RCPT TO:<gene@ghsmtp.example>
      I Session.cpp] DATA
      I Session.cpp] message delivered, 900 octets, with id abc
      F SPF.hpp] Check failed: req_ == nullptr can only move into default constructed object
      *** Check failure stack trace: ***
          @     0x7fc4f34257ad  google::LogMessage::Fail()
      """,
      gives: [
        "mail: <a@mx.example> to <gene@ghsmtp.example> data/0 900 octets stored delivered",
        "ended: killed",
      ]),
    SessionCase(
      "lost over TLS after a message: from June 2018 to May 2024 of severity F", .june2018,
      """
      I Session.cpp] EHLO mx.example from [203.0.113.10]
      I Session.cpp] STARTTLS version=TLSv1.2 cipher=AES128-GCM-SHA256 bits=128/128
      I Session.cpp] EHLO mx.example from [203.0.113.10]
      I Session.cpp] MAIL FROM:<a@mx.example>
      I Session.cpp] RCPT TO:<gene@ghsmtp.example>
      I Session.cpp] DATA
      I Session.cpp] message delivered, 900 octets, with id abc
      I TLS-OpenSSL.cpp] SSL_read returned zero
      W TLS-OpenSSL.cpp] error:0A000126:SSL routines::unexpected eof while reading
      F TLS-OpenSSL.cpp] fatal OpenSSL error
      *** Check failure stack trace: ***
          @     0x7fc4f34257ad  google::LogMessage::Fail()
      """,
      gives: ["ended: lost-after-message"]),
    SessionCase(
      "a handshake that ends the process; its F line comes first and again", .june2018,
      """
      I Session.cpp] EHLO mx.example from [203.0.113.10]
      +0.35
      F TLS-OpenSSL.cpp] fatal OpenSSL error
      -0.36
      W TLS-OpenSSL.cpp] error:0A000418:SSL routines::tlsv1 alert unknown ca
      +0.34
      F TLS-OpenSSL.cpp] fatal OpenSSL error
      """,
      gives: [
        "tls: failed error:0A000418:SSL routines::tlsv1 alert unknown ca", "ended: lost-in-command",
      ]),
    SessionCase(
      "the read limit", .june2018,
      """
      I Session.cpp] EHLO mx.example from [203.0.113.10]
      +300
      W Session.cpp] time-out from mx.example [203.0.113.10]
      """,
      gives: ["ended: time-out"]),
    SessionCase(
      "the alarm clock leaves no line of its own", .august2026,
      """
      I Session.cpp] connect from [203.0.113.66]
      +119.995
      I smtp.cpp] CPU time 0.01 seconds
      I Session.cpp] connect from [203.0.113.66]
      +119.5
      I smtp.cpp] CPU time 0.01 seconds
      """,
      gives: ["ended: time-out"], ["ended: lost-idle"]),
    SessionCase(
      "ham sets the alarm clock to five minutes", .august2026,
      """
      I Session.cpp] connect from mx.example [203.0.113.10]
      I Session.cpp] EHLO mx.example from [203.0.113.10]
      I Session.cpp] MAIL FROM:<a@mx.example>
      I Session.cpp] RCPT TO:<gene@ghsmtp.example>
      I Session.cpp] ham since they used TLS
      I Session.cpp] DATA
      I Session.cpp] message delivered, 900 octets, with id abc
      +300
      I smtp.cpp] CPU time 0.01 seconds
      """,
      gives: ["ended: time-out"]),
    SessionCase(
      "QUIT, and our reply did not get through", .august2026,
      """
      I Session.cpp] EHLO mx.example from [203.0.113.10]
      I Session.cpp] QUIT
      W POSIX.cpp] write(2) raised ECONNRESET
      I smtp.cpp] CPU time 0.01 seconds
      """,
      gives: ["ended: quit-without-waiting, said QUIT"]),
    SessionCase(
      "a thread id that recurs in another program is another session", .june2018,
      """
      I Session.cpp] EHLO mx1.example from [203.0.113.10]
      I snd.cpp]  from_mbx == gene@ghsmtp.example
      I snd.cpp] trying mx.full.example:smtp
      I snd.cpp]  S: 220 mx.full.example ESMTP
      I Session.cpp] EHLO mx2.example from [203.0.113.11]
      I Session.cpp] QUIT
      """,
      gives: ["greeting: EHLO mx1.example", "ended: lost-idle"],
      ["direction: outbound", "ended: lost-idle"],
      ["greeting: EHLO mx2.example", "ended: quit, said QUIT"]),
    SessionCase(
      "a thread id that recurs is another session", .june2018,
      """
      I Session.cpp] EHLO mx1.example from [203.0.113.10]
      W POSIX.cpp] read returned zero
      +3600
      I Session.cpp] EHLO mx2.example from [203.0.113.11]
      I Session.cpp] QUIT
      """,
      gives: ["greeting: EHLO mx1.example", "ended: lost-idle"],
      ["greeting: EHLO mx2.example", "ended: quit, said QUIT"]),
  ]
}
