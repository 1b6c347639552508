// SPDX-License-Identifier: Apache-2.0

/// The mail system was started, stopped, or made to read its configuration again.
enum SystemPattern: PostfixPattern {
  static let name = "system"
  static let meaning =
    "The mail system was started or stopped: what was open then is over, through no one's fault."
  static let openings: [StaticString] = [
    "daemon started ", "terminating on signal ", "starting the Postfix mail system",
    "stopping the Postfix mail system", "aborting the Postfix mail system",
    "waiting for the Postfix mail system", "refreshing the Postfix mail system",
    "reload ", "the Postfix mail system is ", "Postfix is ",
  ]
  static let samples = [
    PostfixSample(
      "daemon started -- version 3.7.11, configuration /etc/postfix", from: .master,
      gives: "systemLife"),
    PostfixSample("terminating on signal 15", from: .master, gives: "systemLife"),
    PostfixSample("starting the Postfix mail system", from: .script, gives: "remark"),
    PostfixSample("stopping the Postfix mail system", from: .script, gives: "remark"),
    PostfixSample("aborting the Postfix mail system", from: .script, gives: "remark"),
    PostfixSample(
      "waiting for the Postfix mail system to terminate", from: .script, gives: "remark"),
    PostfixSample("refreshing the Postfix mail system", from: .script, gives: "remark"),
    PostfixSample(
      "reload -- version 3.7.11, configuration /etc/postfix", from: .master, gives: "remark"),
    PostfixSample(
      "the Postfix mail system is running: PID: 7854", from: .script, gives: "remark"),
    PostfixSample(
      "Postfix is running with backwards-compatible default settings", from: .script,
      releases: "3.0–", gives: "remark"),
  ]

  static func match(_ text: Span<UInt8>, from context: PostfixContext) -> PostfixEvent? {
    guard !context.severity.isLast else { return nil }
    let cursor = MessageCursor(text)
    if cursor.sees("daemon started ") || cursor.sees("terminating on signal ") {
      return .systemLife
    }
    return openings.contains(where: { cursor.sees($0) }) ? .remark : nil
  }
}
