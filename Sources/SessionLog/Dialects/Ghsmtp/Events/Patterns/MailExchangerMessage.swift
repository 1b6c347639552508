// SPDX-License-Identifier: Apache-2.0

/// The hosts of the recipient's domain, one a line, in order of preference.
enum MailExchangerMessage: MessagePattern {
  static let name = "mail-exchanger"
  static let meaning = "A host of the recipient's domain with its preference (0 and no name: none)."
  static let openings: [StaticString] = [
    "MXs for ", " ", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9",
  ]
  static let samples = [
    MessageSample("MXs for full.example are:", .client, period: "2018-04–", gives: "remark"),
    MessageSample(
      " 10 mx.full.example", .client, period: "2018-04–", gives: "mailExchanger", "mx.full.example"),
    MessageSample("  0 ", .client, period: "2018-04–", gives: "mailExchanger", ""),
    MessageSample(
      "100 mx.full.example", .client, period: "2018-04–", gives: "mailExchanger",
      "mx.full.example"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    guard context.origin == .client else { return nil }
    if cursor.skip("MXs for ") { return cursor.endsWith(" are:") ? .remark : nil }
    cursor.skipBlanks()
    // Three columns: right-aligned, and at least as wide as the number.
    guard let preference = cursor.smallNumber(), cursor.position >= 3, cursor.skip(" ") else {
      return nil
    }
    if cursor.isAtEnd { return .mailExchanger(preference: preference, host: .empty) }
    guard let host = cursor.onlyWord() else { return nil }
    return .mailExchanger(preference: preference, host: host)
  }
}
