// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// What Exim writes before the text of each line of its main log and reject log, and, where its
/// options say so, behind what syslog puts before a line.
///
///     header = [part SP] [stamp SP] [process SP] [id SP]
///     part   = "[" 1*DIGIT ("/" / "\") 1*DIGIT "]"            ; syslog alone: one of several pieces
///     stamp  = date SP time ["." 3DIGIT] [SP zone]            ; +millisec; log_timezone
///     zone   = ("+" / "-") 4DIGIT
///     process = "[" 1*DIGIT "]"                               ; +pid
///     id     = 6ALNUM "-" (6ALNUM "-" 2ALNUM / 11ALNUM "-" 4ALNUM)   ; up to 4.96 / since 4.97
struct EximHeader: Equatable, Sendable {
  /// The piece of a text that syslog could not take at once.
  struct Part: Equatable, Sendable {
    /// From 1.
    var number: UInt16
    var count: UInt16
    /// The text had a line feed behind this piece: what follows is not a part of its line.
    var endsLine: Bool
  }

  var part: Part?
  /// Days since 1970-01-01; nil where the line has no stamp of Exim's own.
  var days: Int?
  /// Microseconds since midnight.
  var timeOfDay: Int64 = 0
  var zoneOffsetMinutes: Int16?
  /// The process that logged the line; 0 where the line does not state it.
  var process: UInt32 = 0
  /// The message id, in the text that was read.
  var id = TextRange.empty
  /// Where the text begins.
  var start = 0

  /// Reads what stands before the text of a line. Nothing is required: a line by syslog without
  /// `syslog_timestamp` may have no header at all.
  static func read(_ text: Span<UInt8>, _ line: Range<Int>) -> EximHeader {
    var header = EximHeader()
    var cursor = HeaderCursor(place: line.lowerBound, end: line.upperBound)
    header.readPart(text, &cursor)
    header.readStamp(text, &cursor)
    if cursor.place < cursor.end, text[cursor.place] == UInt8(ascii: "[") {
      header.readProcess(text, &cursor)
    }
    header.readID(text, &cursor)
    header.start = cursor.place
    return header
  }

  /// A line of a file: its stamp must be there.
  static func readStamped(_ text: Span<UInt8>, _ line: Range<Int>) -> EximHeader? {
    guard line.count >= 20, text[line.lowerBound] == UInt8(ascii: "2"),
      text[line.lowerBound + 4] == UInt8(ascii: "-")
    else { return nil }
    let header = read(text, line)
    return header.days == nil ? nil : header
  }

  private mutating func readPart(_ text: Span<UInt8>, _ cursor: inout HeaderCursor) {
    guard cursor.place < cursor.end, text[cursor.place] == UInt8(ascii: "[") else { return }
    var ahead = cursor
    ahead.place += 1
    guard let number = ahead.decimal(in: text), number > 0, ahead.place < ahead.end else { return }
    let sign = text[ahead.place]
    guard sign == UInt8(ascii: "/") || sign == UInt8(ascii: "\\") else { return }
    ahead.place += 1
    guard let count = ahead.decimal(in: text), count >= number, count < 10_000,
      ahead.skip("]", in: text), ahead.skip(" ", in: text) || ahead.place == ahead.end
    else { return }
    part = Part(
      number: UInt16(number), count: UInt16(count), endsLine: sign == UInt8(ascii: "\\"))
    cursor = ahead
  }

  private mutating func readStamp(_ text: Span<UInt8>, _ cursor: inout HeaderCursor) {
    var ahead = cursor
    guard let year = ahead.number(4, in: text), ahead.skip("-", in: text),
      let month = ahead.number(2, in: text), ahead.skip("-", in: text),
      let day = ahead.number(2, in: text), ahead.skip(" ", in: text),
      let hour = ahead.number(2, in: text), ahead.skip(":", in: text),
      let minute = ahead.number(2, in: text), ahead.skip(":", in: text),
      let second = ahead.number(2, in: text),
      hour < 24, minute < 60, second < 61,
      let date = CivilDate(year: year, month: month, day: day)
    else { return }
    var time = Int64((hour * 60 + minute) * 60 + second) * 1_000_000
    if ahead.skip(".", in: text) {
      guard let milliseconds = ahead.number(3, in: text) else { return }
      time += Int64(milliseconds) * 1000
    }
    guard ahead.skip(" ", in: text) || ahead.place == ahead.end else { return }
    days = date.days
    timeOfDay = time
    zoneOffsetMinutes = Self.zone(text, &ahead)
    cursor = ahead
  }

  private static func zone(_ text: Span<UInt8>, _ cursor: inout HeaderCursor) -> Int16? {
    var ahead = cursor
    guard let minutes = ahead.zone(in: text), ahead.skip(" ", in: text) else { return nil }
    cursor = ahead
    return minutes
  }

  private mutating func readProcess(_ text: Span<UInt8>, _ cursor: inout HeaderCursor) {
    var ahead = cursor
    ahead.place += 1
    guard let number = ahead.decimal(in: text), number <= Int(UInt32.max),
      ahead.skip("]", in: text), ahead.skip(" ", in: text)
    else { return }
    process = UInt32(number)
    cursor = ahead
  }

  private mutating func readID(_ text: Span<UInt8>, _ cursor: inout HeaderCursor) {
    guard let length = EximMessageID.length(text, at: cursor.place, before: cursor.end) else {
      return
    }
    id = TextRange(start: cursor.place, count: length)
    cursor.place += length
    if cursor.place < cursor.end { cursor.place += 1 }
  }
}

extension HeaderCursor {
  /// `1*9DIGIT`
  fileprivate mutating func decimal(in text: Span<UInt8>) -> Int? {
    let begin = place
    var value = 0
    while place < end, place - begin < 10 {
      let digit = text[place] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      value = value * 10 + Int(digit)
      place += 1
    }
    return place > begin && place - begin < 10 ? value : nil
  }
}
