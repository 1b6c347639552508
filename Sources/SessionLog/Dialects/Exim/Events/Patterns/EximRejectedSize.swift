// SPDX-License-Identifier: Apache-2.0

/// A message is larger than the limit: as declared with MAIL (`+size_reject`), or as read.
enum EximRejectedSize: EximPattern {
  static let name = "rejected-size"
  static let meaning = "A message is too large, as declared or as read."
  static let place = EximPlace.start
  static let openings: [StaticString] = [
    "rejected from <", "rejected MAIL FROM:<", "temporarily rejected from <",
  ]
  static let samples = [
    EximSample(
      "rejected from <paul@bigmail.example> H=mta3.bigmail.example [203.0.113.12]: message too big: read=206945 max=204800",
      id: true,
      gives:
        "refused name=mta3.bigmail.example address=203.0.113.12 verb=endOfData sender=paul@bigmail.example in-transaction detail=message too big: read=206945 max=204800"
    ),
    EximSample(
      "rejected MAIL FROM:<paul@bigmail.example> SIZE=300000 H=mta3.bigmail.example [203.0.113.12]: message too big: size=300000 max=204800",
      gives:
        "refused name=mta3.bigmail.example address=203.0.113.12 verb=mailFrom sender=paul@bigmail.example detail=message too big: size=300000 max=204800"
    ),
  ]

  static func match(_ cursor: inout MessageCursor, into statement: inout EximStatement) -> Bool {
    if cursor.skip("temporarily ") { statement.marks.insert(.temporary) }
    if cursor.skip("rejected MAIL FROM:") {
      statement.verb = .mailFrom
    } else if cursor.skip("rejected from ") {
      statement.verb = .endOfData
      statement.marks.insert(.inTransaction)
    } else {
      return false
    }
    guard let path = EximPath.bracketed(&cursor), cursor.take(through: " H=") != nil,
      let host = EximHost.read(&cursor)
    else { return false }
    statement.sender = path
    statement.marks.formUnion([.sender, .rejected])
    statement.host = host
    statement.kind = .refused
    statement.readItems(&cursor)
    _ = cursor.skip(": ")
    statement.detail = cursor.rest()
    return true
  }
}
