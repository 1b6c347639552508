// SPDX-License-Identifier: Apache-2.0

/// The client sent something before it was its turn: 554, and the connection is closed.
enum EximSynchronisationError: EximPattern {
  static let name = "synchronisation-error"
  static let meaning = "The client did not wait for the server's reply."
  static let place = EximPlace.start
  static let openings: [StaticString] = ["SMTP protocol synchronization error ("]
  static let samples = [
    EximSample(
      "SMTP protocol synchronization error (input sent without waiting for greeting): rejected connection from H=[203.0.113.4] input=\"EHLO x\\r\\n\"",
      gives:
        "synchronisationError address=203.0.113.4 verb=connect detail=input sent without waiting for greeting"
    ),
    EximSample(
      "SMTP protocol synchronization error (next input sent too soon: pipelining was not advertised): rejected \"EHLO x\" H=(x) [203.0.113.4] next input=\"MAIL\"",
      gives:
        "synchronisationError helo=x address=203.0.113.4 verb=ehlo detail=next input sent too soon: pipelining was not advertised"
    ),
  ]

  static func match(_ cursor: inout MessageCursor, into statement: inout EximStatement) -> Bool {
    guard cursor.skip("SMTP protocol synchronization error ("),
      let why = cursor.take(through: "): rejected ")
    else { return false }
    statement.detail = why
    statement.kind = .synchronisationError
    statement.marks.insert(.rejected)
    if cursor.skip("connection from ") {
      statement.verb = .connect
      _ = cursor.skip("H=")
    } else {
      guard cursor.skip("\"") else { return false }
      statement.verb = EximVerb.read(cursor)
      guard cursor.take(through: "\" H=") != nil else { return false }
    }
    guard let host = EximHost.read(&cursor) else { return false }
    statement.host = host
    return true
  }
}
