// SPDX-License-Identifier: Apache-2.0

/// The sender's address did not verify (`+sender_verify_fail`). The refusal has a line of its own.
enum EximSenderVerification: EximPattern {
  static let name = "sender-verification"
  static let meaning = "The sender's address did not verify."
  static let place = EximPlace.behindHost
  static let openings: [StaticString] = [" sender verify fail for <", " sender verify defer for <"]
  static let samples = [
    EximSample(
      "H=mta1.bigmail.example [203.0.113.10] sender verify fail for <x@nohost.example>: Unrouteable address",
      gives:
        "senderVerification name=mta1.bigmail.example address=203.0.113.10 sender=x@nohost.example detail=Unrouteable address"
    ),
    EximSample(
      "H=(x) [203.0.113.10] sender verify defer for <x@later.example>: host lookup did not complete",
      gives:
        "senderVerification helo=x address=203.0.113.10 temporary sender=x@later.example detail=host lookup did not complete"
    ),
  ]

  static func match(_ cursor: inout MessageCursor, into statement: inout EximStatement) -> Bool {
    if cursor.skip(" sender verify defer for ") {
      statement.marks.insert(.temporary)
    } else if !cursor.skip(" sender verify fail for ") {
      return false
    }
    guard let path = EximPath.bracketed(&cursor) else { return false }
    statement.kind = .senderVerification
    statement.sender = path
    statement.marks.formUnion([.sender, .rejected])
    _ = cursor.skip(": ")
    statement.detail = cursor.rest()
    return true
  }
}
