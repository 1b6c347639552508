// SPDX-License-Identifier: Apache-2.0

/// Which own certificate is used, and what names it is for.
enum OwnCertificateMessage: MessagePattern {
  static let name = "own-certificate"
  static let meaning = "Which own certificate is used; says nothing of the peer."
  static let openings: [StaticString] = [
    "client cert found for ", "additional name found ", "duplicate name ", "**** using ",
    "no cert found for client ", "server cert found for ", "servername requested ",
    "email or uri alt name ", "alt name IP4 address ", "IPv6 not implemented", "unknown IP type",
    "unknown alt name type",
  ]
  static let samples = [
    MessageSample(
      "client cert found for mail.ghsmtp.example", .shared, period: "2018-06–", gives: "remark"),
    MessageSample(
      "additional name found ghsmtp.example", .shared, period: "2018-06–", gives: "remark"),
    MessageSample(
      "duplicate name mail.ghsmtp.example ignored", .shared, period: "2018-06–", gives: "remark"),
    MessageSample(
      "**** using cert for mail.ghsmtp.example", .shared, period: "2018-06–", gives: "remark"),
    MessageSample("**** using no client cert", .shared, period: "2018-06–", gives: "remark"),
    MessageSample(
      "no cert found for client mail.ghsmtp.example", .shared, period: "2018-06–", gives: "remark"),
    MessageSample(
      "server cert found for mail.ghsmtp.example", .shared, period: "2018", gives: "remark"),
    MessageSample(
      "servername requested mail.ghsmtp.example", .shared, period: "2018–2022", gives: "remark"),
    MessageSample(
      "email or uri alt name postmaster@ghsmtp.example", .shared, period: "2018–", gives: "remark"),
    MessageSample("alt name IP4 address 198.51.100.25", .shared, period: "2018–", gives: "remark"),
    MessageSample("IPv6 not implemented", .shared, .error, period: "2018–", gives: "remark"),
    MessageSample("unknown IP type", .shared, .error, period: "2018–", gives: "remark"),
    MessageSample("unknown alt name type", .shared, .error, period: "2018–", gives: "remark"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    let cursor = MessageCursor(message)
    guard
      cursor.sees("client cert found for ") || cursor.sees("additional name found ")
        || cursor.sees("duplicate name ") && cursor.endsWith(" ignored")
        || cursor.sees("**** using cert for ") || cursor.isExactly("**** using no client cert")
        || cursor.sees("no cert found for client ") || cursor.sees("server cert found for ")
        || cursor.sees("servername requested ") || cursor.sees("email or uri alt name ")
        || cursor.sees("alt name IP4 address ") || cursor.isExactly("IPv6 not implemented")
        || cursor.isExactly("unknown IP type") || cursor.isExactly("unknown alt name type")
    else { return nil }
    return .remark
  }
}
