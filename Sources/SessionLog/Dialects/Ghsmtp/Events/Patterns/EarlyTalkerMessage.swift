// SPDX-License-Identifier: Apache-2.0

/// The peer sent octets before it was greeted (RFC 5321 section 4.3.1).
enum EarlyTalkerMessage: MessagePattern {
  static let name = "early-talker"
  static let meaning = "The peer talked before it was greeted."
  static let openings: [StaticString] = [
    "input before any greeting from ", "input before full greeting from ", "half greeting got ", "",
  ]
  static let samples = [
    MessageSample(
      "input before any greeting from [203.0.113.66]", period: "2021-08–", gives: "earlyTalker",
      "[203.0.113.66]"),
    MessageSample(
      "input before full greeting from mx1.bigmail.example [203.0.113.10]", .server, .error,
      period: "2021-08–", gives: "earlyTalker", "mx1.bigmail.example [203.0.113.10]"),
    MessageSample(
      "unknown [203.0.113.66] input before greeting", .server, .error, period: "2014–2017",
      gives: "earlyTalker", "unknown [203.0.113.66]"),
    MessageSample(
      "half greeting got unknown [203.0.113.66]", period: "2018-06", gives: "earlyTalker",
      "unknown [203.0.113.66]"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    if cursor.skip("input before any greeting from ")
      || cursor.skip("input before full greeting from ") || cursor.skip("half greeting got ")
    {
      return .earlyTalker(client: cursor.rest())
    }
    guard context.origin == .server, cursor.dropEnding(" input before greeting") else { return nil }
    return .earlyTalker(client: cursor.rest())
  }
}
