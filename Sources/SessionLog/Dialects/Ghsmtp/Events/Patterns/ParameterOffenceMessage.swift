// SPDX-License-Identifier: Apache-2.0

/// A parameter of MAIL or RCPT that the server does not know, or whose value is not one; accepted.
enum ParameterOffenceMessage: MessagePattern {
  static let name = "parameter-offence"
  static let meaning = "An unknown or malformed parameter of MAIL or RCPT, which was let pass."
  static let openings: [StaticString] = [
    "unrecognized 'MAIL FROM' parameter ", "unrecognized 'RCPT TO' parameter ",
    "unrecognized MAIL FROM parameter ",
    "unrecognized BODY type ", "SIZE parameter has ", "SMTPUTF8 parameter has a value: ",
  ]
  static let samples = [
    MessageSample(
      "unrecognized 'MAIL FROM' parameter RET=HDRS", .server, .warning, period: "2018-06–",
      gives: "offence", "unrecognized 'MAIL FROM' parameter RET=HDRS"),
    MessageSample(
      "unrecognized 'RCPT TO' parameter NOTIFY=NEVER", .server, .warning, period: "2018–",
      gives: "offence", "unrecognized 'RCPT TO' parameter NOTIFY=NEVER"),
    MessageSample(
      "unrecognized MAIL FROM parameter FOO=", .server, .warning, period: "–2018", gives: "offence",
      "unrecognized MAIL FROM parameter FOO="),
    MessageSample(
      "unrecognized BODY type \"FROBNICATE\" requested", .server, .warning, period: "2017–",
      gives: "offence", "unrecognized BODY type \"FROBNICATE\" requested"),
    MessageSample(
      "SIZE parameter has invalid value: notanumber", .server, .warning, period: "2017–",
      gives: "offence", "SIZE parameter has invalid value: notanumber"),
    MessageSample(
      "SIZE parameter has no value.", .server, .warning, period: "2017–", gives: "offence",
      "SIZE parameter has no value."),
    MessageSample(
      "SMTPUTF8 parameter has a value: YES", .server, .warning, period: "2017–", gives: "offence",
      "SMTPUTF8 parameter has a value: YES"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    let cursor = MessageCursor(message)
    if cursor.sees("unrecognized 'MAIL FROM' parameter ")
      || cursor.sees("unrecognized 'RCPT TO' parameter ")
      || cursor.sees("unrecognized MAIL FROM parameter ")
    {
      return .offence(.unknownParameter, text: cursor.whole)
    }
    guard
      cursor.sees("unrecognized BODY type ") || cursor.sees("SIZE parameter has ")
        || cursor.sees("SMTPUTF8 parameter has a value: ")
    else { return nil }
    return .offence(.invalidParameter, text: cursor.whole)
  }
}
