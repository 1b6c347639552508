// SPDX-License-Identifier: Apache-2.0

/// The client's own summary of a reply: the code alone.
enum CommandReturnedMessage: MessagePattern {
  static let name = "command-returned"
  static let meaning =
    "The client's summary of the reply to a command; the reply itself is logged too."
  static let openings: [StaticString] = [
    "MAIL FROM returned ", "RCPT TO returned ", "DATA returned ", "BDAT returned ",
    "DATA/BDAT ", "AUTH ", "reply_code == ",
  ]
  static let samples = [
    MessageSample(
      "MAIL FROM returned 550", .client, .error, period: "2018–", gives: "commandReturned"),
    MessageSample(
      "RCPT TO returned 550", .client, .error, period: "2018–", gives: "commandReturned"),
    MessageSample("DATA returned 554", .client, .error, period: "2018–", gives: "commandReturned"),
    MessageSample("BDAT returned 452", .client, .error, period: "2018–", gives: "commandReturned"),
    MessageSample(
      "AUTH PLAIN returned 535", .client, .error, period: "2018–", gives: "commandReturned"),
    MessageSample(
      "DATA/BDAT #3 returned 250", .client, period: "2024-05–", gives: "commandReturned"),
    MessageSample(
      "DATA/BDAT #1 returned 550", .client, .error, period: "2024-05–", gives: "commandReturned"),
    MessageSample("reply_code == 250", .client, period: "2018–", gives: "commandReturned"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    // After the data of a test of bad ways to send it.
    if cursor.skip("reply_code == "), let code = cursor.smallNumber(), cursor.isAtEnd {
      return .commandReturned(verb: .endOfData, code: code)
    }
    guard context.origin == .client, let verb = verb(&cursor), cursor.skip(" returned "),
      let code = cursor.smallNumber(), cursor.isAtEnd
    else { return nil }
    return .commandReturned(verb: verb, code: code)
  }

  private static func verb(_ cursor: inout MessageCursor) -> SessionEvent.Verb? {
    if cursor.skip("MAIL FROM") { return .mailFrom }
    if cursor.skip("RCPT TO") { return .rcptTo }
    if cursor.skip("DATA/BDAT #") { return cursor.number() == nil ? nil : .endOfData }
    if cursor.skip("DATA/BDAT") { return .endOfData }
    if cursor.skip("DATA") { return .data }
    if cursor.skip("BDAT") { return .bdat }
    guard cursor.skip("AUTH ") else { return nil }
    _ = cursor.take(until: UInt8(ascii: " "))
    return .auth
  }
}
