// SPDX-License-Identifier: Apache-2.0

/// A command out of order was refused with 503 (RFC 5321 section 4.1.4). ` from ` and the peer
/// may follow.
enum SequenceRefusalMessage: MessagePattern {
  static let name = "sequence-refusal"
  static let meaning = "A command out of order was refused: 503 5.5.1."
  static let openings: [StaticString] = [
    "'MAIL FROM' before ", "'RCPT TO' before ", "'RCPT TO' during ", "'DATA' before ",
    "'DATA' during ", "'BDAT' before ", "nested MAIL command", "no valid recipients",
    "error state must be cleared with a RSET", "DATA does not support BINARYMIME",
    "BDAT sequence error", "BDAT I/O error", "need 'MAIL FROM' before ",
    "BDAT continuing data error", "bdat_start() returned error!",
  ]
  static let samples = [
    MessageSample(
      "'MAIL FROM' before HELO/EHLO from mx1.bigmail.example [203.0.113.10]", .server, .warning,
      period: "2014–", gives: "refused",
      "'MAIL FROM' before HELO/EHLO from mx1.bigmail.example [203.0.113.10]"),
    MessageSample(
      "'RCPT TO' before 'MAIL FROM'", .server, .warning, period: "2014–", gives: "refused",
      "'RCPT TO' before 'MAIL FROM'"),
    MessageSample(
      "'RCPT TO' during BDAT transfer", .server, .warning, period: "2017–", gives: "refused",
      "'RCPT TO' during BDAT transfer"),
    MessageSample(
      "'DATA' before HELO/EHLO", .server, .warning, period: "2014–", gives: "refused",
      "'DATA' before HELO/EHLO"),
    MessageSample(
      "'DATA' during BDAT transfer", .server, .warning, period: "2017–", gives: "refused",
      "'DATA' during BDAT transfer"),
    MessageSample(
      "'BDAT' before 'RCPT TO'", .server, .warning, period: "2017–", gives: "refused",
      "'BDAT' before 'RCPT TO'"),
    MessageSample(
      "nested MAIL command from [203.0.113.66]", .server, .warning, period: "2014–",
      gives: "refused", "nested MAIL command from [203.0.113.66]"),
    MessageSample(
      "no valid recipients from mx1.bigmail.example [203.0.113.10]", .server, .warning,
      period: "2014–", gives: "refused",
      "no valid recipients from mx1.bigmail.example [203.0.113.10]"),
    MessageSample(
      "error state must be cleared with a RSET", .server, .warning, period: "2017–",
      gives: "refused", "error state must be cleared with a RSET"),
    MessageSample(
      "DATA does not support BINARYMIME", .server, .warning, period: "2017–", gives: "refused",
      "DATA does not support BINARYMIME"),
    MessageSample(
      "BDAT sequence error", .server, .warning, period: "2017–", gives: "refused",
      "BDAT sequence error"),
    MessageSample(
      "BDAT I/O error", .server, .warning, period: "2017–", gives: "refused", "BDAT I/O error"),
    MessageSample(
      "need 'MAIL FROM' before 'DATA'", .server, .warning, period: "2014–2016", gives: "refused",
      "need 'MAIL FROM' before 'DATA'"),
    MessageSample(
      "BDAT continuing data error, skiping 4096 octets", .server, .error, period: "2017",
      gives: "refused", "BDAT continuing data error, skiping 4096 octets"),
    MessageSample("bdat_start() returned error!", .server, .error, period: "2017", gives: "remark"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    let cursor = MessageCursor(message)
    // The refusal itself stands before it.
    if cursor.isExactly("bdat_start() returned error!") { return .remark }
    guard let refusal = refusal(cursor) else { return nil }
    return .refused(refusal, text: cursor.whole)
  }

  private static func refusal(_ cursor: borrowing MessageCursor) -> Refusal? {
    if cursor.sees("'MAIL FROM' before ") { return .mailOutOfOrder }
    if cursor.sees("'RCPT TO' before ") || cursor.sees("'RCPT TO' during ") {
      return .rcptOutOfOrder
    }
    if cursor.sees("'DATA' before ") || cursor.sees("'DATA' during ") { return .dataOutOfOrder }
    if cursor.sees("'BDAT' before ") { return .bdatOutOfOrder }
    if cursor.sees("nested MAIL command") { return .nestedMail }
    if cursor.sees("no valid recipients") { return .noRecipients }
    if cursor.sees("error state must be cleared with a RSET") { return .errorState }
    if cursor.isExactly("DATA does not support BINARYMIME") { return .binaryWithData }
    if cursor.sees("need 'MAIL FROM' before ") { return .dataOutOfOrder }
    if cursor.isExactly("BDAT sequence error") || cursor.sees("BDAT continuing data error") {
      return .bdatSequence
    }
    return cursor.isExactly("BDAT I/O error") ? .bdatInput : nil
  }
}
