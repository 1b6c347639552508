// SPDX-License-Identifier: Apache-2.0

/// A notification about a message was made, which is a message of its own.
enum NotificationPattern: PostfixPattern {
  static let name = "notification"
  static let meaning = "A bounce or another notification about a message was made."
  static let openings: [StaticString] = [
    "sender non-delivery notification: ", "sender delay notification: ",
    "postmaster non-delivery notification: ", "postmaster delay notification: ",
    "sender delivery status notification: ", "sender notification failed",
  ]
  static let samples = [
    PostfixSample(
      "4jdj010Mbyz2yl: sender non-delivery notification: 4jdj010ngkz2yq", from: .bounce,
      gives: "notified", "4jdj010ngkz2yq"),
    PostfixSample(
      "4jdj010Mbyz2yl: sender delay notification: 4jdj010ngkz2yq", from: .bounce, gives: "notified",
      "4jdj010ngkz2yq"),
    PostfixSample(
      "4jdj010Mbyz2yl: postmaster non-delivery notification: 4jdj010ngkz2yq", from: .bounce,
      gives: "notified", "4jdj010ngkz2yq"),
    PostfixSample(
      "4jdj010Mbyz2yl: postmaster delay notification: 4jdj010ngkz2yq", from: .bounce,
      gives: "notified", "4jdj010ngkz2yq"),
    PostfixSample(
      "4jdj010Mbyz2yl: sender delivery status notification: 4jdj010ngkz2yq", from: .bounce,
      gives: "notified", "4jdj010ngkz2yq"),
    PostfixSample(
      "4jdj010Mbyz2yl: sender notification failed to anna@uni.example: queue file write error",
      from: .bounce, releases: "3.11–", gives: "remark"),
  ]

  static func match(_ text: Span<UInt8>, from context: PostfixContext) -> PostfixEvent? {
    var cursor = MessageCursor(text)
    guard context.hasQueueID else { return nil }
    if cursor.sees("sender notification failed") { return .remark }
    for opening in openings where cursor.skip(opening) {
      guard let notice = cursor.onlyWord() else { return nil }
      return .notified(notice: notice)
    }
    return nil
  }
}
