// SPDX-License-Identifier: Apache-2.0

extension InboundSessionTests {
  static let refusals: [SessionCase] = [
    SessionCase(
      "blocked at the greeting; the second record repeats it", .august2026,
      """
      I Session.cpp] connect from [203.0.113.100]
      I Session.cpp] client identity blocked: liar, claimed to be localhost
      E Session.cpp] bad host [203.0.113.100] liar, claimed to be localhost
      I smtp.cpp] CPU time 0.01 seconds
      """,
      gives: [
        "peer:  [203.0.113.100]",
        "refused: ehlo 550 5.7.1 implied liar, claimed to be localhost", "ended: refused",
      ]),
    SessionCase(
      "blocked before `connect from`", .august2026,
      """
      I DNS.cpp] using verified DNS server dns9.quad9.net[9.9.9.9]:domain-s
      E Session.cpp] bad host [203.0.113.90] FCrDNS registered domain badhost.example on static blocklist
      """,
      gives: [
        "peer:  [203.0.113.90]", "greeting: none ", "ended: refused",
        "refused: connect 554 5.7.1 implied [203.0.113.90] FCrDNS registered domain badhost.example on static blocklist",
      ]),
    SessionCase(
      "an early talker", .august2026,
      """
      I Session.cpp] input before any greeting from [203.0.113.66]
      E Session.cpp] bad host [203.0.113.66] input before any greeting
      """,
      gives: [
        "peer:  [203.0.113.66]", "offences: early-talker", "refused: connect 550 implied ",
        "ended: refused",
      ]),
    SessionCase(
      "an early talker, turned away with the reply of then", .june2018,
      """
      E Session.cpp] half greeting got unknown [203.0.113.66]
      """,
      gives: ["offences: early-talker", "refused: connect 421 4.3.2 implied ", "ended: refused"]),
    SessionCase(
      "a sender on our own list, with the reply of then", .june2018,
      """
      I Session.cpp] EHLO mx.example from [203.0.113.70]
      W Session.cpp] verify sender failed: spammer@uni.example bad sender
      """,
      gives: ["refused: mailFrom 501 5.1.8 implied spammer@uni.example bad sender"]),
    SessionCase(
      "a sender on another's list, with the reply of then", .june2018,
      """
      I Session.cpp] EHLO mx.example from [203.0.113.70]
      W Session.cpp] verify sender failed: spamdom.example blocked on advice of multi.surbl.org
      """,
      gives: [
        "refused: mailFrom 550 5.7.1 implied spamdom.example blocked on advice of multi.surbl.org"
      ]),
    SessionCase(
      "an AUTH attempt", .june2018,
      """
      I Session.cpp] EHLO smtp.letterbox.example from [203.0.113.60]
      I Session.cpp] AUTH
      """,
      gives: ["refused: auth 454 4.7.0 implied ", "ended: refused"]),
    SessionCase(
      "commands out of order, tolerated", .june2018,
      """
      W Session.cpp] 'MAIL FROM' before HELO/EHLO from mx.example [203.0.113.10]
      I Session.cpp] EHLO mx.example from [203.0.113.10]
      W Session.cpp] 'RCPT TO' before 'MAIL FROM' from mx.example [203.0.113.10]
      I Session.cpp] QUIT
      """,
      gives: [
        "refused: mailFrom 503 5.5.1 implied 'MAIL FROM' before HELO/EHLO from mx.example [203.0.113.10]",
        "offences: out-of-order out-of-order", "ended: quit, said QUIT",
      ]),
    SessionCase(
      "recipients refused, with the paths that the log shows", .june2018,
      """
      I Session.cpp] EHLO mx.example from [203.0.113.10]
      I Session.cpp] MAIL FROM:<a@mx.example>
      W Session.cpp] relay access denied for domain elsewhere.example
      W Session.cpp] bad recipient nobody@ghsmtp.example
      I Session.cpp] RCPT TO:<gene@ghsmtp.example>
      I Session.cpp] QUIT
      """,
      gives: [
        "refused: rcptTo 554 5.7.1 implied relay access denied for domain elsewhere.example",
        "refused: rcptTo <nobody@ghsmtp.example> 550 5.1.1 implied bad recipient nobody@ghsmtp.example",
        "mail: <a@mx.example> to <nobody@ghsmtp.example> refused to <gene@ghsmtp.example> ? octets",
      ]),
    SessionCase(
      "after a refused chunk the message is taken for commands: one offence", .august2026,
      """
      I Session.cpp] EHLO mx.example from [203.0.113.10]
      I Session.cpp] MAIL FROM:<a@mx.example>
      I Session.cpp] RCPT TO:<gene@ghsmtp.example>
      W Session.cpp] BDAT size error
      I smtp.cpp] bogus_cmd_long
      W Session.cpp] command unrecognized: "ck brown fox jumps over the lazy dog.\\r\\n"
      I smtp.cpp] bogus_cmd_long
      W Session.cpp] command unrecognized: "The quick brown fox jumps over the lazy dog.\\r\\n"
      E Session.cpp] 20 unrecognized commands is too many
      I smtp.cpp] CPU time 0.01 seconds
      """,
      gives: [
        "refused: bdat 552 5.3.4 implied BDAT size error", "offences: body-as-commands",
        "ended: refused",
      ]),
    SessionCase(
      "too many unknown commands: the last reply is counted once", .june2018,
      """
      I Session.cpp] EHLO mx.example from [203.0.113.10]
      W Session.cpp] command unrecognized: "JUNK19 word\\r\\n"
      W Session.cpp] 20 unrecognized commands is too many
      I Session.cpp] CPU time 0.01 seconds
      """,
      gives: [
        #"refused: other 500 5.5.1 implied command unrecognized: "JUNK19 word\r\n""#,
        "offences: unrecognised-command", "ended: refused",
      ]),
  ]

  static let handshakes: [SessionCase] = [
    SessionCase(
      "a name that we hold no certificate for, a failed handshake", .june2018,
      """
      I Session.cpp] EHLO from []
      I TLS-OpenSSL.cpp] no cert found for
      W TLS-OpenSSL.cpp] error:140943F2:SSL routines:ssl3_read_bytes:sslv3 alert unexpected message
      W TLS-OpenSSL.cpp] fatal OpenSSL error
      """,
      gives: [
        "tls: failed error:140943F2:SSL routines:ssl3_read_bytes:sslv3 alert unexpected message",
        "no certificate for: ", "ended: lost-in-command",
      ]),
    SessionCase(
      "a handshake that the peer walked away from leaves next to nothing", .june2018,
      """
      I Session.cpp] EHLO mx.example from [203.0.113.10]
      I TLS-OpenSSL.cpp] SSL_accept returned SSL_ERROR_ZERO_RETURN
      """,
      gives: [
        "tls: failed SSL_accept returned SSL_ERROR_ZERO_RETURN", "ended: lost-idle",
      ]),
    SessionCase(
      "plaintext in the same session after a failed handshake", .august2026,
      """
      I Session.cpp] EHLO mx.example from [203.0.113.10]
      W TLS-OpenSSL.cpp] SSL_ERROR_ZERO_RETURN
      W TLS-OpenSSL.cpp] fatal OpenSSL error
      I Session.cpp] failed STARTTLS
      I Session.cpp] MAIL FROM:<a@mx.example>
      I Session.cpp] QUIT
      """,
      gives: ["tls: failed SSL_ERROR_ZERO_RETURN continued", "ended: quit, said QUIT"]),
    SessionCase(
      "TLS of a connection by which the server forwards is not that of the peer", .august2026,
      """
      I Session.cpp] EHLO mx.example from [203.0.113.10]
      I Session.cpp] MAIL FROM:<a@mx.example>
      I Send.cpp] trying mx.full.example
      I Send.cpp] C: STARTTLS
      I Send.cpp] S: 220 go
      I TLS-OpenSSL.cpp] preverify_ok; depth=0 subject_name=«/CN=mx.full.example»
      I TLS-OpenSSL.cpp] server certificate verified
      I TLS-OpenSSL.cpp] verified peername: mx.full.example
      I Send.cpp] C: EHLO mail.ghsmtp.example
      I Session.cpp] RCPT TO:<gene@ghsmtp.example> forwarding to == <friend@full.example>
      I Session.cpp] BDAT 1000 LAST
      I Session.cpp] message delivered, 1700 octets, with id 6f81ugnzjroaq
      I Send.cpp] C: QUIT
      I Send.cpp] S: 221 bye
      I TLS-OpenSSL.cpp] SSL_read returned zero
      """,
      gives: ["tls: plaintext", "ended: lost-after-message"]),
    SessionCase(
      "who is on a block list is named by the sentence alone", .august2026,
      """
      I Session.cpp] IP address 203.0.113.92 on static blocklist
      +400
      I Session.cpp] FCrDNS spam.badhost.example on static blocklist
      +400
      I Session.cpp] FCrDNS registered domain badhost.example on static blocklist
      +400
      I Session.cpp] IP address 203.0.113.91 blocked: spamhaus.org returned 127.0.0.4
      +400
      E Session.cpp] unknown [203.0.113.93] blocked by zen.spamhaus.org
      """,
      gives: ["peer:  [203.0.113.92]"], ["peer: spam.badhost.example []"],
      ["peer: badhost.example []"], ["peer:  [203.0.113.91]"], ["peer:  [203.0.113.93]"]),
    SessionCase(
      "a failed handshake that ended the process", .june2018,
      """
      I Session.cpp] EHLO mx.example from [203.0.113.10]
      W TLS-OpenSSL.cpp] error:0A000418:SSL routines::tlsv1 alert unknown ca
      F TLS-OpenSSL.cpp] fatal OpenSSL error
      *** Check failure stack trace: ***
      """,
      gives: [
        "tls: failed error:0A000418:SSL routines::tlsv1 alert unknown ca", "ended: lost-in-command",
      ]),
    SessionCase(
      "a handshake that ran out of time", .august2026,
      """
      I Session.cpp] EHLO mx.example from [203.0.113.10]
      +60
      F TLS-OpenSSL.cpp] Check failed: POSIX::input_ready(fd_in, time_left) tls timed out on input_ready
      """,
      gives: [
        "tls: failed POSIX::input_ready(fd_in, time_left) tls timed out on input_ready",
        "ended: time-out",
      ]),
    SessionCase(
      "a certificate that does not verify, and a read error afterwards", .june2018,
      """
      I Session.cpp] EHLO mx.example from [203.0.113.10]
      I TLS-OpenSSL.cpp] verify error:num=18:self signed certificate: depth=0:/CN=mx.example
      W TLS-OpenSSL.cpp] client certificate failed to verify
      I Session.cpp] STARTTLS version=TLSv1.3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256
      I Session.cpp] EHLO mx.example from [203.0.113.10]
      W TLS-OpenSSL.cpp] error:0A000126:SSL routines::unexpected eof while reading
      W TLS-OpenSSL.cpp] fatal OpenSSL error
      """,
      gives: [
        "tls: encrypted certificate offeredBad TLSv1.3 TLS_AES_256_GCM_SHA384 256 verify 18 self signed certificate",
        "ended: lost-idle",
      ]),
    SessionCase(
      "STARTTLS after HELO is refused, and no handshake", .august2026,
      """
      I Session.cpp] HELO mx.example from [203.0.113.10]
      W Session.cpp] STARTTLS issued without using EHLO
      I Session.cpp] QUIT
      """,
      gives: [
        "greeting: HELO mx.example", "tls: plaintext", "offences: starttls-out-of-place",
        "ended: quit, said QUIT",
      ]),
  ]
}
