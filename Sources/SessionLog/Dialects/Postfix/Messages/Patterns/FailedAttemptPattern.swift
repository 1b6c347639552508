// SPDX-License-Identifier: Apache-2.0

/// One server of several was tried in vain; the next one is tried. Without a queue id the connection
/// itself failed.
enum FailedAttemptPattern: PostfixPattern {
  static let name = "failed-attempt"
  static let meaning = "A server was tried in vain, and another one or the same again will be."
  static let openings: [StaticString] = [
    "host ", "lost connection with ", "conversation with ", "connect to ",
    "Cannot start TLS: ", "TLS is required, but ", "Server certificate not ",
  ]
  static let samples = [
    PostfixSample(
      "4jdj0074CWz2yj: host mx1.multi.example[198.51.100.111] refused to talk to me: 554 no service here",
      from: .smtp, gives: "attemptFailed", "mx1.multi.example", "198.51.100.111",
      "host mx1.multi.example[198.51.100.111] refused to talk to me: 554 no service here"),
    PostfixSample(
      "4jdj0074CWz2yj: host mx1.multi.example[198.51.100.111] said: 451 4.3.0 later (in reply to RCPT TO command)",
      from: .smtp, gives: "attemptFailed", "mx1.multi.example", "198.51.100.111",
      "host mx1.multi.example[198.51.100.111] said: 451 4.3.0 later (in reply to RCPT TO command)"),
    PostfixSample(
      "4jdj0074CWz2yj: lost connection with mx.hangup.example[198.51.100.112] while performing the EHLO handshake",
      from: .smtp, gives: "attemptFailed", "mx.hangup.example", "198.51.100.112",
      "lost connection with mx.hangup.example[198.51.100.112] while performing the EHLO handshake"),
    PostfixSample(
      "4jdj0074CWz2yj: conversation with mx.slow.example[198.51.100.113] timed out while sending RCPT TO",
      from: .smtp, gives: "attemptFailed", "mx.slow.example", "198.51.100.113",
      "conversation with mx.slow.example[198.51.100.113] timed out while sending RCPT TO"),
    PostfixSample(
      "connect to mx.gone.example[198.51.100.114]:25: Connection refused", from: .smtp,
      gives: "attemptFailed", "mx.gone.example", "198.51.100.114",
      "connect to mx.gone.example[198.51.100.114]:25: Connection refused"),
    PostfixSample(
      "4jdj0074CWz2yj: Cannot start TLS: handshake failure", from: .smtp, gives: "attemptFailed",
      "", "", "Cannot start TLS: handshake failure"),
    PostfixSample(
      "4jdj0074CWz2yj: TLS is required, but was not offered by host mx.plain.example[198.51.100.115]",
      from: .smtp, gives: "attemptFailed", "", "",
      "TLS is required, but was not offered by host mx.plain.example[198.51.100.115]"),
    PostfixSample(
      "4jdj0074CWz2yj: Server certificate not verified", from: .smtp, gives: "attemptFailed", "",
      "", "Server certificate not verified"),
  ]

  static func match(_ text: Span<UInt8>, from context: PostfixContext) -> PostfixEvent? {
    var cursor = MessageCursor(text)
    let whole = cursor.whole
    if cursor.skip("connect to ") {
      guard let peer = PostfixPeer.take(&cursor), cursor.sees(": ") else { return nil }
      return .attemptFailed(peer, text: whole)
    }
    guard context.hasQueueID else { return nil }
    if cursor.sees("Cannot start TLS: ") || cursor.sees("TLS is required, but ")
      || cursor.sees("Server certificate not ")
    {
      return .attemptFailed(PostfixPeer(), text: whole)
    }
    guard
      cursor.skip("host ") || cursor.skip("lost connection with ")
        || cursor.skip("conversation with "), let peer = PostfixPeer.take(&cursor)
    else { return nil }
    return .attemptFailed(peer, text: whole)
  }
}
