// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// What stands before the message of a record, in every form that glog and the MTA have written.
///
///     record    = ( glog / own ) "] " message
///     glog      = severity [ year ] month day SP time 1*SP thread SP site
///               / severity "0000 00:00:" seconds 1*SP thread SP site    ; abseil, before it is initialised
///     own       = severity SP year "-" month "-" day SP time SP zone SP thread SP site
///     severity  = "I" / "W" / "E" / "F"
///     year      = 4DIGIT            ; glog 0.5 and later
///     time      = 2DIGIT ":" 2DIGIT ":" 2DIGIT "." 6DIGIT
///     seconds   = 9*11DIGIT "." 6DIGIT   ; since 1970, UTC
///     thread    = 1*20DIGIT         ; the blanks before it pad it: to a width of 5, in abseil of 7
///               / "0x" 1*16HEXDIG
///     zone      = ( "+" / "-" ) 4DIGIT
///     site      = 1*( any octet but SP, "]" and line end ) ":" 1*DIGIT
///
/// `own` is the MTA's own logger of 2014-08 to 2016-08.
struct RecordHeader: Equatable {
  var severity: Severity
  /// Year 2000 where the header states none.
  var date: CivilDate
  var statesYear: Bool
  /// Microseconds since midnight.
  var timeOfDay: Int64
  var zoneOffsetMinutes: Int16?
  var thread: UInt64
  /// Source file and line, in the text that was read.
  var site: TextRange
  /// Where the message begins.
  var message: Int

  /// What the beginning of a line is.
  enum Reading: Equatable {
    case header(RecordHeader)
    /// The form is right, but no calendar or clock shows such a time.
    case impossibleTime
    /// A record that glog wrote without a time, where asking for it was not safe: `E0000 00:00:00.000000`.
    case untimed
    /// Begins like a header and is none.
    case damaged
    /// Something else.
    case otherText
  }

  /// Reads the header that begins at `line.lowerBound` of `text`; `line` ends before the line end.
  static func read(_ text: Span<UInt8>, _ line: Range<Int>) -> Reading {
    guard line.count > 6, let severity = Severity(letter: text[line.lowerBound]) else {
      return .otherText
    }
    var cursor = HeaderCursor(place: line.lowerBound + 1, end: line.upperBound)
    let own = cursor.skip(" ", in: text)
    guard let four = cursor.number(4, in: text) else { return .otherText }
    if own {
      guard cursor.skip("-", in: text) else { return .otherText }
      return readRest(text, severity, year: four, cursor) { cursor, text in
        guard let month = cursor.number(2, in: text), cursor.skip("-", in: text),
          let day = cursor.number(2, in: text)
        else { return nil }
        return (month, day)
      }
    }
    let next = text[cursor.place]
    if next == UInt8(ascii: " ") {
      guard cursor.place + 1 < line.upperBound, HeaderCursor.isDigit(text[cursor.place + 1]) else {
        return .otherText
      }
      return readRest(text, severity, year: nil, cursor) { _, _ in (four / 100, four % 100) }
    }
    var ahead = cursor
    guard ahead.number(4, in: text) != nil, ahead.skip(" ", in: text) else { return .otherText }
    return readRest(text, severity, year: four, cursor) { cursor, text in
      cursor.number(4, in: text).map { ($0 / 100, $0 % 100) }
    }
  }

  /// Reads what follows the year. `own` form if the year was followed by a hyphen, which is the
  /// only form in which `day` reads hyphens.
  private static func readRest(
    _ text: Span<UInt8>, _ severity: Severity, year: Int?, _ begin: HeaderCursor,
    monthAndDay: (inout HeaderCursor, Span<UInt8>) -> (Int, Int)?
  ) -> Reading {
    var cursor = begin
    let own = begin.place > 0 && text[begin.place - 1] == UInt8(ascii: "-")
    guard let (month, day) = monthAndDay(&cursor, text), cursor.skip(" ", in: text) else {
      return .damaged
    }
    if year == nil, month == 0, day == 0 { return readUndated(text, severity, cursor) }
    guard let hour = cursor.number(2, in: text), cursor.skip(":", in: text),
      let minute = cursor.number(2, in: text), cursor.skip(":", in: text),
      let second = cursor.number(2, in: text), cursor.skip(".", in: text),
      let microsecond = cursor.number(6, in: text), cursor.skip(" ", in: text)
    else { return .damaged }
    var zone: Int16?
    if own {
      guard let offset = cursor.zone(in: text), cursor.skip(" ", in: text) else { return .damaged }
      zone = offset
    } else {
      cursor.skipBlanks(atMost: .max, in: text)
    }
    guard let thread = cursor.thread(in: text), cursor.skip(" ", in: text),
      let site = cursor.site(in: text)
    else { return .damaged }
    guard let date = CivilDate(year: year ?? 2000, month: month, day: day),
      hour < 24, minute < 60, second <= 60
    else { return .impossibleTime }
    let seconds = (hour * 60 + minute) * 60 + second
    return .header(
      RecordHeader(
        severity: severity, date: date, statesYear: year != nil,
        timeOfDay: Int64(seconds) * 1_000_000 + Int64(microsecond), zoneOffsetMinutes: zone,
        thread: thread, site: site, message: cursor.place))
  }

  /// Reads what follows `0000 `.
  private static func readUndated(
    _ text: Span<UInt8>, _ severity: Severity, _ begin: HeaderCursor
  ) -> Reading {
    var cursor = begin
    guard cursor.skip(words: "00:00:", in: text) else { return .impossibleTime }
    let time = cursor.unixTime(in: text)
    if time == nil, !cursor.skip(words: "00.000000 ", in: text) { return .impossibleTime }
    cursor.skipBlanks(atMost: .max, in: text)
    guard let thread = cursor.thread(in: text), cursor.skip(" ", in: text),
      let site = cursor.site(in: text)
    else { return .damaged }
    guard let time else { return .untimed }
    return .header(
      RecordHeader(
        severity: severity, date: time.date, statesYear: true, timeOfDay: time.timeOfDay,
        zoneOffsetMinutes: 0, thread: thread, site: site, message: cursor.place))
  }
}

extension HeaderCursor {
  /// Thread ids are only compared, so that one of 20 digits may wrap around.
  mutating func thread(in text: Span<UInt8>) -> UInt64? {
    if skip(words: "0x", in: text) { return hexadecimal(in: text) }
    var value: UInt64 = 0
    let begin = place
    while place < end, HeaderCursor.isDigit(text[place]) {
      value = value &* 10 &+ UInt64(text[place] - 0x30)
      place += 1
    }
    return (1...20).contains(place - begin) ? value : nil
  }

  private mutating func hexadecimal(in text: Span<UInt8>) -> UInt64? {
    var value: UInt64 = 0
    let begin = place
    while place < end {
      let octet = text[place]
      if Self.isDigit(octet) {
        value = value << 4 | UInt64(octet - 0x30)
      } else if (0x61...0x66).contains(octet | 0x20) {
        value = value << 4 | UInt64((octet | 0x20) - 0x57)
      } else {
        break
      }
      place += 1
    }
    return (1...16).contains(place - begin) ? value : nil
  }

  /// Source file and line up to `] `; then stands at the message. A line may end behind `]`.
  mutating func site(in text: Span<UInt8>) -> TextRange? {
    let begin = place
    while place < end, text[place] != UInt8(ascii: "]") {
      guard text[place] > 0x20 else { return nil }
      place += 1
    }
    guard place < end, Self.isSite(text, begin..<place) else { return nil }
    let site = TextRange(start: begin, count: place - begin)
    place += 1
    guard place == end || skip(" ", in: text) else { return nil }
    return site
  }

  /// Whether a range without blanks is a file name, a colon and a line number.
  private static func isSite(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var digits = range.upperBound
    while digits > range.lowerBound, HeaderCursor.isDigit(text[digits - 1]) { digits -= 1 }
    return digits < range.upperBound && digits > range.lowerBound + 1
      && text[digits - 1] == UInt8(ascii: ":")
  }
}
