// SPDX-License-Identifier: Apache-2.0

/// One line of a server's reply (RFC 5321 section 4.2), verbatim, with its CR.
///
/// In 2017 and until mid June 2018 the whole reply was one message: its later lines stand bare, or
/// with their header blanked, below it. `MessageCatalogue.matchContinuation` reads those.
enum ReplyMessage: MessagePattern {
  static let name = "reply"
  static let meaning = "A line of the server's reply."
  static let openings: [StaticString] = [" S:", "S:", "< "]
  static let samples = [
    MessageSample(
      " S: 250-SIZE 157286400\r", .client, period: "2018-02–", gives: "replyLine", "SIZE 157286400"),
    MessageSample(
      " S: 220 2.0.0 Ready to start TLS\r", .client, period: "2018-02–", gives: "replyLine",
      "2.0.0 Ready to start TLS"),
    MessageSample(" S: 250\r", .client, period: "2018-02–", gives: "replyLine", ""),
    MessageSample(
      " S: at your service, […]", .client, period: "excerpts with the code removed",
      gives: "replyLine", "at your service, […]"),
    MessageSample(
      "S: 250 2.1.0 Ok\r", .client, period: "2020-08–2026 (Send.cpp)", gives: "replyLine",
      "2.1.0 Ok"),
    MessageSample(
      "< 250 2.1.0 Ok\r", .client, period: "2017-07–2018-02", gives: "replyLine", "2.1.0 Ok"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    if let usual = usual(message, end: cursor.end) { return usual }
    if cursor.skip(" S: ") || cursor.skip("S: ") { return line(&cursor) }
    if cursor.skip("< ") { return context.origin == .client ? line(&cursor) : nil }
    guard cursor.skip(" S:") || cursor.skip("S:"), cursor.isAtEnd else { return nil }
    return line(&cursor)
  }

  /// `" S: " Reply-code ("-" / SP) text`, which nearly all of a client's replies are, known by its
  /// first eight octets at once. They say the same as `line`.
  @inline(__always)
  private static func usual(_ message: Span<UInt8>, end: Int) -> SessionEvent? {
    guard let word = message.firstWord, word & 0xffff_ffff == 0x203a_5320, end >= 8 else {
      return nil
    }
    let digits = (word &>> 32 & 0xff_ffff) ^ 0x30_3030
    let separator = UInt8(truncatingIfNeeded: word &>> 56)
    guard (digits | (digits &+ 0x06_0606)) & 0xf0_f0f0 == 0,
      separator == UInt8(ascii: " ") || separator == UInt8(ascii: "-")
    else { return nil }
    let code = (digits & 0xff) &* 100 &+ (digits &>> 8 & 0xff) &* 10 &+ digits &>> 16
    return .replyLine(
      code: UInt16(truncatingIfNeeded: code), more: separator == UInt8(ascii: "-"),
      text: TextRange(start: 8, count: end &- 8))
  }

  /// `Reply-code ["-" / SP text]`; text without a code cannot be the last line of its reply.
  @inline(__always)
  static func line(_ cursor: inout MessageCursor) -> SessionEvent {
    guard let code = code(&cursor) else {
      return .replyLine(code: 0, more: true, text: cursor.rest())
    }
    let more = cursor.next == UInt8(ascii: "-")
    if !cursor.isAtEnd { cursor.position += 1 }
    return .replyLine(code: code, more: more, text: cursor.rest())
  }

  /// `Reply-code = %x32-35 %x30-35 %x30-39`, read as any three digits before `-`, a blank or the
  /// end: what a server sends is recorded, not judged.
  @inline(__always)
  static func code(_ cursor: inout MessageCursor) -> UInt16? {
    let at = cursor.position
    guard cursor.end - at >= 3 else { return nil }
    let a = cursor.octets[at] &- UInt8(ascii: "0")
    let b = cursor.octets[at + 1] &- UInt8(ascii: "0")
    let c = cursor.octets[at + 2] &- UInt8(ascii: "0")
    guard a < 10, b < 10, c < 10 else { return nil }
    if cursor.end > at + 3 {
      let separator = cursor.octets[at + 3]
      guard separator == UInt8(ascii: " ") || separator == UInt8(ascii: "-") else { return nil }
    }
    cursor.position = at + 3
    return UInt16(a) * 100 + UInt16(b) * 10 + UInt16(c)
  }
}
