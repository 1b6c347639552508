// SPDX-License-Identifier: Apache-2.0

/// A chunk was received (RFC 3030 section 2). A chunk that failed has no such record.
enum BdatMessage: MessagePattern {
  static let name = "bdat"
  static let meaning = "A chunk was received; LAST ends the message."
  static let openings: [StaticString] = ["BDAT "]
  static let samples = [
    MessageSample("BDAT 241", period: "2017-07–", gives: "bdat"),
    MessageSample("BDAT 2197 LAST", period: "2017-07–", gives: "bdat"),
    MessageSample("BDAT 241 octets", period: "2017-05", gives: "bdat"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    guard cursor.skip("BDAT "), let octets = cursor.number() else { return nil }
    if cursor.isAtEnd || cursor.isExactly(" octets") { return .bdat(octets: octets, last: false) }
    guard cursor.isExactly(" LAST") || cursor.isExactly(" octets LAST") else { return nil }
    return .bdat(octets: octets, last: true)
  }
}
