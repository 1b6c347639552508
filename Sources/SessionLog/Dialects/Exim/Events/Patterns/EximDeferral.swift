// SPDX-License-Identifier: Apache-2.0

/// A delivery to an address has to wait.
enum EximDeferral: EximPattern {
  static let name = "deferral"
  static let meaning = "A delivery was put off, and why."
  static let place = EximPlace.start
  static let openings: [StaticString] = ["== "]
  static let samples = [
    EximSample(
      "== user@tempfail.example R=dnslookup T=remote_smtp defer (-44) H=mx.tempfail.example [192.0.2.49] I=[198.51.100.25]: SMTP error from remote mail server after RCPT TO:<user@tempfail.example>: 450 4.2.1 mailbox busy",
      id: true,
      gives:
        "deferred name=mx.tempfail.example address=192.0.2.49 verb=rcptTo recipient=user@tempfail.example detail=450 4.2.1 mailbox busy"
    ),
    EximSample(
      "== user@slow.example R=dnslookup T=remote_smtp defer (110): Connection timed out H=mx.slow.example [192.0.2.33] DT=4s: SMTP timeout after pipelined MAIL FROM:<sender@exim-mx.example> SIZE=34989",
      id: true,
      gives:
        "deferred name=mx.slow.example address=192.0.2.33 recipient=user@slow.example detail=SMTP timeout after pipelined MAIL FROM:<sender@exim-mx.example> SIZE=34989"
    ),
    EximSample(
      "== user@brokentls.example R=forcetls T=remote_smtp_require defer (-37) H=mx.brokentls.example [192.0.2.13]: TLS session: (gnutls_handshake): An unexpected TLS packet was received.",
      id: true, versions: "4.90–",
      gives:
        "deferred name=mx.brokentls.example address=192.0.2.13 recipient=user@brokentls.example handshake-failed detail=An unexpected TLS packet was received."
    ),
    EximSample(
      "== user@refused.example R=dnslookup T=remote_smtp defer (111): Connection refused", id: true,
      gives: "deferred recipient=user@refused.example local detail=Connection refused"),
    EximSample(
      "== user@servfail.example R=dnslookup defer (-1): host lookup did not complete", id: true,
      gives: "deferred recipient=user@servfail.example local detail=host lookup did not complete"),
    EximSample(
      "== user@later.example routing defer (-52): retry time not reached", id: true,
      gives: "deferred recipient=user@later.example local detail=retry time not reached"),
  ]

  static func match(_ cursor: inout MessageCursor, into statement: inout EximStatement) -> Bool {
    guard statement.hasID, cursor.skip("== ") else { return false }
    statement.kind = .deferred
    statement.readDelivery(&cursor)
    // `defer (errno)`, before 4.80 also `routing defer (errno)`, then the system's word for it.
    guard cursor.take(through: "defer (") != nil, cursor.take(through: ")") != nil else {
      statement.detail = cursor.rest()
      return true
    }
    if cursor.skip(": ") {
      let start = cursor.position
      guard cursor.take(through: " H=") != nil else {
        cursor.position = start
        statement.detail = cursor.rest()
        return true
      }
      cursor.position -= 3
    }
    statement.readRemote(&cursor)
    statement.readItems(&cursor)
    if cursor.skip(": ") { statement.readRemoteFailure(&cursor) }
    return true
  }
}
