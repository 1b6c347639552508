// SPDX-License-Identifier: Apache-2.0

/// A recipient is thrown away: the client got 250.
enum EximDiscardedRecipient: EximPattern {
  static let name = "discarded-recipient"
  static let meaning = "A recipient was accepted and is thrown away."
  static let place = EximPlace.behindHost
  static let openings: [StaticString] = [" RCPT <", " MAIL <"]
  static let samples = [
    EximSample(
      "H=mta3.newsletter.example [203.0.113.52] F=<a@newsletter.example> RCPT <discard@exim-mx.example>: discarded by RCPT ACL: silently",
      versions: "4.86–",
      gives:
        "discarded name=mta3.newsletter.example address=203.0.113.52 verb=rcptTo sender=a@newsletter.example recipient=discard@exim-mx.example in-transaction detail=silently"
    )
  ]

  static func match(_ cursor: inout MessageCursor, into statement: inout EximStatement) -> Bool {
    statement.verb = cursor.sees(" MAIL") ? .mailFrom : .rcptTo
    guard cursor.skip(" RCPT ") || cursor.skip(" MAIL "), let path = EximPath.bracketed(&cursor),
      cursor.skip(": discarded by ")
    else { return false }
    statement.kind = .discarded
    statement.marks.insert(.rejected)
    if statement.verb == .rcptTo {
      statement.recipient = path
      statement.marks.insert(.inTransaction)
    } else {
      statement.sender = path
      statement.marks.insert(.sender)
    }
    if cursor.take(through: ": ") == nil { cursor.position = cursor.end }
    statement.detail = cursor.rest()
    return true
  }
}
