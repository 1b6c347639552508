// SPDX-License-Identifier: Apache-2.0

/// The names that the client found for itself, one a line.
enum OwnNamesMessage: MessagePattern {
  static let name = "own-names"
  static let meaning = "The client's own names, of which it greets with the first."
  static let openings: [StaticString] = ["our names are:", "    "]
  static let samples = [
    MessageSample("our names are:", .client, period: "2018-04–", gives: "remark"),
    MessageSample("    mail.ghsmtp.example", .client, period: "2018-04–", gives: "remark"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    if cursor.isExactly("our names are:") { return .remark }
    guard context.origin == .client, cursor.skip("    "), cursor.next != UInt8(ascii: " "),
      cursor.onlyWord() != nil
    else { return nil }
    return .remark
  }
}
