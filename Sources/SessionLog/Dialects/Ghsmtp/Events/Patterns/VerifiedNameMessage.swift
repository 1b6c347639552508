// SPDX-License-Identifier: Apache-2.0

/// The name that the peer's certificate was verified for.
enum VerifiedNameMessage: MessagePattern {
  static let name = "verified-name"
  static let meaning = "The name that the certificate was verified for; inbound always none."
  static let openings: [StaticString] = ["verified peername: ", "no verified peername"]
  static let samples = [
    MessageSample(
      "verified peername: mx.full.example", .shared, period: "2018-04–", gives: "verifiedName",
      "mx.full.example"),
    MessageSample("no verified peername", .shared, period: "2018-04–", gives: "verifiedName", ""),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    if cursor.isExactly("no verified peername") { return .verifiedName(.empty) }
    guard cursor.skip("verified peername: ") else { return nil }
    return .verifiedName(cursor.rest())
  }
}
