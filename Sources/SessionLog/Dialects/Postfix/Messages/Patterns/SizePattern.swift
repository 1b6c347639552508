// SPDX-License-Identifier: Apache-2.0

/// `message_size_limit` was passed in DATA or BDAT; no reject line follows.
enum SizePattern: PostfixPattern {
  static let name = "size"
  static let meaning = "A message is larger than the limit; the transfer is refused."
  static let openings: [StaticString] = ["queue file size limit exceeded"]
  static let samples = [
    PostfixSample(
      "warning: 4jdj012Sgmz2yx: queue file size limit exceeded", from: .smtpd, gives: "tooLarge")
  ]

  static func match(_ text: Span<UInt8>, from context: PostfixContext) -> PostfixEvent? {
    MessageCursor(text).sees("queue file size limit exceeded") ? .tooLarge : nil
  }
}
