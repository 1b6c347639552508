// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import SessionLog

@Suite struct OutboundSessionTests {
  @Test(arguments: deliveries + refusals + connections)
  func `an outbound session has the facts of its log`(sample: SessionCase) {
    let summaries = sample.assembled.sessions.map {
      $0.summary.split(separator: "\n").map(String.init)
    }
    #expect(summaries.count == sample.expected.count, "\(summaries)")
    for (summary, expected) in zip(summaries, sample.expected) {
      #expect(summary.first == "direction: outbound")
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

  @Test func `attempts that never connected are counted apart`() {
    let log = SessionCase(
      "", .june2018,
      """
      I snd.cpp]  from_mbx == gene@ghsmtp.example
      I snd.cpp]  to_mbx == friend@full.example
      I snd.cpp] trying mx1.full.example:smtp
      W snd.cpp] connect failed 198.51.100.1:25: Connection refused [111]
      I snd.cpp] trying mx2.full.example:smtp
      I snd.cpp] skipping
      """
    ).assembled
    #expect(log.sessions.isEmpty)
    #expect(log.tally.attemptsFailed == 1)
    #expect(log.tally.attemptsSkipped == 1)
    #expect(log.tally.recordsOutsideSessions == 6)
  }

  @Test func `why the client left a server is kept in its words, until it goes on all the same`() {
    let opening = """
      I snd.cpp] trying mx.nochunk.example:smtp
      I snd.cpp] connected to 198.51.100.101:25
      I snd.cpp]  S: 220 mx.nochunk.example ESMTP
      I snd.cpp] C: EHLO mail.ghsmtp.example
      I snd.cpp]  S: 250 mx.nochunk.example
      W snd.cpp] no SMTPUTF8, skipping
      """
    let mail = "\nI snd.cpp] C: MAIL FROM:<a@b.example>"
    for (log, words) in [(opening, "no SMTPUTF8, skipping"), (opening + mail, "")] {
      let sessions = SessionCase("", .june2018, log).assembled.sessions
      #expect(sessions.map { $0.string($0.gaveUp) } == [words])
    }
  }

  static let deliveries: [SessionCase] = [
    SessionCase(
      "June 2018: the chunk goes out before the replies to MAIL and RCPT", .june2018,
      """
      I snd.cpp]  from_mbx == gene@ghsmtp.example
      I snd.cpp]  to_mbx == friend@full.example
      I snd.cpp] trying mx.full.example:smtp
      I snd.cpp] connected to 198.51.100.100:25
      I snd.cpp]  S: 220-mx.full.example ESMTP FullMail ready
      I snd.cpp]  S: 220 All transactions are logged.
      I snd.cpp] C: EHLO mail.ghsmtp.example
      I snd.cpp]  S: 250-mx.full.example at your service
      I snd.cpp]  S: 250-STARTTLS
      I snd.cpp]  S: 250 CHUNKING
      I snd.cpp] C: STARTTLS
      I snd.cpp]  S: 220 2.0.0 Ready to start TLS
      I TLS-OpenSSL.cpp] server certificate verified
      I TLS-OpenSSL.cpp] verified peername: mx.full.example
      I snd.cpp] C: EHLO mail.ghsmtp.example
      I snd.cpp]  S: 250-mx.full.example at your service
      I snd.cpp]  S: 250-CHUNKING
      I snd.cpp]  S: 250 AUTH PLAIN LOGIN
      I snd.cpp] C: MAIL FROM:<gene@ghsmtp.example> SIZE=373 BODY=BINARYMIME SMTPUTF8
      I snd.cpp] C: RCPT TO:<friend@full.example>
      I snd.cpp] C: BDAT 373 LAST
      I snd.cpp]  S: 250 2.1.0 Ok
      I snd.cpp]  S: 250 2.1.5 Ok
      I snd.cpp]  S: 250 2.0.0 OK 1795433236 q63-sm373 - mx.full.example
      I snd.cpp] mail was sent successfully
      I snd.cpp] C: QUIT
      I snd.cpp]  S: 221 2.0.0 mx.full.example closing connection
      """,
      gives: [
        "peer: mx.full.example [198.51.100.100]", "greeting: EHLO mx.full.example",
        "domain: full.example", "tls: verified pkix certificate good",
        "offered before TLS: STARTTLS, CHUNKING", "offered after TLS: CHUNKING, AUTH PLAIN LOGIN",
        "mail: <gene@ghsmtp.example> SIZE=373 BODY=BINARYMIME SMTPUTF8 to <friend@full.example> bdat/1 373 octets delivered",
        "ended: quit, said QUIT", "no refused",
      ]),
    SessionCase(
      "2018-06-13: only the first line of a reply has a header; DATA, size as declared", .june2018,
      """
      I snd.cpp]  S: 220 mx.nochunk.example ESMTP Postfix
      I snd.cpp] C: EHLO mail.ghsmtp.example
      I snd.cpp]  S: 250-mx.nochunk.example Hello
      250-PIPELINING
      250 8BITMIME
      I snd.cpp] C: MAIL FROM:<gene@ghsmtp.example> SIZE=374
      I snd.cpp] C: RCPT TO:<user@nochunk.example>
      I snd.cpp] C: DATA
      I snd.cpp]  S: 250 2.1.0 Ok
      I snd.cpp]  S: 250 2.1.5 Ok
      I snd.cpp]  S: 354 End data with <CR><LF>.<CR><LF>
      I snd.cpp]  S: 250 2.0.0 Ok: queued as 4F000040
      I snd.cpp] C: QUIT
      I snd.cpp]  S: 221 2.0.0 Bye
      """,
      gives: [
        "tls: plaintext", "domain: nochunk.example", "offered before TLS: PIPELINING, 8BITMIME",
        "mail: <gene@ghsmtp.example> SIZE=374 to <user@nochunk.example> data/0 374 octets delivered",
      ]),
    SessionCase(
      "names blanked by an author, later lines blanked to the header's width", .june2018,
      """
      I snd.cpp]  S: 220 ESMTP 81-v6si3174433pfz.334 - gsmtp
      I snd.cpp] C: EHLO
      I snd.cpp]  S: at your service, […]
                                                S: 250-STARTTLS
                                                S: 250 SMTPUTF8
      I snd.cpp] C: STARTTLS
      I snd.cpp]  S: 220 2.0.0 Ready to start TLS
      I snd.cpp] C: EHLO
      I snd.cpp]  S: at your service, […]
                                                S: 250-CHUNKING
                                                S: 250 SMTPUTF8
      I snd.cpp] C: MAIL FROM:<"."> SIZE=1138
      I snd.cpp] C: RCPT TO:<>
      I snd.cpp] C: BDAT 1138 LAST
      I snd.cpp]  S: 553-5.1.2 The sender address <> is not a valid RFC-5321
                                                S: 553 5.1.2 address. 81-v6si3174433pfz.334 - gsmtp
      I snd.cpp]  C: QUIT
      """,
      gives: [
        "greeting: EHLO ", "tls: encrypted", "offered before TLS: STARTTLS, SMTPUTF8",
        "offered after TLS: CHUNKING, SMTPUTF8",
        #"refused: mailFrom <"."> 553 5.1.2 5.1.2 The sender address <> is not a valid RFC-5321 / 5.1.2 address. 81-v6si3174433pfz.334 - gsmtp"#,
        #"mail: <"."> SIZE=1138 refused to <> refused bdat/1 1138 octets"#,
        "ended: quit-without-waiting, said QUIT",
      ]),
    SessionCase(
      "EHLO refused, HELO whose reply is never logged", .june2018,
      """
      I snd.cpp]  S: 220 mx.heloonly.example ESMTP ready
      I snd.cpp] C: EHLO mail.ghsmtp.example
      I snd.cpp]  S: 502 5.5.2 Error: command not recognized
      W snd.cpp] ehlo response was not in the affirmative, trying HELO
      I snd.cpp] C: HELO mail.ghsmtp.example
      I snd.cpp] C: MAIL FROM:<gene@ghsmtp.example>
      I snd.cpp]  S: 250 2.1.0 Ok
      I snd.cpp] C: RCPT TO:<user@heloonly.example>
      I snd.cpp]  S: 250 2.1.5 Ok
      I snd.cpp] C: DATA
      I snd.cpp]  S: 354 End data
      I snd.cpp]  S: 250 2.0.0 OK
      I snd.cpp] C: QUIT
      I snd.cpp]  S: 221 2.0.0 Bye
      """,
      gives: [
        "greeting: HELO mx.heloonly.example",
        "refused: ehlo 502 5.5.2 5.5.2 Error: command not recognized",
        "mail: <gene@ghsmtp.example> to <user@heloonly.example> data/0 ? octets delivered",
        "ended: quit, said QUIT",
      ]),
    SessionCase(
      "PRDR: one reply for each recipient, then one for all", .august2026,
      """
      I snd.cpp]  S: 220 mx.prdr.example ESMTP ready
      I snd.cpp] C: EHLO mail.ghsmtp.example
      I snd.cpp]  S: 250 mx.prdr.example
      I snd.cpp] C: MAIL FROM:<gene@ghsmtp.example> PRDR
      I snd.cpp] C: RCPT TO:<user@prdr.example>
      I snd.cpp] C: RCPT TO:<two@prdr.example>
      I snd.cpp]  S: 250 2.1.0 Ok
      I snd.cpp]  S: 250 2.1.5 Ok
      I snd.cpp]  S: 250 2.1.5 Ok
      I snd.cpp] C: BDAT 339 LAST
      I snd.cpp]  S: 353 per recipient responses follow
      I snd.cpp]  S: 250 2.1.5 recipient 0 ok
      I snd.cpp]  S: 550 5.7.1 recipient 1 says spam
      I snd.cpp] some mail was *NOT* sent successfully
      I snd.cpp] C: QUIT
      I snd.cpp]  S: 250 2.0.0 done
      """,
      gives: [
        "refused: endOfData <two@prdr.example> 550 5.7.1 5.7.1 recipient 1 says spam",
        "mail: <gene@ghsmtp.example> PRDR to <user@prdr.example> to <two@prdr.example> bdat/1 339 octets delivered",
        "ended: quit-without-waiting, said QUIT",
      ]),
  ]

  static let refusals: [SessionCase] = [
    SessionCase(
      "a recipient refused in several lines; the client's summary adds nothing", .june2018,
      """
      I snd.cpp]  S: 220 mx.full.example ESMTP
      I snd.cpp] C: EHLO mail.ghsmtp.example
      I snd.cpp]  S: 250 mx.full.example
      I snd.cpp] C: MAIL FROM:<gene@ghsmtp.example>
      I snd.cpp] C: RCPT TO:<"a > b"@strict.example>
      I snd.cpp]  S: 250 2.1.0 Ok
      I snd.cpp]  S: 553-5.1.2 We weren't able to find
      I snd.cpp]  S: 553 5.1.2 <a > b@strict.example> is not a valid address
      E snd.cpp] RCPT TO returned 553
      I snd.cpp]  C: QUIT
      """,
      gives: [
        #"refused: rcptTo <"a > b"@strict.example> 553 5.1.2 5.1.2 We weren't able to find / 5.1.2 <a > b@strict.example> is not a valid address"#,
        #"mail: <gene@ghsmtp.example> to <"a > b"@strict.example> refused ? octets"#,
        "ended: quit-without-waiting, said QUIT",
      ]),
    SessionCase(
      "STARTTLS refused, handshake tried all the same, process aborted", .june2018,
      """
      I snd.cpp]  S: 220 mx.brokentls.example ESMTP ready
      I snd.cpp] C: EHLO mail.ghsmtp.example
      I snd.cpp]  S: 250-mx.brokentls.example
      I snd.cpp]  S: 250 STARTTLS
      I snd.cpp] C: STARTTLS
      I snd.cpp]  S: 454 4.7.0 TLS not available due to local problem
      W TLS-OpenSSL.cpp] error:0A00010B:SSL routines::wrong version number
      W TLS-OpenSSL.cpp] fatal OpenSSL error
      I snd.cpp] C: EHLO mail.ghsmtp.example
      F snd.cpp] Check failed: (parse<RFC5321::ehlo_ok_rsp, RFC5321::action>(in, cnn)) 
      """,
      gives: [
        "refused: startTLS 454 4.7.0 4.7.0 TLS not available due to local problem",
        "tls: failed error:0A00010B:SSL routines::wrong version number",
        "offered before TLS: STARTTLS", "ended: killed",
      ]),
    SessionCase(
      "a message refused at its end", .june2018,
      """
      I snd.cpp]  S: 220 mx.tempfail.example ESMTP ready
      I snd.cpp] C: EHLO mail.ghsmtp.example
      I snd.cpp]  S: 250 mx.tempfail.example
      I snd.cpp] C: MAIL FROM:<gene@ghsmtp.example>
      I snd.cpp] C: RCPT TO:<user@tempfail.example>
      I snd.cpp] C: BDAT 375 LAST
      I snd.cpp]  S: 250 2.1.0 Ok
      I snd.cpp]  S: 250 2.1.5 Ok
      I snd.cpp]  S: 452 4.3.1 mailbox full
      E snd.cpp] BDAT returned 452
      I snd.cpp]  C: QUIT
      """,
      gives: [
        "refused: bdat 452 4.3.1 4.3.1 mailbox full",
        "mail: <gene@ghsmtp.example> to <user@tempfail.example> bdat/1 375 octets",
        "ended: quit-without-waiting, said QUIT",
      ]),
    SessionCase(
      "421 in the middle", .june2018,
      """
      I snd.cpp]  S: 220 mx.example ESMTP ready
      I snd.cpp] C: EHLO mail.ghsmtp.example
      I snd.cpp]  S: 250 mx.example
      I snd.cpp] C: MAIL FROM:<gene@ghsmtp.example>
      I snd.cpp]  S: 421 4.3.2 shutting down
      """,
      gives: [
        "refused: mailFrom <gene@ghsmtp.example> 421 4.3.2 4.3.2 shutting down", "ended: refused",
      ]),
  ]

  static let connections: [SessionCase] = [
    SessionCase(
      "two hosts, both refuse at the banner: two sessions of one process", .june2018,
      """
      I snd.cpp]  from_mbx == gene@ghsmtp.example
      I snd.cpp]  to_mbx == user@hangup.example
      I snd.cpp] trying mx.hangup.example:smtp
      I snd.cpp] connected to 198.51.100.111:25
      I snd.cpp]  S: 554-mx.hangup.example ESMTP
      I snd.cpp]  S: 554 5.7.1 Your IP 198.51.100.25 has poor reputation
      W snd.cpp] greeting was not in the affirmative, skipping
      I snd.cpp] trying mx2.hangup.example:smtp
      I snd.cpp] connected to 198.51.100.211:25
      I snd.cpp]  S: 421 4.7.0 mx2.hangup.example too many connections, try again later
      W snd.cpp] greeting was not in the affirmative, skipping
      E snd.cpp] we ran out of hosts to try
      """,
      gives: [
        "peer: mx.hangup.example [198.51.100.111]", "domain: hangup.example",
        "refused: connect 554 5.7.1 mx.hangup.example ESMTP / 5.7.1 Your IP 198.51.100.25 has poor reputation",
        "ended: refused",
      ],
      [
        "peer: mx2.hangup.example [198.51.100.211]", "domain: hangup.example", "ended: refused",
      ]),
    SessionCase(
      "a host that cannot be reached, then one that can: one session", .june2018,
      """
      I snd.cpp]  to_mbx == user@size.example
      I snd.cpp] trying mx.size.example:smtp
      W snd.cpp] connect failed 198.51.100.1:25: Connection refused [111]
      I snd.cpp] trying mx2.size.example:smtp
      I snd.cpp] connected to [2001:db8::2]:25
      I snd.cpp]  S: 220 mx2.size.example ESMTP
      I snd.cpp] C: QUIT
      I snd.cpp]  S: 221 Bye
      """,
      gives: ["peer: mx2.size.example [2001:db8::2]", "ended: quit, said QUIT"]),
    SessionCase(
      "DANE: a TLSA record matched", .june2018,
      """
      I snd.cpp] trying mx.dane.sec.example:smtp
      I snd.cpp]  S: 220 mx.dane.sec.example ESMTP
      I snd.cpp] C: EHLO mail.ghsmtp.example
      I snd.cpp]  S: 250 STARTTLS
      I snd.cpp] C: STARTTLS
      I snd.cpp]  S: 220 2.0.0 Ready to start TLS
      I TLS-OpenSSL.cpp] DANE TLSA 3 1 1 [0123456789ab...] matched EE certificate at depth 0
      I TLS-OpenSSL.cpp] server certificate verified
      I snd.cpp] C: QUIT
      """,
      gives: ["tls: verified daneEE certificate good", "ended: quit-without-waiting, said QUIT"]),
    SessionCase(
      "the client leaves a host that cannot take the message", .june2018,
      """
      I snd.cpp]  S: 220 mx.nochunk.example ESMTP
      I snd.cpp] C: EHLO mail.ghsmtp.example
      I snd.cpp]  S: 250 mx.nochunk.example
      W snd.cpp] no SMTPUTF8, skipping
      """,
      gives: ["ended: lost-idle", "no mail"]),
    SessionCase(
      "the server is gone in the middle of a command", .june2018,
      """
      I snd.cpp]  S: 220 mx.example ESMTP
      I snd.cpp] C: EHLO mail.ghsmtp.example
      """,
      gives: ["greeting: HELO mx.example", "ended: lost-in-command"]),
  ]
}
