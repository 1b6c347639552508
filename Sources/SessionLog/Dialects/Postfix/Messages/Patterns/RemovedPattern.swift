// SPDX-License-Identifier: Apache-2.0

/// The queue file is gone: everything was delivered, or given back, or never accepted.
enum RemovedPattern: PostfixPattern {
  static let name = "removed"
  static let meaning = "The queue file of a message was removed."
  static let openings: [StaticString] = ["removed"]
  static let samples = [
    PostfixSample("4jdj012Sgmz2yx: removed", from: .qmgr, gives: "removed"),
    PostfixSample(
      "4jdj012Sgmz2yx: removed (canceled)", from: .cleanup, releases: "3.10–", gives: "removed"),
    PostfixSample(
      "4jdj012Sgmz2yx: removed (discarded)", from: .cleanup, releases: "3.10–", gives: "removed"),
  ]

  static func match(_ text: Span<UInt8>, from context: PostfixContext) -> PostfixEvent? {
    var cursor = MessageCursor(text)
    guard context.hasQueueID, cursor.skip("removed") else { return nil }
    if cursor.isAtEnd || cursor.isExactly(" (discarded)") { return .removed(isCancelled: false) }
    return cursor.isExactly(" (canceled)") ? .removed(isCancelled: true) : nil
  }
}
