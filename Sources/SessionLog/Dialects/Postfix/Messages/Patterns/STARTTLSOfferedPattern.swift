// SPDX-License-Identifier: Apache-2.0

/// `smtp_tls_note_starttls_offer`: TLS was offered and not used.
enum STARTTLSOfferedPattern: PostfixPattern {
  static let name = "starttls-offered"
  static let meaning = "A server offers STARTTLS, and our client did not use it."
  static let openings: [StaticString] = ["Host offered STARTTLS: ["]
  static let samples = [
    PostfixSample("Host offered STARTTLS: [mx.full.example]", from: .smtp, gives: "remark")
  ]

  static func match(_ text: Span<UInt8>, from context: PostfixContext) -> PostfixEvent? {
    MessageCursor(text).sees("Host offered STARTTLS: [") ? .remark : nil
  }
}
