// SPDX-License-Identifier: Apache-2.0

/// What the server's lists say of the sender's domain that is let pass.
enum SenderListMessage: MessagePattern {
  static let name = "sender-list"
  static let meaning = "What lists say of the sender's domain that is let pass."
  static let openings: [StaticString] = ["sender ", ""]
  static let samples = [
    MessageSample(
      "sender \"acme-widgets.example\" not disallowed", period: "2020-08–", gives: "remark"),
    MessageSample("sender bigmail.example allowed", period: "2020-09–", gives: "remark"),
    MessageSample(
      "sender registered domain \"bigmail.example\" allowed", period: "2020-09–", gives: "remark"),
    MessageSample("sender bigmail.example whitelisted", period: "–2020-09", gives: "remark"),
    MessageSample("acme-widgets.example cleared by URIBLs", period: "–2020-08", gives: "remark"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    guard context.origin == .server else { return nil }
    let cursor = MessageCursor(message)
    if cursor.sees("sender ") {
      guard
        cursor.endsWith(" not disallowed") || cursor.endsWith(" allowed")
          || cursor.endsWith(" whitelisted")
      else { return nil }
      return .remark
    }
    return cursor.endsWith(" cleared by URIBLs") ? .remark : nil
  }
}
