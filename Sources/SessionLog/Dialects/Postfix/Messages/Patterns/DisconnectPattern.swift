// SPDX-License-Identifier: Apache-2.0

/// The end of a connection, since 3.0 with the number of commands of each kind:
///
///     statistics = *( SP verb "=" [ accepted "/" ] all ) [ SP "notes=" notes ]
enum DisconnectPattern: PostfixPattern {
  static let name = "disconnect"
  static let meaning =
    "A client's connection is over; which commands it gave, and how many of them were accepted."
  static let openings: [StaticString] = ["disconnect from "]
  static let samples = [
    PostfixSample(
      "disconnect from mx1.bigmail.example[192.0.2.10] ehlo=2 starttls=1 mail=1 rcpt=1/2 data=1 quit=1 commands=7/8",
      from: .smtpd, releases: "3.0–", gives: "disconnected", "mx1.bigmail.example", "192.0.2.10",
      "ehlo=2 starttls=1 mail=1 rcpt=1/2 data=1 quit=1 commands=7/8"),
    PostfixSample(
      "disconnect from unknown[203.0.113.9] commands=0/0", from: .smtpd, releases: "3.0–",
      gives: "disconnected", "unknown", "203.0.113.9", "commands=0/0"),
    PostfixSample(
      "disconnect from unknown[203.0.113.9]", from: .smtpd, releases: "2.3–2.11",
      gives: "disconnected", "unknown", "203.0.113.9", ""),
  ]

  static func match(_ text: Span<UInt8>, from context: PostfixContext) -> PostfixEvent? {
    var cursor = MessageCursor(text)
    guard cursor.skip("disconnect from "), let peer = PostfixPeer.take(&cursor) else { return nil }
    guard cursor.isAtEnd || cursor.skip(" ") else { return nil }
    return .disconnected(peer, statistics: cursor.rest())
  }
}
