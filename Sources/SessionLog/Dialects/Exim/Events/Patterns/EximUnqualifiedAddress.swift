// SPDX-License-Identifier: Apache-2.0

/// A path without a domain: 501.
enum EximUnqualifiedAddress: EximPattern {
  static let name = "unqualified-address"
  static let meaning = "A path without a domain was refused."
  static let place = EximPlace.start
  static let openings: [StaticString] = [
    "unqualified recipient rejected: ", "unqualified sender rejected: ",
    "unqualified verify rejected: ",
  ]
  static let samples = [
    EximSample(
      "unqualified recipient rejected: <alice> H=mta1.oldpost.example [203.0.113.70]:40819 I=[198.51.100.25]:25",
      gives:
        "refused name=mta1.oldpost.example address=203.0.113.70 port=40819 verb=rcptTo recipient=alice in-transaction detail=unqualified recipient"
    ),
    EximSample(
      "unqualified sender rejected: <bob> H=(x) [203.0.113.70]",
      gives:
        "refused helo=x address=203.0.113.70 verb=mailFrom sender=bob detail=unqualified sender"),
    EximSample(
      "unqualified verify rejected: <alice> H=mta2.oldpost.example [203.0.113.71]",
      gives:
        "refused name=mta2.oldpost.example address=203.0.113.71 verb=vrfy recipient=alice detail=unqualified verify"
    ),
  ]

  static func match(_ cursor: inout MessageCursor, into statement: inout EximStatement) -> Bool {
    if cursor.skip("unqualified recipient") {
      statement.verb = .rcptTo
      statement.marks.insert(.inTransaction)
    } else if cursor.skip("unqualified sender") {
      statement.verb = .mailFrom
      statement.marks.insert(.sender)
    } else if cursor.skip("unqualified verify") {
      statement.verb = .vrfy
    } else {
      return false
    }
    statement.detail = TextRange(start: 0, count: cursor.position)
    guard cursor.skip(" rejected: "), let path = EximPath.bracketed(&cursor), cursor.skip(" H="),
      let host = EximHost.read(&cursor)
    else { return false }
    if statement.verb == .mailFrom { statement.sender = path } else { statement.recipient = path }
    statement.host = host
    statement.kind = .refused
    statement.marks.insert(.rejected)
    return true
  }
}
