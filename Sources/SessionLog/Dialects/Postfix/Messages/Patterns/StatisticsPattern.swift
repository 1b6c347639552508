// SPDX-License-Identifier: Apache-2.0

/// anvil's and scache's counts, and the upkeep of caches: dates and colons stand everywhere in them.
enum StatisticsPattern: PostfixPattern {
  static let name = "statistics"
  static let meaning = "Counts and upkeep of Postfix's own caches."
  static let openings: [StaticString] = ["statistics: ", "cache "]
  static let samples = [
    PostfixSample(
      "statistics: max connection rate 12/60s for (smtp:192.0.2.10) at Dec  1 00:47:31",
      from: .anvil, gives: "remark"),
    PostfixSample(
      "statistics: start interval Dec  1 00:43:01", from: .scache, gives: "remark"),
    PostfixSample(
      "cache btree:/var/lib/postfix/postscreen_cache full cleanup: retained=2 dropped=0 entries",
      from: .postscreen, releases: "2.8–", gives: "remark"),
  ]

  static func match(_ text: Span<UInt8>, from context: PostfixContext) -> PostfixEvent? {
    let cursor = MessageCursor(text)
    if cursor.sees("statistics: ") { return .remark }
    return cursor.sees("cache ") && cursor.contains(" full cleanup: ") ? .remark : nil
  }
}
