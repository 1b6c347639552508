// SPDX-License-Identifier: Apache-2.0

/// What the server's input buffer says of a session that ended in the middle of something, and of
/// a limit that was reached; the refusal or the end is a record of its own.
enum InputStatisticsMessage: MessagePattern {
  static let name = "input-statistics"
  static let meaning = "Counters of the input buffer beside a refusal or an end of input."
  static let openings: [StaticString] = [
    "read_limit_==", "octets_read_==", "octets_written_==", "total_octets_read_==",
    "total_octets_written_==", "version=", "read of ", "input maxed out", "attempt to read ",
    "recipient.domain address ", "read attempted when ", "syntax error from parser",
  ]
  static let samples = [
    MessageSample("read_limit_==true", .shared, period: "2026–", gives: "remark"),
    MessageSample("octets_read_==269", .shared, period: "2026–", gives: "remark"),
    MessageSample("octets_written_==279", .shared, period: "2026–", gives: "remark"),
    MessageSample("total_octets_read_==296", .shared, period: "2026–", gives: "remark"),
    MessageSample("total_octets_written_==319", .shared, period: "2026–", gives: "remark"),
    MessageSample(
      "version=TLSv1.3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256", .shared, period: "2026–",
      gives: "remark"),
    MessageSample(
      "read of 4096 puts total of 17301566 over limit of 17301504", .shared, .error,
      period: "2018–", gives: "remark"),
    MessageSample("input maxed out", .server, .error, period: "2018–", gives: "remark"),
    MessageSample(
      "attempt to read 5000 octets but only got 100", .server, .error, period: "2018–",
      gives: "remark"),
    MessageSample(
      "recipient.domain address [198.51.100.99] does not match ours [198.51.100.25]", .server,
      .warning, period: "2018–", gives: "remark"),
    MessageSample(
      "read attempted when total of 17301566 is over limit of 17301504", .shared, .error,
      period: "2020–", gives: "remark"),
    MessageSample(
      "syntax error from parser", .server, .warning, period: "2017–2018", gives: "remark"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    let cursor = MessageCursor(message)
    guard
      cursor.sees("read_limit_==") || cursor.sees("octets_read_==")
        || cursor.sees("octets_written_==") || cursor.sees("total_octets_read_==")
        || cursor.sees("total_octets_written_==") || cursor.sees("version=")
        || cursor.sees("read of ") || cursor.isExactly("input maxed out")
        || cursor.sees("attempt to read ") || cursor.sees("recipient.domain address ")
        || cursor.sees("read attempted when ") || cursor.isExactly("syntax error from parser")
    else { return nil }
    return .remark
  }
}
