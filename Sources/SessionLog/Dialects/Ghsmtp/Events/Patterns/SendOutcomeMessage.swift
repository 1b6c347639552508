// SPDX-License-Identifier: Apache-2.0

/// What became of the message that the client program was to send.
enum SendOutcomeMessage: MessagePattern {
  static let name = "send-outcome"
  static let meaning = "Whether the client program's message was sent."
  static let openings: [StaticString] = [
    "mail was sent successfully", "all mail was sent successfully", "some mail was *NOT* sent ",
    "we ran out of hosts to try", "no place to send this mail", "no-sending",
    "noplace to send this mail", "don't know who to send this mail to",
  ]
  static let samples = [
    MessageSample(
      "mail was sent successfully", .client, period: "2018–2024-02", gives: "sendOutcome"),
    MessageSample(
      "all mail was sent successfully", .client, period: "2024-02–", gives: "sendOutcome"),
    MessageSample(
      "some mail was *NOT* sent successfully", .client, period: "2024-02–", gives: "sendOutcome"),
    MessageSample(
      "we ran out of hosts to try", .client, .error, period: "2018-01–", gives: "sendOutcome"),
    MessageSample("no place to send this mail", .client, period: "2018-04–", gives: "sendOutcome"),
    MessageSample("no-sending", .client, period: "2018–", gives: "remark"),
    MessageSample("noplace to send this mail", .client, period: "2018–", gives: "sendOutcome"),
    MessageSample(
      "don't know who to send this mail to", .client, .error, period: "2018–",
      gives: "sendOutcome"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    let cursor = MessageCursor(message)
    if cursor.isExactly("mail was sent successfully")
      || cursor.isExactly("all mail was sent successfully")
    {
      return .sendOutcome(success: true)
    }
    // The program was told not to send: neither success nor failure.
    if cursor.isExactly("no-sending") { return .remark }
    guard
      cursor.sees("some mail was *NOT* sent ") || cursor.isExactly("we ran out of hosts to try")
        || cursor.isExactly("no place to send this mail")
        || cursor.isExactly("noplace to send this mail")
        || cursor.isExactly("don't know who to send this mail to")
    else { return nil }
    return .sendOutcome(success: false)
  }
}
