// SPDX-License-Identifier: Apache-2.0

/// A client connected to smtpd. The name is `unknown` where PTR and address do not agree.
enum ConnectPattern: PostfixPattern {
  static let name = "connect"
  static let meaning = "A client connected."
  static let openings: [StaticString] = ["connect from "]
  static let samples = [
    PostfixSample(
      "connect from mx1.bigmail.example[192.0.2.10]", from: .smtpd, gives: "connected",
      "mx1.bigmail.example", "192.0.2.10"),
    PostfixSample(
      "connect from unknown[2001:db8::1]:50123", from: .smtpd, releases: "2.5–",
      gives: "connected", "unknown", "2001:db8::1"),
    PostfixSample(
      "connect from unknown[unknown]", from: .smtpd, gives: "connected", "unknown", "unknown"),
  ]

  static func match(_ text: Span<UInt8>, from context: PostfixContext) -> PostfixEvent? {
    var cursor = MessageCursor(text)
    guard cursor.skip("connect from "), let peer = PostfixPeer.take(&cursor), cursor.isAtEnd else {
      return nil
    }
    return .connected(peer)
  }
}
