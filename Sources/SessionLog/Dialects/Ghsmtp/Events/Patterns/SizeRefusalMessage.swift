// SPDX-License-Identifier: Apache-2.0

/// A message over the limit was refused with 552, at MAIL, after DATA or at a chunk.
enum SizeRefusalMessage: MessagePattern {
  static let name = "size-refusal"
  static let meaning = "A message over the size limit was refused: 552 5.3.4."
  static let openings: [StaticString] = [
    "SIZE parameter too large: ", "DATA size error", "BDAT size error", "message size maxed out",
    "message size error: ",
    "message size error after ",
  ]
  static let samples = [
    MessageSample(
      "SIZE parameter too large: 999999999", .server, .warning, period: "2017–", gives: "refused",
      "SIZE parameter too large: 999999999"),
    MessageSample(
      "DATA size error", .server, .warning, period: "2017–", gives: "refused", "DATA size error"),
    MessageSample(
      "BDAT size error", .server, .warning, period: "2017–", gives: "refused", "BDAT size error"),
    MessageSample(
      "message size maxed out", .server, .warning, period: "2017–", gives: "refused",
      "message size maxed out"),
    MessageSample(
      "message size error: 17301566 exceeds 17301504", .server, .warning, period: "2017–",
      gives: "refused", "message size error: 17301566 exceeds 17301504"),
    MessageSample(
      "BDAT size error, skiping 4096 octets", .server, .error, period: "2017", gives: "refused",
      "BDAT size error, skiping 4096 octets"),
    MessageSample(
      "message size error after 17301566 octets", .server, .error, period: "2017",
      gives: "refused", "message size error after 17301566 octets"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    let cursor = MessageCursor(message)
    if cursor.sees("SIZE parameter too large: ") {
      return .refused(.declaredSizeLimit, text: cursor.whole)
    }
    if cursor.isExactly("BDAT size error") || cursor.sees("BDAT size error, ") {
      return .refused(.chunkSizeLimit, text: cursor.whole)
    }
    guard
      cursor.isExactly("DATA size error") || cursor.isExactly("message size maxed out")
        || cursor.sees("message size error: ") || cursor.sees("message size error after ")
    else { return nil }
    return .refused(.sizeLimit, text: cursor.whole)
  }
}
