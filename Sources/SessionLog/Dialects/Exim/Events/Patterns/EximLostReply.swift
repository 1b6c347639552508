// SPDX-License-Identifier: Apache-2.0

/// The client was gone before the reply to the end of the data: Exim throws the message away, so that
/// the client, which cannot know, may send it again (up to 4.9x; later versions log less).
enum EximLostReply: EximPattern {
  static let name = "lost-reply"
  static let meaning = "The client left before the reply to a message, which was thrown away."
  static let place = EximPlace.start
  static let openings: [StaticString] = ["SMTP connection lost after final dot "]
  static let samples = [
    EximSample(
      "SMTP connection lost after final dot H=mta4.cloudpost.example [203.0.113.63] P=esmtp",
      id: true,
      gives:
        "lostInData name=mta4.cloudpost.example address=203.0.113.63 protocol=esmtp in-transaction")
  ]

  static func match(_ cursor: inout MessageCursor, into statement: inout EximStatement) -> Bool {
    guard cursor.skip("SMTP connection lost after final dot H="),
      let host = EximHost.read(&cursor)
    else { return false }
    statement.host = host
    statement.kind = .lostInData
    statement.marks.insert(.inTransaction)
    statement.readItems(&cursor)
    return true
  }
}
