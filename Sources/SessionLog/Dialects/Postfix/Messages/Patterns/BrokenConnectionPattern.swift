// SPDX-License-Identifier: Apache-2.0

/// A connection that did not end in good order. The stage is the last command that was recognised, or
/// what the server waited for.
enum BrokenConnectionPattern: PostfixPattern {
  static let name = "broken-connection"
  static let meaning = "The client went away, was silent for too long, or made too many errors."
  static let openings: [StaticString] = [
    "lost connection after ", "timeout after ", "too many errors after ",
  ]
  static let samples = [
    PostfixSample(
      "lost connection after STARTTLS from unknown[203.0.113.9]", from: .smtpd, gives: "broken",
      "STARTTLS", "unknown", "203.0.113.9"),
    PostfixSample(
      "lost connection after DATA (1024 bytes) from mx1.bigmail.example[192.0.2.10]", from: .smtpd,
      releases: "2.8–", gives: "broken", "DATA", "mx1.bigmail.example", "192.0.2.10"),
    PostfixSample(
      "lost connection after DATA (approximately 1024 bytes) from mx1.bigmail.example[192.0.2.10]",
      from: .smtpd, releases: "2.4–2.7", gives: "broken", "DATA", "mx1.bigmail.example",
      "192.0.2.10"),
    PostfixSample(
      "NOQUEUE: lost connection after CONNECT from unknown[203.0.113.9]", from: .smtpd,
      releases: "3.10–", gives: "broken", "CONNECT", "unknown", "203.0.113.9"),
    PostfixSample(
      "timeout after END-OF-MESSAGE from unknown[203.0.113.9]", from: .smtpd, gives: "broken",
      "END-OF-MESSAGE", "unknown", "203.0.113.9"),
    PostfixSample(
      "too many errors after RCPT from unknown[203.0.113.9]", from: .smtpd, gives: "broken",
      "RCPT", "unknown", "203.0.113.9"),
  ]

  static func match(_ text: Span<UInt8>, from context: PostfixContext) -> PostfixEvent? {
    var cursor = MessageCursor(text)
    let kind: PostfixEvent.Break
    if cursor.skip("lost connection after ") {
      kind = .lost
    } else if cursor.skip("timeout after ") {
      kind = .timedOut
    } else if cursor.skip("too many errors after ") {
      kind = .tooManyErrors
    } else {
      return nil
    }
    let stage = cursor.take(until: UInt8(ascii: " "))
    guard cursor.take(through: " from ") != nil, let peer = PostfixPeer.take(&cursor) else {
      return nil
    }
    return .broken(kind, stage: stage, peer)
  }
}
