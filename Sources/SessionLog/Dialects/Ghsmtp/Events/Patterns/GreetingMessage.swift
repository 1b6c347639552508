// SPDX-License-Identifier: Apache-2.0

/// EHLO or HELO was accepted. The name is left out of the peer's description where it is one of
/// the peer's confirmed names: `from` is then followed by the address literal alone.
enum GreetingMessage: MessagePattern {
  static let name = "greeting"
  static let meaning = "EHLO or HELO was accepted; a second one follows STARTTLS."
  static let openings: [StaticString] = [
    "EHLO ", "HELO ", "ESMTP connection ", "SMTP connection ",
  ]
  static let samples = [
    MessageSample(
      "EHLO mx1.bigmail.example from [203.0.113.10]", period: "2017-07–", gives: "greeting",
      "mx1.bigmail.example", "[203.0.113.10]"),
    MessageSample(
      "EHLO vps.vps-host.example from unknown [203.0.113.66]", period: "2017-07–2021-06",
      gives: "greeting", "vps.vps-host.example", "unknown [203.0.113.66]"),
    MessageSample(
      "EHLO [203.0.113.100] from unknown [203.0.113.100]", period: "2017-07–2021-06",
      gives: "greeting", "[203.0.113.100]", "unknown [203.0.113.100]"),
    MessageSample(
      "EHLO old.newsletter.example from bounce.newsletter.example [203.0.113.80]",
      period: "2017-07–", gives: "greeting", "old.newsletter.example",
      "bounce.newsletter.example [203.0.113.80]"),
    MessageSample(
      "EHLO [127.0.0.1] from localhost [127.0.0.1]", period: "2018-06–2026", gives: "greeting",
      "[127.0.0.1]", "localhost [127.0.0.1]"),
    MessageSample(
      "EHLO mx6.bigmail.example from [IPv6:2001:db8:10::10]", period: "2017-07–", gives: "greeting",
      "mx6.bigmail.example", "[IPv6:2001:db8:10::10]"),
    MessageSample(
      "EHLO {mail.xn--bcher-kva.example,mail.bücher.example} from [203.0.113.75]",
      period: "2024-09–2026-08", gives: "greeting",
      "{mail.xn--bcher-kva.example,mail.bücher.example}", "[203.0.113.75]"),
    MessageSample(
      "EHLO {mail.xn--bcher-kva.example, mail.bücher.example} from [203.0.113.75]",
      period: "2026-08–", gives: "greeting", "{mail.xn--bcher-kva.example, mail.bücher.example}",
      "[203.0.113.75]"),
    MessageSample(
      "HELO smtp.letterbox.example from [203.0.113.60]", period: "2017-07–", gives: "greeting",
      "smtp.letterbox.example", "[203.0.113.60]"),
    MessageSample("EHLO stdin.example", period: "2017-07–", gives: "greeting", "stdin.example", ""),
    MessageSample(
      "EHLO from from [203.0.113.10]", period: "2017-07–", gives: "greeting", "from",
      "[203.0.113.10]"),
    MessageSample(
      "EHLO from []", period: "excerpts with names removed", gives: "greeting", "", "[]"),
    MessageSample(
      "ESMTP connection from mx1.bigmail.example [203.0.113.10] claiming mx1.bigmail.example",
      period: "2014-03–2017-07", gives: "greeting", "mx1.bigmail.example",
      "mx1.bigmail.example [203.0.113.10]"),
    MessageSample(
      "ESMTP connection from (unknown [203.0.113.66]) claiming vps.vps-host.example",
      period: "2014-02–2014-04", gives: "greeting", "vps.vps-host.example",
      "(unknown [203.0.113.66])"),
    MessageSample(
      "SMTP connection from unknown [203.0.113.66]", period: "2014-03–2017-07", gives: "greeting",
      "", "unknown [203.0.113.66]"),
    MessageSample(
      "SMTP connection claiming vps.vps-host.example", period: "2014-03–2017-07",
      gives: "greeting", "vps.vps-host.example", ""),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    if cursor.skip("EHLO ") { return greeting(extended: true, &cursor) }
    if cursor.skip("HELO ") { return greeting(extended: false, &cursor) }
    if cursor.skip("ESMTP connection ") { return earlyGreeting(extended: true, &cursor) }
    if cursor.skip("SMTP connection ") { return earlyGreeting(extended: false, &cursor) }
    return nil
  }

  /// `helo [" from " client]`; both may have been removed by hand (`from []`).
  @inline(__always)
  private static func greeting(extended: Bool, _ cursor: inout MessageCursor) -> SessionEvent? {
    let start = cursor.position
    if cursor.next == UInt8(ascii: "{") { _ = cursor.take(until: UInt8(ascii: "}")) }
    _ = cursor.take(until: UInt8(ascii: " "))
    let helo = TextRange(start: start, count: cursor.position - start)
    if cursor.skip(" from ") {
      return .greeting(extended: extended, helo: helo, client: cursor.rest())
    }
    // The client's own text `HELO didn't work, skipping` is another message.
    if cursor.isAtEnd { return .greeting(extended: extended, helo: helo, client: .empty) }
    cursor.position = start
    guard cursor.skip("from ") else { return nil }
    return .greeting(extended: extended, helo: .empty, client: cursor.rest())
  }

  /// `["from " client] ["claiming " helo]`
  private static func earlyGreeting(
    extended: Bool, _ cursor: inout MessageCursor
  ) -> SessionEvent? {
    if cursor.skip("claiming ") {
      return .greeting(extended: extended, helo: cursor.rest(), client: .empty)
    }
    guard cursor.skip("from ") else { return nil }
    if let client = cursor.take(through: " claiming ") {
      return .greeting(extended: extended, helo: cursor.rest(), client: client)
    }
    return .greeting(extended: extended, helo: .empty, client: cursor.rest())
  }
}
