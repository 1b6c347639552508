// SPDX-License-Identifier: Apache-2.0

/// Warnings of smtpd that begin with the client.
enum PeerWarningPattern: PostfixPattern {
  static let name = "client-warning"
  static let meaning = "A client failed to authenticate, or sent a line that is too long."
  static let openings: [StaticString] = ["SASL authentication failure: ", ""]
  static let samples = [
    PostfixSample(
      "warning: unknown[203.0.113.9]: SASL LOGIN authentication failed: authentication failure, sasl_username=anna@postbox.example",
      from: .smtpd, releases: "3.7.11–", gives: "authenticationFailed", "unknown", "203.0.113.9",
      "LOGIN", "authentication failure"),
    PostfixSample(
      "warning: unknown[203.0.113.9]: SASL PLAIN authentication failed: UGFzc3dvcmQ6", from: .smtpd,
      gives: "authenticationFailed", "unknown", "203.0.113.9", "PLAIN", "UGFzc3dvcmQ6"),
    PostfixSample(
      "warning: unknown[203.0.113.9]: SASL login authentication failed:", from: .smtpd,
      gives: "authenticationFailed", "unknown", "203.0.113.9", "login", ""),
    PostfixSample(
      "warning: unknown[203.0.113.9]: request longer than 2048: NOOP xxxxxx...", from: .smtpd,
      gives: "offence", "unknown[203.0.113.9]: request longer than 2048: NOOP xxxxxx..."),
    PostfixSample(
      "warning: SASL authentication failure: Password verification failed", from: .smtpd,
      gives: "remark"),
  ]

  static func match(_ text: Span<UInt8>, from context: PostfixContext) -> PostfixEvent? {
    guard context.severity == .warning else { return nil }
    var cursor = MessageCursor(text)
    if cursor.sees("SASL authentication failure: ") { return .remark }
    guard let peer = PostfixPeer.take(&cursor), cursor.skip(": ") else { return nil }
    if cursor.sees("request longer than ") { return .offence(.lineTooLong, text: cursor.whole) }
    guard cursor.skip("SASL ") else { return nil }
    let mechanism = cursor.take(until: UInt8(ascii: " "))
    guard cursor.skip(" authentication failed:") else { return nil }
    cursor.skipBlanks()
    let start = cursor.position
    let reason = cursor.take(through: ", sasl_username=")
    cursor.position = start
    return .authenticationFailed(
      peer, mechanism: mechanism, reason: reason ?? cursor.rest())
  }
}
