// SPDX-License-Identifier: Apache-2.0

/// The peer sent nothing for the time that the server waits for a command.
enum TimeOutMessage: MessagePattern {
  static let name = "time-out"
  static let meaning = "The peer was silent until the read limit (5 minutes)."
  static let openings: [StaticString] = ["time-out", "timeout from ", "input timed out"]
  static let samples = [
    MessageSample(
      "time-out from mx1.bigmail.example [203.0.113.10]", .server, .warning,
      period: "2017-05– (E in 2017)", gives: "timedOut", "mx1.bigmail.example [203.0.113.10]"),
    MessageSample("time-out", .server, .warning, period: "2017-05–", gives: "timedOut", ""),
    MessageSample(
      "timeout from unknown [203.0.113.66]", .server, .error, period: "2014–2017-05",
      gives: "timedOut", "unknown [203.0.113.66]"),
    MessageSample("input timed out", .server, .error, period: "2018–", gives: "timedOut", ""),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    if cursor.isExactly("input timed out") { return .timedOut(client: .empty) }
    if cursor.skip("timeout from ") { return .timedOut(client: cursor.rest()) }
    guard cursor.skip("time-out") else { return nil }
    if cursor.isAtEnd { return .timedOut(client: .empty) }
    guard cursor.skip(" from ") || cursor.skip(" ") else { return nil }
    return .timedOut(client: cursor.rest())
  }
}
