// SPDX-License-Identifier: Apache-2.0

/// A command, a connection or a message was refused. The reply code is never logged, only whether the
/// refusal is for good; the text may differ from what the client was told. A message that is refused
/// has the same words whether it came by DATA or by BDAT.
enum EximRejection: EximPattern {
  static let name = "rejection"
  static let meaning = "A command, a connection or a message was refused, and why."
  static let place = EximPlace.behindHost
  static let openings: [StaticString] = [" rejected ", " temporarily rejected "]
  static let samples = [
    EximSample(
      "H=mta2.uni.example [203.0.113.41]:46241 X=TLS1.3:ECDHE_X25519__RSA_PSS_RSAE_SHA256__AES_256_GCM:256 CV=no SNI=mail.exim-mx.example F=<noreply@uni.example> rejected RCPT <nobody@exim-mx.example>: Unrouteable address",
      gives:
        "refused name=mta2.uni.example address=203.0.113.41 port=46241 verb=rcptTo suite=TLS1.3:ECDHE_X25519__RSA_PSS_RSAE_SHA256__AES_256_GCM:256 verified=no sender=noreply@uni.example recipient=nobody@exim-mx.example in-transaction detail=Unrouteable address"
    ),
    EximSample(
      "  DSH=mta4.letterbox.example [2001:db8:2::4] F=<> temporarily rejected RCPT <\"q r%s\"@exim-mx.example>: greylisted",
      versions: "4.96",
      gives:
        "refused name=mta4.letterbox.example address=2001:db8:2::4 verb=rcptTo temporary sender=<> recipient=\"q r%s\"@exim-mx.example in-transaction detail=greylisted"
    ),
    EximSample(
      "H=mta1.oldpost.example (OLDPOST) [203.0.113.70] F=<cron@oldpost.example> rejected after DATA: spam score 17.3",
      id: true,
      gives:
        "refused name=mta1.oldpost.example helo=OLDPOST address=203.0.113.70 verb=endOfData sender=cron@oldpost.example in-transaction detail=spam score 17.3"
    ),
    EximSample(
      "H=(ylmf-pc) [203.0.113.246] rejected MAIL <a@blocked.example>: 5.7.1 Sender blocked",
      gives:
        "refused helo=ylmf-pc address=203.0.113.246 verb=mailFrom sender=a@blocked.example detail=5.7.1 Sender blocked"
    ),
    EximSample(
      "H=(203.0.113.99) [203.0.113.226] rejected EHLO or HELO 203.0.113.99: Helo is a bare address",
      gives:
        "refused helo=203.0.113.99 address=203.0.113.226 verb=ehlo detail=Helo is a bare address"),
    EximSample(
      "H=[203.0.113.243] temporarily rejected connection in \"connect\" ACL: 4.7.0 Try again later",
      gives: "refused address=203.0.113.243 verb=connect temporary detail=4.7.0 Try again later"),
    EximSample(
      "H=(x) [203.0.113.4] rejected VRFY alice: no",
      gives: "refused helo=x address=203.0.113.4 verb=vrfy detail=no"),
    EximSample(
      "H=(x) [203.0.113.4] rejected DATA: out of tea",
      gives: "refused helo=x address=203.0.113.4 verb=data detail=out of tea"),
    EximSample(
      "H=(x) [203.0.113.4] rejected STARTTLS: no",
      gives: "refused helo=x address=203.0.113.4 verb=startTLS detail=no"),
  ]

  static func match(_ cursor: inout MessageCursor, into statement: inout EximStatement) -> Bool {
    if cursor.skip(" temporarily rejected ") {
      statement.marks.insert(.temporary)
    } else if !cursor.skip(" rejected ") {
      return false
    }
    statement.kind = .refused
    statement.marks.formUnion([.rejected, .statesTLS])
    switch true {
    case cursor.skip("RCPT"):
      statement.verb = .rcptTo
      statement.marks.insert(.inTransaction)
      if cursor.skip(" "), let path = EximPath.bracketed(&cursor) { statement.recipient = path }
    case cursor.skip("MAIL"):
      statement.verb = .mailFrom
      if cursor.skip(" "), let path = EximPath.bracketed(&cursor) {
        statement.sender = path
        statement.marks.insert(.sender)
      }
    case cursor.skip("after "), cursor.skip("during "):
      // DATA, DKIM, PRDR; MIME parts.
      statement.verb = .endOfData
      statement.marks.insert(.inTransaction)
    case cursor.skip("by "):
      statement.verb = .endOfData
      statement.marks.insert(.inTransaction)
      statement.detail = cursor.rest()
      return true
    case cursor.skip("EHLO"): statement.verb = .ehlo
    case cursor.skip("HELO"): statement.verb = .helo
    case cursor.skip("connection"): statement.verb = .connect
    case cursor.skip("DATA"): statement.verb = .data
    case cursor.skip("BDAT"): statement.verb = .bdat
    case cursor.skip("AUTH"): statement.verb = .auth
    case cursor.skip("STARTTLS"): statement.verb = .startTLS
    case cursor.skip("QUIT"): statement.verb = .quit
    case cursor.skip("VRFY"), cursor.skip("EXPN"): statement.verb = .vrfy
    default: statement.verb = .other
    }
    _ = cursor.take(through: ": ")
    statement.detail = cursor.rest()
    return true
  }
}
