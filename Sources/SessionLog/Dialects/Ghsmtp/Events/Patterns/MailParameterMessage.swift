// SPDX-License-Identifier: Apache-2.0

/// A parameter of MAIL FROM in a line of its own, below the command: a blank and `NAME[=value]`.
enum MailParameterMessage: MessagePattern {
  static let name = "mail-parameter"
  static let meaning = "A parameter of MAIL FROM in a line of its own."
  static let openings: [StaticString] = [" "]
  static let samples = [
    MessageSample(
      " SIZE=2197", period: "2017-07–2017-10", gives: "mailParameter", "SIZE=2197"),
    MessageSample(" SMTPUTF8", period: "2017-07–2017-10", gives: "mailParameter", "SMTPUTF8"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    guard context.origin == .server, cursor.skip(" "), cursor.isParameter() else { return nil }
    return .mailParameter(cursor.rest())
  }
}
