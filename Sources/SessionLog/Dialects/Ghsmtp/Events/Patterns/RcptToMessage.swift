// SPDX-License-Identifier: Apache-2.0

/// A forward-path was accepted. Its parameters are not logged.
enum RcptToMessage: MessagePattern {
  static let name = "rcpt-to"
  static let meaning = "RCPT TO was accepted."
  static let openings: [StaticString] = ["RCPT TO:<", "RCPT TO "]
  static let samples = [
    MessageSample(
      "RCPT TO:<gene@ghsmtp.example>", period: "2017-07–", gives: "rcptTo", "gene@ghsmtp.example"),
    MessageSample("RCPT TO:<\".\">", period: "2017-07–", gives: "rcptTo", "\".\""),
    MessageSample(
      "RCPT TO:<\"a b> c\"@ghsmtp.example>", period: "2017-07–", gives: "rcptTo",
      "\"a b> c\"@ghsmtp.example"),
    MessageSample("RCPT TO:<Postmaster>", period: "2017-07–", gives: "rcptTo", "Postmaster"),
    MessageSample(
      "RCPT TO:<gene@ghsmtp.example> forwarding to == <friend@full.example>",
      period: "2020-09–2020-10", gives: "rcptTo", "gene@ghsmtp.example"),
    MessageSample(
      "RCPT TO:<rep=x@ghsmtp.example> is a reply to friend@full.example", period: "2020-09–2020-10",
      gives: "rcptTo", "rep=x@ghsmtp.example"),
    MessageSample(
      "RCPT TO <gene@ghsmtp.example>", period: "2016-10–2017-07", gives: "rcptTo",
      "gene@ghsmtp.example"),
    MessageSample(
      "RCPT TO gene@ghsmtp.example", period: "2016-10–2017-07", gives: "rcptTo",
      "gene@ghsmtp.example"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    if cursor.skip("RCPT TO:") {
      guard let (path, _) = cursor.bracketedPath() else { return nil }
      return .rcptTo(path: path)
    }
    // The client's `RCPT TO returned 550` is another message.
    guard context.origin != .client, cursor.skip("RCPT TO ") else { return nil }
    if let (path, _) = cursor.bracketedPath() { return .rcptTo(path: path) }
    return .rcptTo(path: cursor.rest())
  }
}
