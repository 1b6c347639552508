// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// The time that stands before a line, as its writer's clock showed it.
///
///     time    = bsd / iso / full / unix
///     bsd     = month SP ( 2DIGIT / [ SP ] DIGIT ) SP [ 4DIGIT SP ] clock   ; RFC 3164 section 4.1.2,
///                                              ; journalctl -o short, postlogd ("Jun 03")
///     iso     = date ( "T" / SP ) clock [ zone ] [ SP offset ]   ; RFC 3339, journalctl -o short-iso
///     full    = weekday SP date SP clock SP zone-name            ; journalctl -o short-full
///     unix    = 9*11DIGIT "." 6DIGIT                             ; journalctl -o short-unix
///     clock   = 2DIGIT ":" 2DIGIT ":" 2DIGIT [ "." 1*9DIGIT ]
///     zone    = "Z" / ( "+" / "-" ) 2DIGIT [ [ ":" ] 2DIGIT ]
///     offset  = ( "+" / "-" ) 4DIGIT
struct StatedTime: Equatable {
  /// Year 2000 where the form has none.
  var date: CivilDate
  var statesYear: Bool
  /// Microseconds since midnight; what is finer is cut off.
  var timeOfDay: Int64
  /// Offset from UTC in minutes; nil where the form states none. Of the names of zones only `UTC` and `GMT`
  /// are known: others mean different offsets in different countries.
  var zoneOffsetMinutes: Int16?

  /// Reads the time at `cursor`, which then stands behind it; leaves it anywhere if there is none.
  static func read(_ text: Span<UInt8>, _ cursor: inout HeaderCursor) -> StatedTime? {
    if cursor.peekDigit(in: text) { return cursor.unixTime(in: text) ?? readISO(text, &cursor) }
    if let month = cursor.name(in: months, text) { return readBSD(text, &cursor, month + 1) }
    return cursor.name(in: weekdays, text) == nil ? nil : readFull(text, &cursor)
  }

  /// Behind the month.
  private static func readBSD(
    _ text: Span<UInt8>, _ cursor: inout HeaderCursor, _ month: Int
  ) -> StatedTime? {
    cursor.skipBlanks(atMost: 1, in: text)
    guard let day = cursor.number(atMost: 2, in: text), cursor.skip(" ", in: text) else {
      return nil
    }
    var year: Int?
    var ahead = cursor
    if let stated = ahead.number(4, in: text), ahead.skip(" ", in: text) {
      year = stated
      cursor = ahead
    }
    guard let date = CivilDate(year: year ?? 2000, month: month, day: day),
      let clock = cursor.clock(in: text)
    else { return nil }
    return StatedTime(
      date: date, statesYear: year != nil, timeOfDay: clock, zoneOffsetMinutes: nil)
  }

  private static func readISO(_ text: Span<UInt8>, _ cursor: inout HeaderCursor) -> StatedTime? {
    guard let date = cursor.date(in: text),
      cursor.skip("T", in: text) || cursor.skip(" ", in: text),
      let clock = cursor.clock(in: text)
    else { return nil }
    var zone = cursor.joinedZone(in: text)
    var ahead = cursor
    if zone == nil, ahead.skip(" ", in: text), let offset = ahead.zone(in: text),
      ahead.isAtEnd || text[ahead.place] == 0x20
    {
      zone = offset
      cursor = ahead
    }
    return StatedTime(date: date, statesYear: true, timeOfDay: clock, zoneOffsetMinutes: zone)
  }

  /// Behind the day of the week.
  private static func readFull(_ text: Span<UInt8>, _ cursor: inout HeaderCursor) -> StatedTime? {
    guard let date = cursor.date(in: text), cursor.skip(" ", in: text),
      let clock = cursor.clock(in: text), cursor.skip(" ", in: text)
    else { return nil }
    let isUniversal =
      text.holds("UTC ", at: cursor.place, before: cursor.end)
      || text.holds("GMT ", at: cursor.place, before: cursor.end)
    guard cursor.word(in: text) != nil else { return nil }
    return StatedTime(
      date: date, statesYear: true, timeOfDay: clock, zoneOffsetMinutes: isUniversal ? 0 : nil)
  }

  private static let months = packed("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")
  private static let weekdays = packed("Mon Tue Wed Thu Fri Sat Sun")

  /// Names of three letters as numbers.
  private static func packed(_ names: String) -> [UInt32] {
    names.utf8.split(separator: 0x20).map { $0.reduce(0) { $0 << 8 | UInt32($1) } }
  }
}

extension HeaderCursor {
  /// Seconds since 1970 with microseconds; stays where it is if no such time stands there.
  mutating func unixTime(in text: Span<UInt8>) -> StatedTime? {
    var ahead = self
    guard let seconds = ahead.number(atMost: 11, in: text), ahead.place - place > 8,
      ahead.skip(".", in: text), let microseconds = ahead.number(6, in: text)
    else { return nil }
    self = ahead
    let time = LogTimestamp(microseconds: Int64(seconds) * 1_000_000 + Int64(microseconds))
    return StatedTime(
      date: time.date, statesYear: true,
      timeOfDay: time.microseconds - Int64(time.days) * LogTimestamp.microsecondsPerDay,
      zoneOffsetMinutes: 0)
  }

  /// Which of `names` stands here with a blank behind it, from 0.
  fileprivate mutating func name(in names: [UInt32], _ text: Span<UInt8>) -> Int? {
    guard end - place > 3, text[place + 3] == 0x20 else { return nil }
    let name = (place..<place + 3).reduce(UInt32(0)) { $0 << 8 | UInt32(text[$1]) }
    guard let number = names.firstIndex(of: name) else { return nil }
    place += 4
    return number
  }

  fileprivate mutating func date(in text: Span<UInt8>) -> CivilDate? {
    guard let year = number(4, in: text), skip("-", in: text), let month = number(2, in: text),
      skip("-", in: text), let day = number(2, in: text)
    else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }

  /// Microseconds since midnight.
  fileprivate mutating func clock(in text: Span<UInt8>) -> Int64? {
    guard let hour = number(2, in: text), skip(":", in: text), let minute = number(2, in: text),
      skip(":", in: text), let second = number(2, in: text), hour < 24, minute < 60, second <= 60
    else { return nil }
    let time = Int64((hour * 60 + minute) * 60 + second) * 1_000_000
    guard skip(".", in: text) else { return time }
    let begin = place
    guard digits(1...9, in: text) else { return nil }
    var fraction: Int64 = 0
    for index in begin..<begin + 6 {
      fraction = fraction * 10 + (index < place ? Int64(text[index] - 0x30) : 0)
    }
    return time + fraction
  }

  /// The offset from UTC behind a time; nil, without a move, where none is joined to it.
  fileprivate mutating func joinedZone(in text: Span<UInt8>) -> Int16? {
    if skip("Z", in: text) { return 0 }
    var ahead = self
    let negative = ahead.skip("-", in: text)
    guard negative || ahead.skip("+", in: text), let hours = ahead.number(2, in: text) else {
      return nil
    }
    var minutes = 0
    let colon = ahead.skip(":", in: text)
    if colon || ahead.peekDigit(in: text) {
      guard let stated = ahead.number(2, in: text) else { return nil }
      minutes = stated
    }
    guard hours < 24, minutes < 60 else { return nil }
    self = ahead
    return Int16(negative ? -(hours * 60 + minutes) : hours * 60 + minutes)
  }
}
