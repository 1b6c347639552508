// SPDX-License-Identifier: Apache-2.0

/// The server's parent process turned a connection away before a session process existed.
enum DoorMessage: MessagePattern {
  static let name = "door"
  static let meaning = "The parent process refused a connection for which no session exists."
  static let openings: [StaticString] = [
    "tainted sender ", "blocked sender ", "Too many connections ",
    "too many concurrent connections from ",
  ]
  static let samples = [
    MessageSample(
      "tainted sender 192.0.2.5", period: "2026-04–", gives: "refusedAtDoor", "tainted sender",
      "192.0.2.5"),
    MessageSample(
      "blocked sender 192.0.2.5", period: "2026-04–", gives: "refusedAtDoor", "blocked sender",
      "192.0.2.5"),
    MessageSample(
      "Too many connections 10 within 60 seconds.", period: "2026-04–", gives: "refusedAtDoor",
      "Too many connections 10 within 60 seconds.", ""),
    MessageSample(
      "too many concurrent connections from 192.0.2.5", period: "2026-04–", gives: "refusedAtDoor",
      "too many concurrent connections", "192.0.2.5"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    if cursor.sees("Too many connections ") {
      return .refusedAtDoor(reason: cursor.rest(), address: .empty)
    }
    if cursor.skip("tainted sender ") || cursor.skip("blocked sender ") {
      return refusal(reason: cursor.position - 1, &cursor)
    }
    guard cursor.skip("too many concurrent connections from ") else { return nil }
    return refusal(reason: cursor.position - " from ".utf8.count, &cursor)
  }

  private static func refusal(reason count: Int, _ cursor: inout MessageCursor) -> SessionEvent {
    cursor.dropTrailingBlanks()
    return .refusedAtDoor(reason: TextRange(start: 0, count: count), address: cursor.rest())
  }
}
