// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import SessionLog

/// Connections of clients: what the lines of one process together say.
@Suite struct PostfixServerTests {
  @Test func `a process serves one client after another`() {
    let log = PostfixLog(
      lines: """
        smtpd 7 connect from mx1.bigmail.example[192.0.2.10]
        smtpd 8 connect from unknown[203.0.113.9]
        smtpd 7 Anonymous TLS connection established from mx1.bigmail.example[192.0.2.10]: TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)
        smtpd 7 4B3F10001: client=mx1.bigmail.example[192.0.2.10]
        cleanup 9 4B3F10001: message-id=<1@bigmail.example>
        smtpd 7 disconnect from mx1.bigmail.example[192.0.2.10] ehlo=2 starttls=1 mail=1 rcpt=1 data=1 quit=1 commands=7
        smtpd 7 connect from mx2.bigmail.example[192.0.2.11]
        qmgr 10 4B3F10001: from=<a@bigmail.example>, size=900, nrcpt=1 (queue active)
        smtpd 8 disconnect from unknown[203.0.113.9] ehlo=1 quit=1 commands=2
        smtpd 7 disconnect from mx2.bigmail.example[192.0.2.11] commands=0/0
        """)
    #expect(
      log.summaries == [
        "session; mx1.bigmail.example; 192.0.2.10; encrypted; quit=yes; quit; certificate=none; TLSv1.3; <a@bigmail.example> yes 900; data",
        "session; ; 203.0.113.9; plaintext; quit=yes; quit",
        "session; mx2.bigmail.example; 192.0.2.11; plaintext; quit=no; notLogged",
      ])
  }

  @Test(arguments: [
    ("ehlo=2 starttls=1 mail=1 rcpt=1 data=1 quit=1 commands=7", "encrypted; quit=yes; quit"),
    ("ehlo=1 mail=1 rcpt=1 data=1 commands=4", "plaintext; quit=no; lostAfterMessage"),
    ("ehlo=1 starttls=0/1 quit=1 commands=2/3", "plaintext; quit=yes; quit; startTLS 0"),
    ("ehlo=1 quit=1 unknown=0/2 commands=2/4", "plaintext; quit=yes; quit; other 0; other 0"),
    ("ehlo=1 later=1/2 quit=1 commands=2/4", "plaintext; quit=yes; quit"),
    ("ehlo=1 auth=1 quit=1 commands=3", "notLogged; quit=yes; quit"),
    ("", "notLogged; quit=notLogged; notLogged"),
  ])
  func `statistics decide on TLS, QUIT and refusals where no other line does`(
    _ statistics: String, _ expected: String
  ) throws {
    let log = PostfixLog(
      lines: """
        smtpd 7 connect from mx1.bigmail.example[192.0.2.10]
        smtpd 7 disconnect from mx1.bigmail.example[192.0.2.10] \(statistics)
        """)
    let summary = try #require(log.summaries.first)
    // A message without a queue id is counted all the same.
    let facts = summary.replacing("; <> yes; data", with: "")
    #expect(facts == "session; mx1.bigmail.example; 192.0.2.10; \(expected)")
  }

  @Test func `a client that is not accepted after client= has delivered nothing`() {
    let log = PostfixLog(
      lines: """
        smtpd 7 connect from mx1.bigmail.example[192.0.2.10]
        smtpd 7 4B3F10001: client=mx1.bigmail.example[192.0.2.10]
        smtpd 7 4B3F10001: reject: RCPT from mx1.bigmail.example[192.0.2.10]: 550 5.1.1 <x@postbox.example>: unknown; from=<a@bigmail.example> to=<x@postbox.example> proto=ESMTP helo=<mx1>
        smtpd 7 lost connection after RCPT from mx1.bigmail.example[192.0.2.10]
        smtpd 7 disconnect from mx1.bigmail.example[192.0.2.10] ehlo=1 mail=1 rcpt=1/2 commands=3/4
        smtpd 7 connect from unknown[203.0.113.9]
        """)
    #expect(
      log.summaries.first
        == "session; mx1.bigmail.example; 192.0.2.10; plaintext; quit=no; lostIdle; <> no; -x@postbox.example; rcptTo 550"
    )
  }

  @Test func `a queue id that is used again is another message`() {
    let log = PostfixLog(
      lines: """
        smtpd 7 connect from mx1.bigmail.example[192.0.2.10]
        smtpd 7 54013: client=mx1.bigmail.example[192.0.2.10]
        qmgr 10 54013: from=<a@bigmail.example>, size=900, nrcpt=1 (queue active)
        smtpd 7 disconnect from mx1.bigmail.example[192.0.2.10] ehlo=1 mail=1 rcpt=1 data=1 quit=1 commands=5
        qmgr 10 54013: removed
        smtpd 7 connect from mx2.bigmail.example[192.0.2.11]
        smtpd 7 54013: client=mx2.bigmail.example[192.0.2.11]
        qmgr 10 54013: from=<b@bigmail.example>, size=700, nrcpt=1 (queue active)
        smtpd 7 disconnect from mx2.bigmail.example[192.0.2.11] ehlo=1 mail=1 rcpt=1 bdat=2 quit=1 commands=6
        """)
    #expect(log.sessions.map(\.octetsDelivered) == [900, 700])
    #expect(log.sessions.map { $0.transactions[0].transfer } == [.data, .bdat])
    #expect(log.sessions[1].transactions[0].chunks == 2)
    #expect(log.coverage.flow.messagesQueued == 2)
  }

  @Test func `a handshake that fails has OpenSSL's reason, whichever line comes first`() {
    let log = PostfixLog(
      lines: """
        smtpd 7 connect from mx1.bigmail.example[192.0.2.10]
        smtpd 7 SSL_accept error from mx1.bigmail.example[192.0.2.10]: -1
        smtpd 7 warning: TLS library problem: error:0A0000C1:SSL routines::no shared cipher:../ssl/statem/statem_srvr.c:2220:
        smtpd 7 lost connection after STARTTLS from mx1.bigmail.example[192.0.2.10]
        smtpd 7 disconnect from mx1.bigmail.example[192.0.2.10] ehlo=1 starttls=0/1 commands=1/2
        """)
    #expect(
      log.summaries == [
        "session; mx1.bigmail.example; 192.0.2.10; failed; quit=no; lostInCommand; error=error:0A0000C1:SSL routines::no shared cipher"
      ])
  }

  @Test func `content that cleanup refuses belongs to the session that brought it`() {
    let log = PostfixLog(
      lines: """
        smtpd 7 connect from mx1.bigmail.example[192.0.2.10]
        smtpd 7 4B3F10001: client=mx1.bigmail.example[192.0.2.10]
        cleanup 9 4B3F10001: milter-reject: END-OF-MESSAGE from mx1.bigmail.example[192.0.2.10]: 5.7.1 Spam; from=<a@bigmail.example> to=<x@postbox.example> proto=ESMTP helo=<mx1>
        smtpd 7 disconnect from mx1.bigmail.example[192.0.2.10] ehlo=1 mail=1 rcpt=1 data=0/1 quit=1 commands=4/5
        """)
    #expect(
      log.summaries == [
        "session; mx1.bigmail.example; 192.0.2.10; plaintext; quit=yes; quit; <> no; endOfData 550"
      ])
    #expect(log.sessions[0].refusals[0].implied)
  }

  @Test func `a client that passes postscreen is one session, and one that does not is one too`() {
    let log = PostfixLog(
      lines: """
        postscreen 5 CONNECT from [192.0.2.10]:4001 to [198.51.100.26]:25
        postscreen 5 CONNECT from [203.0.113.9]:4002 to [198.51.100.26]:25
        postscreen 5 PASS OLD [192.0.2.10]:4001
        smtpd 7 connect from mx1.bigmail.example[192.0.2.10]
        postscreen 5 PREGREET 10 after 0.1 from [203.0.113.9]:4002: EHLO x\\r\\n
        smtpd 7 disconnect from mx1.bigmail.example[192.0.2.10] ehlo=1 quit=1 commands=2
        postscreen 5 NOQUEUE: reject: RCPT from [203.0.113.9]:4002: 550 5.5.1 Protocol error; from=<a@uni.example>, to=<x@postbox.example>, proto=ESMTP, helo=<x>
        postscreen 5 DISCONNECT [203.0.113.9]:4002
        """)
    #expect(
      log.summaries == [
        "session; ; 203.0.113.9; notLogged; quit=notLogged; notLogged; -x@postbox.example; rcptTo 550; earlyTalker",
        "session; mx1.bigmail.example; 192.0.2.10; plaintext; quit=yes; quit",
      ])
  }

  @Test func `a process that ends without a word accuses nobody`() {
    let log = PostfixLog(
      lines: """
        smtpd 7 connect from mx1.bigmail.example[192.0.2.10]
        smtpd 7 connect from mx2.bigmail.example[192.0.2.11]
        smtpd 7 fatal: no memory
        """)
    #expect(log.sessions.map(\.quit) == [.notLogged, .notLogged])
    #expect(log.sessions.map(\.ending) == [.notLogged, .killed])
    #expect(log.sessions.map(\.tls.state) == [.notLogged, .notLogged])
  }

  @Test func `a line that stands for several is counted so often`() {
    let log = PostfixLog(
      lines: """
        smtpd 7 connect from unknown[203.0.113.9]
        smtpd 7 NOQUEUE: reject: RCPT from unknown[203.0.113.9]: 550 5.1.1 unknown; from=<> to=<x@postbox.example> proto=SMTP helo=<x>
        smtpd 7 message repeated 3 times: [ NOQUEUE: reject: RCPT from unknown[203.0.113.9]: 550 5.1.1 unknown; from=<> to=<x@postbox.example> proto=SMTP helo=<x>]
        smtpd 7 disconnect from unknown[203.0.113.9] helo=1 mail=1 rcpt=0/4 quit=1 commands=3/7
        """)
    #expect(log.sessions[0].refusals.count == 4)
  }

  @Test func `clients that come twice within a second are two sessions`() {
    let line = "Dec  1 00:10:00 mail postfix/smtpd[7]: "
    let visit =
      "\(line)connect from localhost[127.0.0.1]\n"
      + "\(line)disconnect from localhost[127.0.0.1] quit=1 commands=1\n"
    let log = PostfixLog(Array((visit + visit).utf8))
    #expect(Set(log.sessions.map(\.id)).count == 2)
    let copy = PostfixLog(Array((visit + visit).utf8))
    #expect(copy.sessions.map(\.id) == log.sessions.map(\.id))
  }
}
