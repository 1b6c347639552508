// SPDX-License-Identifier: Apache-2.0

/// A recipient of a foreign domain was refused.
enum RelayRefusalMessage: MessagePattern {
  static let name = "relay-refusal"
  static let meaning = "A recipient of a foreign domain was refused."
  static let openings: [StaticString] = ["relay access denied for "]
  static let samples = [
    MessageSample(
      "relay access denied for domain elsewhere.example", .server, .warning, period: "2017-07–",
      gives: "refused", "relay access denied for domain elsewhere.example"),
    MessageSample(
      "relay access denied for domain elsewhere.example as it doesn't match mail.ghsmtp.example",
      .server, .warning, period: "2017-07", gives: "refused",
      "relay access denied for domain elsewhere.example as it doesn't match mail.ghsmtp.example"),
    MessageSample(
      "relay access denied for x@elsewhere.example", .server, .warning, period: "2014–2017-07",
      gives: "pathRefused", "x@elsewhere.example", "relay access denied for x@elsewhere.example"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    let text = cursor.whole
    guard cursor.skip("relay access denied for ") else { return nil }
    if cursor.sees("domain ") { return .refused(.relayDenied, text: text) }
    if let (path, _) = cursor.bracketedPath() {
      return .pathRefused(.relayDenied, path: path, text: text)
    }
    return .pathRefused(.relayDenied, path: cursor.rest(), text: text)
  }
}
