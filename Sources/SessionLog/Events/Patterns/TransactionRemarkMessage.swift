// SPDX-License-Identifier: Apache-2.0

/// Notes on a transaction that other records state as well.
enum TransactionRemarkMessage: MessagePattern {
  static let name = "transaction-remark"
  static let meaning = "A note on the transaction that the records beside it state as well."
  static let openings: [StaticString] = [
    "magic Postmaster address", "using BINARYMIME", "using PRDR", "successfully deliverd ",
    "success for ",
  ]
  static let samples = [
    MessageSample("magic Postmaster address", period: "2016–", gives: "remark"),
    MessageSample("using BINARYMIME", period: "2024-02–", gives: "remark"),
    MessageSample("using PRDR", period: "2024-02–", gives: "remark"),
    MessageSample(
      "successfully deliverd \"/home/mail/Maildir/new/1795432278.R7xmwwqnqzer7k.mail.example\"",
      period: "2020-09–", gives: "remark"),
    MessageSample("success for gene@ghsmtp.example", period: "2024-02–", gives: "remark"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    let cursor = MessageCursor(message)
    guard
      cursor.isExactly("magic Postmaster address") || cursor.isExactly("using BINARYMIME")
        || cursor.isExactly("using PRDR") || cursor.sees("successfully deliverd ")
        || cursor.sees("success for ")
    else { return nil }
    return .remark
  }
}
