// SPDX-License-Identifier: Apache-2.0

/// Notes on a transaction that other records state as well.
enum TransactionRemarkMessage: MessagePattern {
  static let name = "transaction-remark"
  static let meaning = "A note on the transaction that the records beside it state as well."
  static let openings: [StaticString] = [
    "magic Postmaster address", "using BINARYMIME", "using PRDR", "successfully deliverd ",
    "success for ", "RRVS=", "waiting at ", "done waiting",
    "MAIL FROM: domain matches sender's FCrDNS", "successfully sent for ", "successful reply to ",
    "failed to send for ", "send failed for reply to ", "7BIT transport requested",
    "TLS active without extensions", "unbad recipient ", "suspicious encoding used in header",
    "may not have all headers in this ",
  ]
  static let samples = [
    MessageSample("magic Postmaster address", period: "2016–", gives: "remark"),
    MessageSample("using BINARYMIME", period: "2024-02–", gives: "remark"),
    MessageSample("using PRDR", period: "2024-02–", gives: "remark"),
    MessageSample(
      "successfully deliverd \"/home/mail/Maildir/new/1795432278.R7xmwwqnqzer7k.mail.example\"",
      period: "2020-09–", gives: "remark"),
    MessageSample("success for gene@ghsmtp.example", period: "2024-02–", gives: "remark"),
    MessageSample("RRVS=2014-04-03T23:01:00Z", period: "2020–", gives: "remark"),
    MessageSample("waiting at DATA 10 seconds", period: "2019–", gives: "remark"),
    MessageSample("done waiting", period: "2019–", gives: "remark"),
    MessageSample("MAIL FROM: domain matches sender's FCrDNS", period: "2018", gives: "remark"),
    MessageSample(
      "successfully sent for friend@full.example", period: "2020-08–2021", gives: "remark"),
    MessageSample(
      "successful reply to x@full.example from rep@ghsmtp.example", period: "2020-08–2021",
      gives: "remark"),
    MessageSample(
      "failed to send for friend@full.example", .server, .error, period: "2020-08–2021",
      gives: "remark"),
    MessageSample(
      "send failed for reply to x@full.example from rep@ghsmtp.example", .server, .error,
      period: "2020-08–2021", gives: "remark"),
    MessageSample(
      "7BIT transport requested", .server, .warning, period: "2014–2017", gives: "remark"),
    MessageSample(
      "TLS active without extensions", .server, .warning, period: "2020–", gives: "remark"),
    MessageSample("unbad recipient gene@ghsmtp.example", period: "2023", gives: "remark"),
    MessageSample(
      "suspicious encoding used in header", .server, .warning, period: "2017", gives: "remark"),
    MessageSample(
      "may not have all headers in this chunk", .server, .warning, period: "2017",
      gives: "remark"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    let cursor = MessageCursor(message)
    guard
      cursor.isExactly("magic Postmaster address") || cursor.isExactly("using BINARYMIME")
        || cursor.isExactly("using PRDR") || cursor.sees("successfully deliverd ")
        || cursor.sees("success for ") || cursor.sees("RRVS=") || cursor.sees("waiting at ")
        || cursor.isExactly("done waiting")
        || cursor.isExactly("MAIL FROM: domain matches sender's FCrDNS")
        || cursor.sees("successfully sent for ") || cursor.sees("successful reply to ")
        || cursor.sees("failed to send for ") || cursor.sees("send failed for reply to ")
        || cursor.isExactly("7BIT transport requested")
        || cursor.isExactly("TLS active without extensions")
        || cursor.sees("unbad recipient ")
        || cursor.isExactly("suspicious encoding used in header")
        || cursor.sees("may not have all headers in this ")
    else { return nil }
    return .remark
  }
}
