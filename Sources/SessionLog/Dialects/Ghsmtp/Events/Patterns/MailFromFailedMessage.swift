// SPDX-License-Identifier: Apache-2.0

/// A reverse-path was refused, logged as the command.
enum MailFromFailedMessage: MessagePattern {
  static let name = "mail-from-failed"
  static let meaning = "MAIL FROM was refused."
  static let openings: [StaticString] = ["** Failed! ** MAIL FROM:"]
  static let samples = [
    MessageSample(
      "** Failed! ** MAIL FROM:<spammer@uni.example> SIZE=100", .server, .warning,
      period: "2017-10–2018-01", gives: "pathRefused", "spammer@uni.example",
      "** Failed! ** MAIL FROM:<spammer@uni.example> SIZE=100")
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    let text = cursor.whole
    guard cursor.skip("** Failed! ** MAIL FROM:"), let (path, _) = cursor.bracketedPath() else {
      return nil
    }
    return .pathRefused(.senderRejected, path: path, text: text)
  }
}
