// SPDX-License-Identifier: Apache-2.0

/// A delivery to an address failed for good.
enum EximFailure: EximPattern {
  static let name = "failure"
  static let meaning = "A delivery failed for good, and why."
  static let place = EximPlace.start
  static let openings: [StaticString] = ["** "]
  static let samples = [
    EximSample(
      "** a b@strict.example <\"a b\"@strict.example> R=dnslookup T=remote_smtp H=mx.strict.example [192.0.2.34] X=TLS1.3:TLS_AES_256_GCM_SHA384:256 CV=yes DN=\"/CN=mx.strict.example\": SMTP error from remote mail server after RCPT TO:<\"a b\"@strict.example>: 553 5.1.2 no such recipient",
      id: true,
      gives:
        "failed name=mx.strict.example address=192.0.2.34 verb=rcptTo suite=TLS1.3:TLS_AES_256_GCM_SHA384:256 verified=yes subject=/CN=mx.strict.example recipient=\"a b\"@strict.example parent detail=553 5.1.2 no such recipient"
    ),
    EximSample(
      "** user@mail550.example R=dnslookup T=remote_smtp H=mx.mail550.example [192.0.2.23]: SMTP error from remote mail server after pipelined MAIL FROM:<sender@exim-mx.example> SIZE=2123: 550 5.7.1 not accepted",
      id: true,
      gives:
        "failed name=mx.mail550.example address=192.0.2.23 verb=mailFrom recipient=user@mail550.example detail=550 5.7.1 not accepted"
    ),
    EximSample(
      "** old@mail550.example R=dnslookup T=remote_smtp: SMTP error from remote mail server after end of data: host mx.mail550.example [192.0.2.23]: 550 no",
      id: true, versions: "–4.84",
      gives:
        "failed name=mx.mail550.example address=192.0.2.23 verb=endOfData recipient=old@mail550.example detail=550 no"
    ),
    EximSample(
      "** prdrno@prdr.example R=dnslookup T=remote_smtp H=mx.prdr.example [192.0.2.37]: PRDR error after DATA: 550 5.7.1 not for me",
      id: true, versions: "4.83–",
      gives:
        "failed name=mx.prdr.example address=192.0.2.37 verb=endOfData recipient=prdrno@prdr.example prdr detail=550 5.7.1 not for me"
    ),
    EximSample(
      "** user@brokentls.example R=forcetls T=remote_smtp_require H=mx.brokentls.example [192.0.2.13]: TLS session: (SSL_connect): error:0A00010B:SSL routines::wrong version number",
      id: true, versions: "4.90–",
      gives:
        "failed name=mx.brokentls.example address=192.0.2.13 recipient=user@brokentls.example handshake-failed detail=error:0A00010B:SSL routines::wrong version number"
    ),
    EximSample(
      "** user@nosuch.example: Unrouteable address", id: true,
      gives: "failed recipient=user@nosuch.example local detail=Unrouteable address"),
    EximSample(
      "** user@slow.example: retry timeout exceeded", id: true,
      gives: "failed recipient=user@slow.example local detail=retry timeout exceeded"),
  ]

  static func match(_ cursor: inout MessageCursor, into statement: inout EximStatement) -> Bool {
    guard statement.hasID, cursor.skip("** ") else { return false }
    statement.kind = .failed
    statement.readDelivery(&cursor)
    statement.readRemote(&cursor)
    if cursor.skip(": ") { statement.readRemoteFailure(&cursor) }
    return true
  }
}

extension EximStatement {
  /// Why a remote delivery failed: which command the server's reply was to, and the reply.
  mutating func readRemoteFailure(_ cursor: inout MessageCursor) {
    if cursor.skip("SMTP error from remote mail server after ")
      || cursor.skip("SMTP error from remote mailer after ")
      || cursor.skip("LMTP error after ")
    {
      verb = Self.verb(&cursor)
      // Up to 4.84 the host stands here.
      if cursor.skip("host "), let remote = EximHost.read(&cursor) {
        host = remote
        marks.remove(.local)
        _ = cursor.skip(": ")
      }
    } else if cursor.skip("PRDR error after ") {
      verb = Self.verb(&cursor)
      verb = .endOfData
      marks.insert(.perRecipient)
    } else if cursor.skip("TLS session: ") {
      var failure = EximStatement()
      failure.readTLSFailure(&cursor)
      detail = failure.detail
      if failure.kind == .handshakeFailed { marks.insert(.handshakeFailed) }
      return
    }
    detail = cursor.rest()
  }

  /// `["pipelined "] command ": "`, as Exim writes a command that it sent.
  private static func verb(_ cursor: inout MessageCursor) -> SessionEvent.Verb {
    _ = cursor.skip("pipelined ")
    let verb: SessionEvent.Verb =
      if cursor.sees("RCPT TO:<") {
        .rcptTo
      } else if cursor.sees("MAIL FROM:<") {
        .mailFrom
      } else if cursor.sees("end of data") || cursor.sees("sending data block") {
        .endOfData
      } else if cursor.sees("DATA") {
        .data
      } else if cursor.sees("BDAT") {
        .bdat
      } else if cursor.sees("initial connection") {
        .connect
      } else if cursor.sees("EHLO") {
        .ehlo
      } else if cursor.sees("HELO") {
        .helo
      } else if cursor.sees("AUTH") {
        .auth
      } else if cursor.sees("STARTTLS") {
        .startTLS
      } else {
        .other
      }
    if verb == .rcptTo || verb == .mailFrom {
      cursor.position += verb == .rcptTo ? 8 : 10
      _ = EximPath.bracketed(&cursor)
    }
    _ = cursor.take(through: ": ")
    return verb
  }
}
