// SPDX-License-Identifier: Apache-2.0

/// The server process of a session ended in good order, with its CPU time.
enum ProcessEndMessage: MessagePattern {
  static let name = "process-end"
  static let meaning = "The session's server process ended in good order, whatever the reason."
  static let openings: [StaticString] = [
    "CPU time ", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9",
  ]
  static let samples = [
    MessageSample("CPU time 0.011839553 seconds", period: "2018-01–", gives: "processEnded"),
    MessageSample("0.011839553", period: "2017-07–2018-01", gives: "processEnded"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    let named = cursor.skip("CPU time ")
    guard named || context.origin == .server, cursor.number() != nil, cursor.skip("."),
      cursor.number() != nil
    else { return nil }
    guard named ? cursor.isExactly(" seconds") : cursor.isAtEnd else { return nil }
    return .processEnded
  }
}
