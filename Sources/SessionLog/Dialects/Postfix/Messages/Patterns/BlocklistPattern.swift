// SPDX-License-Identifier: Apache-2.0

/// dnsblog, which asks block lists for postscreen.
enum BlocklistPattern: PostfixPattern {
  static let name = "blocklist"
  static let meaning = "A block list names the address of a client, or did not answer."
  static let openings: [StaticString] = ["addr ", "dnsblog reply timeout ", "dnsblog_query: "]
  static let samples = [
    PostfixSample(
      "addr 203.0.113.9 listed by domain bl.example as 127.0.0.2", from: .dnsblog,
      releases: "2.8–", gives: "remark"),
    PostfixSample(
      "warning: dnsblog reply timeout 10s for bl.example", from: .postscreen, releases: "2.8–",
      gives: "remark"),
    PostfixSample(
      "warning: dnsblog_query: lookup error for DNS query 9.113.0.203.bl.example: Host or domain name not found",
      from: .dnsblog, releases: "2.8–", gives: "remark"),
  ]

  static func match(_ text: Span<UInt8>, from context: PostfixContext) -> PostfixEvent? {
    let cursor = MessageCursor(text)
    if cursor.sees("addr ") { return cursor.contains(" listed by domain ") ? .remark : nil }
    return cursor.sees("dnsblog reply timeout ") || cursor.sees("dnsblog_query: ") ? .remark : nil
  }
}
