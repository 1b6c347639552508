// SPDX-License-Identifier: Apache-2.0

/// The answer for one recipient after the data, where the client uses PRDR. It stands before the line
/// of the arrival.
enum EximRecipientVerdict: EximPattern {
  static let name = "recipient-verdict"
  static let meaning = "The answer for one recipient after the data (PRDR)."
  static let place = EximPlace.start
  static let openings: [StaticString] = ["PRDR "]
  static let samples = [
    EximSample(
      "PRDR R=<alice@exim-mx.example> acceptance", id: true, versions: "4.82–",
      gives: "perRecipient recipient=alice@exim-mx.example detail=acceptance"),
    EximSample(
      "PRDR R=<bob@exim-mx.example> refusal: no", id: true, versions: "4.82–",
      gives: "perRecipient recipient=bob@exim-mx.example detail=refusal: no"),
    EximSample(
      "PRDR bob@exim-mx.example 5.7.1 Not for this mailbox", id: true, versions: "4.82–",
      gives: "perRecipient recipient=bob@exim-mx.example detail=5.7.1 Not for this mailbox"),
  ]

  static func match(_ cursor: inout MessageCursor, into statement: inout EximStatement) -> Bool {
    guard statement.hasID, cursor.skip("PRDR ") else { return false }
    statement.kind = .perRecipient
    if cursor.skip("R=") {
      guard let path = EximPath.bracketed(&cursor) else { return false }
      statement.recipient = path
    } else {
      statement.recipient = EximPath.word(&cursor)
    }
    _ = cursor.skip(" ")
    statement.detail = cursor.rest()
    return true
  }
}
