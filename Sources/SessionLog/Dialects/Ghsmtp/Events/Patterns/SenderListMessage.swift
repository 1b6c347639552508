// SPDX-License-Identifier: Apache-2.0

/// What the server's lists say of the sender's domain that is let pass.
enum SenderListMessage: MessagePattern {
  static let name = "sender-list"
  static let meaning = "What lists say of the sender's domain that is let pass."
  static let openings: [StaticString] = [
    "sender ", "SPF sender domain (", "looking up ", "two level ", "",
  ]
  static let samples = [
    MessageSample(
      "sender \"acme-widgets.example\" not disallowed", period: "2020-08–", gives: "remark"),
    MessageSample("sender bigmail.example allowed", period: "2020-09–", gives: "remark"),
    MessageSample(
      "sender registered domain \"bigmail.example\" allowed", period: "2020-09–", gives: "remark"),
    MessageSample("sender bigmail.example whitelisted", period: "–2020-09", gives: "remark"),
    MessageSample("acme-widgets.example cleared by URIBLs", period: "–2020-08", gives: "remark"),
    MessageSample("sender tld example whitelisted", period: "2014–2017", gives: "remark"),
    MessageSample(
      "sender \"acme-widgets.example\" not blocked by URIBLs", period: "2020–2021", gives: "remark"),
    MessageSample(
      "sender domain [198.51.100.1] does not match [203.0.113.10]", .server, .warning,
      period: "2018–", gives: "remark"),
    MessageSample(
      "SPF sender domain (spamdom.example) is blocked", period: "2020–", gives: "remark"),
    MessageSample("looking up acme-widgets.example", period: "2018", gives: "remark"),
    MessageSample("co.example found on the two level list", period: "2018", gives: "remark"),
    MessageSample(
      "two level co.example != tld example", .server, .warning, period: "2014–2017",
      gives: "remark"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    guard context.origin == .server else { return nil }
    let cursor = MessageCursor(message)
    if cursor.sees("sender ") {
      guard
        cursor.endsWith(" not disallowed") || cursor.endsWith(" allowed")
          || cursor.endsWith(" whitelisted") || cursor.endsWith(" not blocked by URIBLs")
          || cursor.contains(" does not match ")
      else { return nil }
      return .remark
    }
    guard
      cursor.endsWith(" cleared by URIBLs") || cursor.sees("looking up ")
        || cursor.sees("SPF sender domain (") && cursor.endsWith(") is blocked")
        || cursor.sees("two level ") && cursor.contains(" != tld ")
        || cursor.endsWith(" found on the two level list")
        || cursor.endsWith(" found on the three level list")
    else { return nil }
    return .remark
  }
}
