// SPDX-License-Identifier: Apache-2.0

/// The peer asked by SNI for a name that no own certificate is for.
enum CertificateMissingMessage: MessagePattern {
  static let name = "certificate-missing"
  static let meaning = "The peer asked by SNI for a name that we hold no certificate for."
  static let openings: [StaticString] = ["no cert found for"]
  static let samples = [
    MessageSample(
      "no cert found for digilicious.example", .shared, period: "2018–",
      gives: "certificateMissing", "digilicious.example"),
    MessageSample(
      "no cert found for ", .shared, period: "excerpts with names removed",
      gives: "certificateMissing", ""),
    MessageSample(
      "no cert found for", .shared, period: "excerpts with names removed",
      gives: "certificateMissing", ""),
    MessageSample(
      "no cert found for server digilicious.example", .shared, period: "2018-07–2022",
      gives: "certificateMissing", "digilicious.example"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    guard cursor.skip("no cert found for"), !cursor.sees(" client ") else { return nil }
    if cursor.isAtEnd { return .certificateMissing(name: .empty) }
    guard cursor.skip(" server ") || cursor.skip(" ") else { return nil }
    return .certificateMissing(name: cursor.rest())
  }
}
