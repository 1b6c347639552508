// SPDX-License-Identifier: Apache-2.0

/// The Message-ID field, raw: it may lack the angle brackets, be empty, or hold blanks.
enum MessageIDPattern: PostfixPattern {
  static let name = "message-id"
  static let meaning = "The Message-ID of a message that is being received."
  static let openings: [StaticString] = ["message-id=", "resent-message-id="]
  static let samples = [
    PostfixSample(
      "4jdj012Sgmz2yx: message-id=<5e35b2cc.6@newsletter.example>", from: .cleanup,
      gives: "messageID", "<5e35b2cc.6@newsletter.example>"),
    PostfixSample("4jdj012Sgmz2yx: message-id=", from: .cleanup, gives: "messageID", ""),
    PostfixSample(
      "4jdj012Sgmz2yx: resent-message-id=<1@uni.example>", from: .cleanup, gives: "messageID",
      "<1@uni.example>"),
  ]

  static func match(_ text: Span<UInt8>, from context: PostfixContext) -> PostfixEvent? {
    var cursor = MessageCursor(text)
    _ = cursor.skip("resent-")
    guard cursor.skip("message-id=") else { return nil }
    return .messageID(cursor.rest())
  }
}
