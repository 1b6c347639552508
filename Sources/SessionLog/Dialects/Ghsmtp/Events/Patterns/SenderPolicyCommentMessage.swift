// SPDX-License-Identifier: Apache-2.0

/// The comment of the SPF library, with or without its result.
enum SenderPolicyCommentMessage: MessagePattern {
  static let name = "sender-policy-comment"
  static let meaning = "The SPF library's comment on the sender."
  static let openings: [StaticString] = [
    "PASS ", "FAIL ", "NEUTRAL ", "INVALID/SOFTFAIL/NONE/xERROR ", "",
  ]
  static let samples = [
    MessageSample(
      "PASS mail.example: domain of bigmail.example designates 203.0.113.10 as permitted sender",
      period: "2021-08–", gives: "remark"),
    MessageSample(
      "FAIL mail.example: domain of fastpost.example does not designate 203.0.113.70 as permitted "
        + "sender", period: "2021-08–", gives: "remark"),
    MessageSample(
      "NEUTRAL mail.example: 203.0.113.70 is neither permitted nor denied by domain of uni.example",
      period: "2021-08–", gives: "remark"),
    MessageSample(
      "INVALID/SOFTFAIL/NONE/xERROR mail.example", period: "2021-08–", gives: "remark"),
    MessageSample(
      "mail.example: domain of bigmail.example designates 203.0.113.10 as permitted sender",
      period: "2014–2021-08", gives: "remark"),
    MessageSample(
      "mail.example: domain of fastpost.example does not designate 203.0.113.70 as permitted sender",
      .server, .warning, period: "2014–2021-08", gives: "remark"),
    MessageSample(
      "mail.example: transitioning domain of letterbox.example does not designate 203.0.113.60 as "
        + "permitted sender", period: "2014–2021-08", gives: "remark"),
    MessageSample(
      "mail.example: 203.0.113.70 is neither permitted nor denied by domain of uni.example",
      period: "2014–2021-08", gives: "remark"),
    MessageSample(
      "mail.example: domain of vps-host.example does not provide an SPF record",
      period: "2014–2021-08", gives: "remark"),
    MessageSample(
      "mail.example: error in processing during lookup of broken.example: DNS problem",
      period: "2014–2021-08", gives: "remark"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    guard context.origin == .server else { return nil }
    var cursor = MessageCursor(message)
    if cursor.skip("PASS ") || cursor.skip("FAIL ") || cursor.skip("NEUTRAL ")
      || cursor.skip("INVALID/SOFTFAIL/NONE/xERROR ")
    {
      return .remark
    }
    guard !cursor.sees("SPF: ") else { return nil }
    let server = cursor.take(until: UInt8(ascii: " "))
    // Of one letter and a colon are the marks of commands and replies.
    guard server.count > 2, cursor.octets[server.end - 1] == UInt8(ascii: ":"), cursor.skip(" ")
    else { return nil }
    guard
      cursor.endsWith(" as permitted sender") || cursor.endsWith(" does not provide an SPF record")
        || cursor.contains(" is neither permitted nor denied by domain of ")
        || cursor.sees("error in processing during lookup of ")
        || cursor.sees("encountered temporary error during SPF processing of ")
    else { return nil }
    return .remark
  }
}
