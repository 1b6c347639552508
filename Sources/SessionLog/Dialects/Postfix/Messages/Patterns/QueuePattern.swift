// SPDX-License-Identifier: Apache-2.0

/// The queue manager takes a message, for the first time or again. `size` is that of the queue file:
/// with the fields that Postfix added, and LF as line end.
enum QueuePattern: PostfixPattern {
  static let name = "queue"
  static let meaning =
    "A message that has been accepted is in the active queue, or has been there for too long."
  static let openings: [StaticString] = ["from=<", "skipped, still being delivered"]
  static let samples = [
    PostfixSample(
      "4jdj012Sgmz2yx: from=<m.meier@newsletter.example>, size=682, nrcpt=1 (queue active)",
      from: .qmgr, gives: "active", "m.meier@newsletter.example"),
    PostfixSample(
      #"4jdj012Sgmz2yx: from=<"a, size=1"@uni.example>, size=682, nrcpt=2 (queue active)"#,
      from: .qmgr, gives: "active", #""a, size=1"@uni.example"#),
    PostfixSample(
      "4jdj012Sgmz2yx: from=<>, status=expired, returned to sender", from: .qmgr, gives: "expired"),
    PostfixSample(
      "4jdj012Sgmz2yx: from=<>, status=force-expired, returned to sender", from: .qmgr,
      releases: "3.5–", gives: "expired"),
    PostfixSample(
      "warning: 4jdj012Sgmz2yx: skipped, still being delivered", from: .qmgr, gives: "remark"),
  ]

  static func match(_ text: Span<UInt8>, from context: PostfixContext) -> PostfixEvent? {
    var cursor = MessageCursor(text)
    if cursor.sees("skipped, still being delivered") { return .remark }
    guard cursor.skip("from=<") else { return nil }
    let start = cursor.position
    if let path = cursor.take(through: ">, size=") {
      guard let octets = cursor.number() else { return nil }
      var recipients: UInt64 = 0
      if cursor.skip(", nrcpt=") { recipients = cursor.number() ?? 0 }
      return .active(
        reversePath: path, octets: octets, recipients: UInt32(clamping: recipients))
    }
    cursor.position = start
    guard cursor.take(through: ">, status=") != nil else { return nil }
    return cursor.contains("expired") ? .expired : nil
  }
}
