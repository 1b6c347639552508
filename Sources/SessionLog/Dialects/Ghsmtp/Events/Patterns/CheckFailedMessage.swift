// SPDX-License-Identifier: Apache-2.0

/// A check of the program failed: the process aborts, and a stack trace may follow.
enum CheckFailedMessage: MessagePattern {
  static let name = "check-failed"
  static let meaning = "A check of the program failed: the process aborts."
  static let openings: [StaticString] = [
    "Check failed: ", "bad From: address syntax ", "bad To: address syntax ",
    "bad MAIL FROM: address syntax ", "bad RCPT TO: address syntax ", "can't find mail body part ",
    "can't determine my server ID", "output no good at line ", "bogus address ",
  ]
  static let samples = [
    MessageSample(
      "Check failed: req_ == nullptr can only move into default constructed object", .server,
      .fatal, period: "2018-06–2018-07", gives: "aborted",
      "req_ == nullptr can only move into default constructed object"),
    MessageSample(
      "Check failed: POSIX::input_ready(fd_in, time_left) starttls timed out on input_ready",
      .shared, .fatal, period: "2014–2024", gives: "aborted",
      "POSIX::input_ready(fd_in, time_left) starttls timed out on input_ready"),
    MessageSample(
      "Check failed: cnn.sock.out().good() ", .client, .fatal,
      period: "2018–", gives: "aborted", "cnn.sock.out().good() "),
    MessageSample(
      "bad From: address syntax <x>", .client, .fatal, period: "2018–", gives: "aborted",
      "bad From: address syntax <x>"),
    MessageSample(
      "bad To: address syntax <x>", .client, .fatal, period: "2018–", gives: "aborted",
      "bad To: address syntax <x>"),
    MessageSample(
      "bad MAIL FROM: address syntax <x>", .client, .fatal, period: "2018–", gives: "aborted",
      "bad MAIL FROM: address syntax <x>"),
    MessageSample(
      "bad RCPT TO: address syntax <x>", .client, .fatal, period: "2018–", gives: "aborted",
      "bad RCPT TO: address syntax <x>"),
    MessageSample(
      "can't find mail body part body.txt", .client, .fatal, period: "2018–", gives: "aborted",
      "can't find mail body part body.txt"),
    MessageSample(
      "can't determine my server ID, set GHSMTP_SERVER_ID maybe", .server, .fatal,
      period: "2018–", gives: "aborted",
      "can't determine my server ID, set GHSMTP_SERVER_ID maybe"),
    MessageSample(
      "output no good at line 7", .client, .fatal, period: "2018–", gives: "aborted",
      "output no good at line 7"),
    MessageSample(
      "bogus address [203.0.113.10], 203.0.113.10", .server, .fatal, period: "2018–",
      gives: "aborted", "bogus address [203.0.113.10], 203.0.113.10"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    if cursor.skip("Check failed: ") { return .aborted(text: cursor.rest()) }
    guard context.severity == .fatal,
      cursor.sees("bad From: address syntax ") || cursor.sees("bad To: address syntax ")
        || cursor.sees("bad MAIL FROM: address syntax ")
        || cursor.sees("bad RCPT TO: address syntax ")
        || cursor.sees("can't find mail body part ")
        || cursor.sees("can't determine my server ID") || cursor.sees("output no good at line ")
        || cursor.sees("bogus address ")
    else { return nil }
    return .aborted(text: cursor.whole)
  }
}
