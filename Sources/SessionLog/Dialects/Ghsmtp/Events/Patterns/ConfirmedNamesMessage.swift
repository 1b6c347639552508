// SPDX-License-Identifier: Apache-2.0

/// One of the peer's confirmed names, below the message that the greeting matches none of them.
enum ConfirmedNamesMessage: MessagePattern {
  static let name = "confirmed-names"
  static let meaning = "A confirmed (FCrDNS) name of a peer whose greeting name matches none."
  static let openings: [StaticString] = ["                 "]
  static let samples = [
    MessageSample(
      "                 bounce.newsletter.example", period: "2018-06–", gives: "remark")
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    guard context.origin == .server, cursor.skip("                 "), cursor.onlyWord() != nil
    else { return nil }
    return .remark
  }
}
