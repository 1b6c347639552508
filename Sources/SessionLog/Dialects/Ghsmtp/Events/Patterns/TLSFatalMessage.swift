// SPDX-License-Identifier: Apache-2.0

/// A handshake, or a later read, failed. Of severity F the process ends with it.
enum TLSFatalMessage: MessagePattern {
  static let name = "tls-fatal"
  static let meaning =
    "A handshake, or a later read, failed: the peer is gone. Of severity F the process ends with it."
  static let openings: [StaticString] = ["fatal OpenSSL error"]
  static let samples = [
    MessageSample(
      "fatal OpenSSL error", .shared, .warning, period: "2018-01–2018-06, 2024-05–",
      gives: "tlsFatal"),
    MessageSample(
      "fatal OpenSSL error", .shared, .fatal, period: "2014-04–2018-01, 2018-06–2024-05",
      gives: "tlsFatal"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    MessageCursor(message).isExactly("fatal OpenSSL error") ? .tlsFatal : nil
  }
}
