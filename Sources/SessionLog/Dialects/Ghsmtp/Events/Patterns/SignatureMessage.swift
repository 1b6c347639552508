// SPDX-License-Identifier: Apache-2.0

/// DKIM and DMARC results of builds that forwarded mail, and of the offline `msg` program.
enum SignatureMessage: MessagePattern {
  static let name = "signature"
  static let meaning = "DKIM, DMARC or offline SPF result; no fact of a session rests on it."
  static let openings: [StaticString] = [
    "DKIM check ", "DMARC ", "SPF: ", "Final DMARC advice ",
  ]
  static let samples = [
    MessageSample(
      "DKIM check bogus for bigmail.example", period: "2020-08–2021", gives: "remark"),
    MessageSample("DKIM check for bigmail.example passed", period: "2020-08–", gives: "remark"),
    MessageSample("DMARC policy none", period: "2020-08–2021", gives: "remark"),
    MessageSample("SPF: pass", period: "2020-08–", gives: "remark"),
    MessageSample("Final DMARC advice accept", period: "2020-08–", gives: "remark"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    let cursor = MessageCursor(message)
    guard
      cursor.sees("DKIM check ") || cursor.sees("DMARC ") || cursor.sees("SPF: ")
        || cursor.sees("Final DMARC advice ")
    else { return nil }
    return .remark
  }
}
