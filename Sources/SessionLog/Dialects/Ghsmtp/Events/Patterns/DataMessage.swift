// SPDX-License-Identifier: Apache-2.0

/// DATA was answered with 354.
enum DataMessage: MessagePattern {
  static let name = "data"
  static let meaning = "DATA was accepted (354)."
  static let openings: [StaticString] = ["DATA"]
  static let samples = [MessageSample("DATA", period: "2016-10–", gives: "data")]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    MessageCursor(message).isExactly("DATA") ? .data : nil
  }
}
