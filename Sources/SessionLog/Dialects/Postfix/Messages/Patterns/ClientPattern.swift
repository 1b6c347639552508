// SPDX-License-Identifier: Apache-2.0

/// A queue file was opened for a client. The message is not accepted by this: it may still be
/// refused, or never come.
enum ClientPattern: PostfixPattern {
  static let name = "client"
  static let meaning = "A queue file was opened for a client's message, which is not accepted yet."
  static let openings: [StaticString] = ["client="]
  static let samples = [
    PostfixSample(
      "4jdj012Sgmz2yx: client=mx1.bigmail.example[192.0.2.10]", from: .smtpd, gives: "client",
      "mx1.bigmail.example", "192.0.2.10", "", "", "", ""),
    PostfixSample(
      "3F1A21C0D7: client=unknown[203.0.113.9], sasl_method=PLAIN, sasl_username=anna@postbox.example",
      from: .smtpd, gives: "client", "unknown", "203.0.113.9", "", "", "PLAIN",
      "anna@postbox.example"),
    PostfixSample(
      "3F1A21C0D7: client=localhost[127.0.0.1], orig_queue_id=4jdj012Sgmz2yx, orig_client=mx1.bigmail.example[192.0.2.10]",
      from: .smtpd, releases: "2.10–", gives: "client", "localhost", "127.0.0.1",
      "mx1.bigmail.example", "192.0.2.10", "", ""),
  ]

  static func match(_ text: Span<UInt8>, from context: PostfixContext) -> PostfixEvent? {
    var cursor = MessageCursor(text)
    guard cursor.skip("client="), let peer = PostfixPeer.take(&cursor) else { return nil }
    var original = PostfixPeer()
    var (method, user) = (TextRange.empty, TextRange.empty)
    while cursor.skip(", ") {
      if cursor.skip("sasl_method=") {
        method = cursor.take(until: UInt8(ascii: ","))
      } else if cursor.skip("sasl_username=") {
        user = cursor.take(until: UInt8(ascii: ","))
      } else if cursor.skip("orig_client=") {
        original = PostfixPeer.take(&cursor) ?? PostfixPeer()
      } else {
        _ = cursor.take(until: UInt8(ascii: ","))
      }
    }
    return .client(peer, original: original, method: method, user: user)
  }
}
