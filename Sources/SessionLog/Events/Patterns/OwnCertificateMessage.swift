// SPDX-License-Identifier: Apache-2.0

/// Which own certificate is used, and what names it is for.
enum OwnCertificateMessage: MessagePattern {
  static let name = "own-certificate"
  static let meaning = "Which own certificate is used; says nothing of the peer."
  static let openings: [StaticString] = [
    "client cert found for ", "additional name found ", "duplicate name ", "**** using ",
    "no cert found for client ",
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
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    let cursor = MessageCursor(message)
    guard
      cursor.sees("client cert found for ") || cursor.sees("additional name found ")
        || cursor.sees("duplicate name ") && cursor.endsWith(" ignored")
        || cursor.sees("**** using cert for ") || cursor.isExactly("**** using no client cert")
        || cursor.sees("no cert found for client ")
    else { return nil }
    return .remark
  }
}
