// SPDX-License-Identifier: Apache-2.0

/// MAIL was accepted and no message came of it (`+smtp_incomplete_transaction`). After `RSET` and
/// `STARTTLS` the session goes on.
enum EximIncompleteTransaction: EximPattern {
  static let name = "incomplete-transaction"
  static let meaning = "A mail transaction was begun and not finished."
  static let place = EximPlace.behindHost
  static let openings: [StaticString] = [" incomplete transaction ("]
  static let samples = [
    EximSample(
      "H=mta1.cloudpost.example [203.0.113.60]:46835 I=[198.51.100.25]:25 incomplete transaction (connection lost) from <paul@cloudpost.example>",
      gives:
        "incomplete name=mta1.cloudpost.example address=203.0.113.60 port=46835 sender=paul@cloudpost.example in-transaction detail=connection lost"
    ),
    EximSample(
      "H=(x) [203.0.113.60] incomplete transaction (RSET) from <> for a@exim-mx.example b@exim-mx.example",
      gives:
        "incomplete helo=x address=203.0.113.60 sender=<> recipients=a@exim-mx.example b@exim-mx.example in-transaction detail=RSET"
    ),
  ]

  static func match(_ cursor: inout MessageCursor, into statement: inout EximStatement) -> Bool {
    guard cursor.skip(" incomplete transaction "), let why = EximConnection.bracketed(&cursor)
    else { return false }
    statement.kind = .incomplete
    statement.detail = why
    statement.marks.insert(.inTransaction)
    if cursor.sees(" from <") {
      cursor.position += 6
      guard let path = EximPath.bracketed(&cursor) else { return false }
      statement.sender = path
      statement.marks.insert(.sender)
    }
    statement.readItems(&cursor)
    return true
  }
}
