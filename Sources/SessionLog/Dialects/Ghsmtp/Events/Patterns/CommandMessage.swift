// SPDX-License-Identifier: Apache-2.0

/// A command that the client sent. A blank before `C:` means that it leaves because of a failure.
enum CommandMessage: MessagePattern {
  static let name = "command"
  static let meaning = "A command that the client sent."
  static let openings: [StaticString] = ["C:", " C:", "> "]
  static let samples = [
    MessageSample(
      "C: EHLO mail.ghsmtp.example", .client, period: "2018-02–", gives: "command",
      "mail.ghsmtp.example"),
    MessageSample("C: EHLO", .client, period: "excerpts with names removed", gives: "command", ""),
    MessageSample(
      "C: HELO mail.ghsmtp.example", .client, period: "2018-02–", gives: "command",
      "mail.ghsmtp.example"),
    MessageSample("C: STARTTLS", .client, period: "2018-02–", gives: "command", ""),
    MessageSample(
      "C: MAIL FROM:<\"\\\".\\\"\"> SIZE=1142 BODY=8BITMIME SMTPUTF8", .client, period: "2018-02–",
      gives: "command", "<\"\\\".\\\"\"> SIZE=1142 BODY=8BITMIME SMTPUTF8"),
    MessageSample(
      "C: RCPT TO:<friend@full.example>", .client, period: "2018-02–", gives: "command",
      "<friend@full.example>"),
    MessageSample("C: DATA", .client, period: "2018-02–", gives: "command", ""),
    MessageSample("C: BDAT 1138 LAST", .client, period: "2018-02–", gives: "command", "1138 LAST"),
    MessageSample("C: QUIT", .client, period: "2018-02–", gives: "command", ""),
    MessageSample(" C: QUIT", .client, period: "2018-02–", gives: "command", ""),
    MessageSample("C: NOOP NOOP", .client, period: "2018-02–", gives: "command", "NOOP"),
    MessageSample("C: AUTH PLAIN", .client, period: "2018-02–", gives: "command", "PLAIN"),
    MessageSample("C: RSET", .client, period: "2018-02–", gives: "command", ""),
    MessageSample("C: XFOO bar", .client, period: "2018-02–", gives: "command", "XFOO bar"),
    MessageSample(
      "> EHLO mail.ghsmtp.example\r", .client, period: "2017-07–2018-02", gives: "command",
      "mail.ghsmtp.example"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    let failing = cursor.skip(" C: ")
    guard
      failing || cursor.skip("C: ") || context.origin == .client && cursor.skip("> ")
    else { return nil }
    let verb = verb(&cursor)
    _ = cursor.skip(" ")
    return .command(verb: verb, argument: cursor.rest(), failing: failing)
  }

  /// The verb, the cursor moving behind it; `other` leaves the whole command as the argument.
  @inline(__always)
  private static func verb(_ cursor: inout MessageCursor) -> SessionEvent.Verb {
    switch cursor.next {
    case UInt8(ascii: "M"): cursor.skip("MAIL FROM:") ? .mailFrom : .other
    case UInt8(ascii: "R"):
      cursor.skip("RCPT TO:") ? .rcptTo : word("RSET", .reset, &cursor)
    case UInt8(ascii: "B"): word("BDAT", .bdat, &cursor)
    case UInt8(ascii: "D"): word("DATA", .data, &cursor)
    case UInt8(ascii: "E"): word("EHLO", .ehlo, &cursor)
    case UInt8(ascii: "H"): word("HELO", .helo, &cursor)
    case UInt8(ascii: "S"): word("STARTTLS", .startTLS, &cursor)
    case UInt8(ascii: "Q"): word("QUIT", .quit, &cursor)
    case UInt8(ascii: "N"): word("NOOP", .noop, &cursor)
    case UInt8(ascii: "A"): word("AUTH", .auth, &cursor)
    case UInt8(ascii: "V"): word("VRFY", .vrfy, &cursor)
    default: .other
    }
  }

  /// `verb` if `literal` stands here as a whole word.
  @inline(__always)
  private static func word(
    _ literal: StaticString, _ verb: SessionEvent.Verb, _ cursor: inout MessageCursor
  ) -> SessionEvent.Verb {
    let start = cursor.position
    guard cursor.skip(literal), cursor.isAtEnd || cursor.sees(" ") else {
      cursor.position = start
      return .other
    }
    return verb
  }
}
