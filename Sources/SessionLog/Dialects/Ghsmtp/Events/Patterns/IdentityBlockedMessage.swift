// SPDX-License-Identifier: Apache-2.0

/// The greeting was refused by policy and the connection closed.
enum IdentityBlockedMessage: MessagePattern {
  static let name = "identity-blocked"
  static let meaning = "The greeting was refused by policy: 550 5.7.1, connection closed."
  static let openings: [StaticString] = [
    "client identity blocked: ", "liar: client", "invalid sender ", "blacklisted identity ",
    "blacklisted TLD ",
  ]
  static let samples = [
    MessageSample(
      "client identity blocked: liar, claimed to be mail.ghsmtp.example", period: "2021-08–",
      gives: "blocked", "liar, claimed to be mail.ghsmtp.example"),
    MessageSample(
      "client identity blocked: claimed HELO/EHLO identity \"win-abc123\" not fully qualified",
      period: "2021-08–", gives: "blocked",
      "claimed HELO/EHLO identity \"win-abc123\" not fully qualified"),
    MessageSample(
      "client identity blocked: claimed identity registered domain \"badhost.example\" is blocked",
      period: "2021-08–", gives: "blocked",
      "claimed identity registered domain \"badhost.example\" is blocked"),
    MessageSample(
      "client identity blocked: claimed identity \"mx.badhost.example\" blocked",
      period: "2021-08–", gives: "blocked", "claimed identity \"mx.badhost.example\" blocked"),
    MessageSample(
      "liar: client unknown [203.0.113.66] claiming mail.ghsmtp.example", .server, .error,
      period: "2014–2017", gives: "blocked",
      "liar: client unknown [203.0.113.66] claiming mail.ghsmtp.example"),
    MessageSample(
      "invalid sender unknown [203.0.113.66] claiming win-abc123", .server, .error,
      period: "2014–2017", gives: "blocked",
      "invalid sender unknown [203.0.113.66] claiming win-abc123"),
    MessageSample(
      "blacklisted identity unknown [203.0.113.66] claiming mx.badhost.example", .server, .error,
      period: "2014–2017", gives: "blocked",
      "blacklisted identity unknown [203.0.113.66] claiming mx.badhost.example"),
    MessageSample(
      "blacklisted TLD unknown [203.0.113.66] claiming mx.badhost.example", .server, .error,
      period: "2014–2017", gives: "blocked",
      "blacklisted TLD unknown [203.0.113.66] claiming mx.badhost.example"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    if cursor.skip("client identity blocked: ") {
      return .blocked(reason: .identity, detail: cursor.rest())
    }
    guard
      cursor.sees("liar: client") || cursor.sees("invalid sender ")
        || cursor.sees("blacklisted identity ") || cursor.sees("blacklisted TLD "),
      cursor.contains(" claiming ")
    else { return nil }
    return .blocked(reason: .identity, detail: cursor.whole)
  }
}
