// SPDX-License-Identifier: Apache-2.0

/// The server's parent process (`smtp --server`) started a session process, or saw it end.
enum ChildMessage: MessagePattern {
  static let name = "child"
  static let meaning = "The parent process began or ended a session, with the exit reason."
  static let openings: [StaticString] = ["pid == "]
  static let samples = [
    MessageSample(
      "pid == 21422 for 192.0.2.50     ", period: "2026-04–", gives: "childStarted", "192.0.2.50"),
    MessageSample(
      "pid == 21426 status NO_DATA", period: "2026-04–", gives: "childEnded", "NO_DATA"),
    MessageSample(
      "pid == 21432 status SUCCESS", period: "2026-04–", gives: "childEnded", "SUCCESS"),
    MessageSample("pid == 21432 signal 11", period: "2026-04–", gives: "childEnded", "signal 11"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    guard cursor.skip("pid == "), let process = cursor.number(), cursor.skip(" ") else {
      return nil
    }
    cursor.dropTrailingBlanks()
    if cursor.skip("for ") { return .childStarted(process: process, address: cursor.rest()) }
    guard cursor.skip("status ") || cursor.sees("signal ") else { return nil }
    return .childEnded(process: process, status: cursor.rest())
  }
}
