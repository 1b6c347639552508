// SPDX-License-Identifier: Apache-2.0

/// STARTTLS was refused because it was out of place.
enum STARTTLSRefusedMessage: MessagePattern {
  static let name = "starttls-refused"
  static let meaning = "STARTTLS was refused as out of place."
  static let openings: [StaticString] = ["STARTTLS issued "]
  static let samples = [
    MessageSample(
      "STARTTLS issued with TLS already active", .server, .warning,
      period: "2016-12– (E until 2018-01)", gives: "startTLSRefused",
      "STARTTLS issued with TLS already active"),
    MessageSample(
      "STARTTLS issued without using EHLO", .server, .warning, period: "2021-06–",
      gives: "startTLSRefused", "STARTTLS issued without using EHLO"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    let cursor = MessageCursor(message)
    guard
      cursor.sees("STARTTLS issued with TLS already active")
        || cursor.sees("STARTTLS issued without using EHLO")
    else { return nil }
    return .startTLSRefused(text: cursor.whole)
  }
}
