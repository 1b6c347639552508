// SPDX-License-Identifier: Apache-2.0

/// The client program begins: sender and recipient as its arguments gave them.
enum MailboxGivenMessage: MessagePattern {
  static let name = "mailbox-given"
  static let meaning = "The client program begins, for this sender and recipient."
  static let openings: [StaticString] = [
    " from_mbx == ", " to_mbx == ", " smtp_from", " smtp_to", "from_mbx == ", "to_mbx == ",
    "smtp_from", "smtp_to",
  ]
  static let samples = [
    MessageSample(
      " from_mbx == gene@ghsmtp.example", .client, period: "2018-02–", gives: "senderGiven",
      "gene@ghsmtp.example"),
    MessageSample(
      "from_mbx == gene@ghsmtp.example", .client, period: "2017", gives: "senderGiven",
      "gene@ghsmtp.example"),
    MessageSample(
      " to_mbx == \".\"@full.example", .client, period: "2018-02–", gives: "recipientGiven",
      "\".\"@full.example"),
    MessageSample(
      "to_mbx == user@full.example", .client, period: "2017", gives: "recipientGiven",
      "user@full.example"),
    MessageSample(
      " smtp_from_mbx == bounces@ghsmtp.example", .client, period: "2018-02–", gives: "remark"),
    MessageSample(
      " smtp_to_mbx == user@prdr.example", .client, period: "2018-02–", gives: "recipientGiven",
      "user@prdr.example"),
    MessageSample(
      "smtp_from_mbx == bounces@ghsmtp.example", .client, period: "2017", gives: "remark"),
    MessageSample(
      "smtp_to_mbx == user@prdr.example", .client, period: "2017", gives: "recipientGiven",
      "user@prdr.example"),
    MessageSample(
      " smtp_to2_mbx == two@prdr.example", .client, period: "2024-05–", gives: "recipientGiven",
      "two@prdr.example"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    _ = cursor.skip(" ")
    if cursor.skip("from_mbx == ") { return .senderGiven(mailbox: cursor.rest()) }
    if cursor.skip("to_mbx == ") { return .recipientGiven(mailbox: cursor.rest()) }
    // The envelope's own sender: MAIL FROM shows it, and the process has begun already.
    if cursor.sees("smtp_from_mbx == ") { return .remark }
    guard cursor.skip("smtp_to") else { return nil }
    _ = cursor.number()
    guard cursor.skip("_mbx == ") else { return nil }
    return .recipientGiven(mailbox: cursor.rest())
  }
}
