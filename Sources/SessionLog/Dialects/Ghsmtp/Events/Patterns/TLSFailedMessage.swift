// SPDX-License-Identifier: Apache-2.0

/// A TLS handshake failed and the log says so in a line of its own.
enum TLSFailedMessage: MessagePattern {
  static let name = "tls-failed"
  static let meaning = "A TLS handshake failed (inbound: and the session goes on)."
  static let openings: [StaticString] = ["failed STARTTLS", "TLS:"]
  static let samples = [
    MessageSample("failed STARTTLS", period: "2021-06–", gives: "tlsFailed"),
    MessageSample("TLS: ", .client, period: "2018-06–", gives: "tlsFailed"),
    MessageSample("TLS:", .client, period: "excerpts without trailing blanks", gives: "tlsFailed"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    let cursor = MessageCursor(message)
    guard
      cursor.isExactly("failed STARTTLS") || cursor.isExactly("TLS: ") || cursor.isExactly("TLS:")
    else { return nil }
    return .tlsFailed
  }
}
