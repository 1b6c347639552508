// SPDX-License-Identifier: Apache-2.0

/// What the journal or syslog puts before each line of a program's stream.
///
///     prefix    = rfc5424 / [ pri ] timestamp SP host SP tag SP
///     timestamp = short / iso / full / unix / uptime
///     short     = month SP 2day SP time              ; journalctl -o short, RFC 3164 section 4.1.2
///     iso       = date "T" time zone                 ; journalctl -o short-iso, rsyslog
///     full      = weekday SP date SP time SP zone    ; journalctl -o short-full
///     unix      = 9*11DIGIT "." 6DIGIT               ; journalctl -o short-unix
///     uptime    = "[" *SP 1*DIGIT "." 6DIGIT [ *SP "<" *SP [ 1*DIGIT "." 6DIGIT ] *SP ">" ] "]"
///                                                    ; journalctl -o short-monotonic, short-delta
///     tag       = program [ "[" process "]" ] ":"
///     rfc5424   = pri "1" SP iso SP host SP app SP process SP msgid SP structured-data SP [ BOM ]
///     pri       = "<" 1*3DIGIT ">"
///
/// `time` may have a fraction in every form.
struct StreamPrefix: Equatable {
  /// Where the program's own line begins.
  var end: Int
  /// Program and process, as they stand in the text: equal for lines of one process.
  var program: TextRange
  /// The date where the form has a year.
  var date: CivilDate?

  /// The prefix of a line; nil if it has none.
  static func read(_ text: Span<UInt8>, _ line: Range<Int>) -> StreamPrefix? {
    guard line.count > 15, text[line.lowerBound] > 0x20 else { return nil }
    var cursor = HeaderCursor(place: line.lowerBound, end: line.upperBound)
    if cursor.skip("<", in: text) {
      guard cursor.digits(1...3, in: text), cursor.skip(">", in: text) else { return nil }
      var version = cursor
      if version.skip("1", in: text), version.skip(" ", in: text) {
        return readRFC5424(text, version)
      }
    }
    var date: CivilDate?
    if cursor.skip("[", in: text) {
      guard cursor.uptime(in: text) else { return nil }
    } else if let seconds = cursor.unixSeconds(in: text) {
      date = CivilDate(days: seconds / 86_400)
    } else if cursor.peekDigit(in: text) {
      guard let stated = cursor.date(in: text), cursor.skip("T", in: text),
        cursor.time(in: text), cursor.word(in: text) != nil
      else { return nil }
      date = stated
    } else if cursor.name(in: Self.months, text) {
      cursor.skipBlanks(atMost: 1, in: text)
      guard cursor.digits(1...2, in: text), cursor.skip(" ", in: text),
        cursor.time(in: text)
      else { return nil }
    } else if cursor.name(in: Self.weekdays, text) {
      guard let stated = cursor.date(in: text), cursor.skip(" ", in: text),
        cursor.time(in: text), cursor.skip(" ", in: text), cursor.word(in: text) != nil
      else { return nil }
      date = stated
    } else {
      return nil
    }
    // host and tag
    guard cursor.skip(" ", in: text), cursor.word(in: text) != nil, cursor.skip(" ", in: text),
      let tag = cursor.word(in: text), tag.count > 1, text[tag.end - 1] == UInt8(ascii: ":")
    else { return nil }
    guard cursor.skip(" ", in: text) || cursor.place == cursor.end else { return nil }
    return StreamPrefix(
      end: cursor.place, program: TextRange(start: Int(tag.start), count: Int(tag.count) - 1),
      date: date)
  }

  private static func readRFC5424(_ text: Span<UInt8>, _ begin: HeaderCursor) -> StreamPrefix? {
    var cursor = begin
    var date: CivilDate?
    if !cursor.skip("-", in: text) {
      guard let stated = cursor.date(in: text), cursor.skip("T", in: text), cursor.time(in: text),
        cursor.word(in: text) != nil
      else { return nil }
      date = stated
    }
    guard cursor.skip(" ", in: text), cursor.word(in: text) != nil, cursor.skip(" ", in: text),
      let app = cursor.word(in: text), cursor.skip(" ", in: text),
      let process = cursor.word(in: text), cursor.skip(" ", in: text),
      cursor.word(in: text) != nil, cursor.skip(" ", in: text),
      cursor.structuredData(in: text), cursor.skip(" ", in: text)
    else { return nil }
    cursor.skipByteOrderMark(in: text)
    return StreamPrefix(
      end: cursor.place,
      program: TextRange(start: Int(app.start), count: process.end - Int(app.start)), date: date)
  }

  /// Hash of program and process: equal for lines of one process, and never 0.
  func process(in text: Span<UInt8>) -> UInt32 {
    let hash = RecordHash.hash(text.extracting(program.indices))
    return UInt32(truncatingIfNeeded: hash >> 32) | 1
  }

  /// Whether the line is from the program, if maybe another process of it, that `other` names.
  func isSameProgram(as other: TextRange, in text: Span<UInt8>) -> Bool {
    let (name, otherName) = (Self.name(program, in: text), Self.name(other, in: text))
    return text.extracting(name).equals(text.extracting(otherName))
  }

  /// A program without its process: before `[`, or before a blank where the prefix is RFC 5424's.
  private static func name(_ program: TextRange, in text: Span<UInt8>) -> Range<Int> {
    var end = Int(program.start)
    while end < program.end, text[end] != UInt8(ascii: "["), text[end] != 0x20 { end += 1 }
    return Int(program.start)..<end
  }

  /// The line without the `#015` at its end by which rsyslog escapes a CR.
  static func withoutEscapedReturn(_ text: Span<UInt8>, _ body: Range<Int>) -> Range<Int> {
    let end = body.upperBound
    guard body.count >= 4, text[end - 4] == UInt8(ascii: "#"), text[end - 3] == UInt8(ascii: "0"),
      text[end - 2] == UInt8(ascii: "1"), text[end - 1] == UInt8(ascii: "5")
    else { return body }
    return body.lowerBound..<end - 4
  }

  /// What journalctl writes in place of a line with control characters:
  /// `"[" 1*DIGIT [ "." 1*DIGIT ] unit " blob data]"`.
  static func isBlobNotice(_ text: Span<UInt8>, _ body: Range<Int>) -> Bool {
    var cursor = HeaderCursor(place: body.lowerBound, end: body.upperBound)
    guard cursor.skip("[", in: text), cursor.digits(1...6, in: text) else { return false }
    if cursor.skip(".", in: text), !cursor.digits(1...3, in: text) { return false }
    guard let unit = cursor.word(in: text), unit.count == 1 else { return false }
    for character in " blob data]".unicodeScalars where !cursor.skip(character, in: text) {
      return false
    }
    return cursor.place == cursor.end
  }

  private static let months = packed("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")
  private static let weekdays = packed("Mon Tue Wed Thu Fri Sat Sun")

  /// Names of three letters as numbers.
  private static func packed(_ names: String) -> [UInt32] {
    names.utf8.split(separator: 0x20).map { $0.reduce(0) { $0 << 8 | UInt32($1) } }
  }
}

extension HeaderCursor {
  fileprivate func peekDigit(in text: Span<UInt8>) -> Bool {
    place < end && RecordHeader.isDigit(text[place])
  }

  /// As many digits as there are, which must be in `range`.
  fileprivate mutating func digits(_ range: ClosedRange<Int>, in text: Span<UInt8>) -> Bool {
    let begin = place
    while peekDigit(in: text) { place += 1 }
    return range.contains(place - begin)
  }

  /// One of `names` and the blank behind it.
  fileprivate mutating func name(in names: [UInt32], _ text: Span<UInt8>) -> Bool {
    guard end - place > 3, text[place + 3] == 0x20 else { return false }
    let name = (place..<place + 3).reduce(UInt32(0)) { $0 << 8 | UInt32(text[$1]) }
    guard names.contains(name) else { return false }
    place += 4
    return true
  }

  fileprivate mutating func date(in text: Span<UInt8>) -> CivilDate? {
    guard let year = number(4, in: text), skip("-", in: text), let month = number(2, in: text),
      skip("-", in: text), let day = number(2, in: text)
    else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }

  /// `hh:mm:ss`, with a fraction or without.
  fileprivate mutating func time(in text: Span<UInt8>) -> Bool {
    guard number(2, in: text) != nil, skip(":", in: text), number(2, in: text) != nil,
      skip(":", in: text), number(2, in: text) != nil
    else { return false }
    return skip(".", in: text) ? digits(1...9, in: text) : true
  }

  /// Seconds since 1970 with microseconds behind them; the cursor stays where it is if they do not stand there.
  fileprivate mutating func unixSeconds(in text: Span<UInt8>) -> Int? {
    var ahead = self
    guard ahead.digits(9...11, in: text) else { return nil }
    let count = ahead.place - place
    guard ahead.skip(".", in: text), ahead.digits(6...6, in: text) else { return nil }
    var start = self
    self = ahead
    return start.number(count, in: text)
  }

  /// Seconds since the machine was started, behind the opening bracket.
  fileprivate mutating func uptime(in text: Span<UInt8>) -> Bool {
    guard seconds(in: text) else { return false }
    skipBlanks(atMost: 1, in: text)
    if skip("<", in: text) {
      // The first line has no line before it to measure from.
      _ = seconds(in: text)
      skipBlanks(atMost: 20, in: text)
      guard skip(">", in: text) else { return false }
    }
    return skip("]", in: text)
  }

  private mutating func seconds(in text: Span<UInt8>) -> Bool {
    skipBlanks(atMost: 20, in: text)
    return digits(1...12, in: text) && skip(".", in: text) && digits(6...6, in: text)
  }

  /// Octets up to the next blank; a zone behind a time is one.
  fileprivate mutating func word(in text: Span<UInt8>) -> TextRange? {
    let begin = place
    while place < end, text[place] > 0x20 { place += 1 }
    return place > begin ? TextRange(start: begin, count: place - begin) : nil
  }

  /// RFC 5424 section 6.3: `-`, or elements in brackets with quoted values.
  fileprivate mutating func structuredData(in text: Span<UInt8>) -> Bool {
    if skip("-", in: text) { return true }
    var any = false
    while skip("[", in: text) {
      any = true
      var quoted = false
      while place < end, quoted || text[place] != UInt8(ascii: "]") {
        if quoted, text[place] == UInt8(ascii: "\\") {
          place += 1
        } else if text[place] == UInt8(ascii: "\"") {
          quoted.toggle()
        }
        place += 1
      }
      guard place < end else { return false }
      place += 1
    }
    return any
  }

  fileprivate mutating func skipByteOrderMark(in text: Span<UInt8>) {
    if end - place > 2, text[place] == 0xef, text[place + 1] == 0xbb, text[place + 2] == 0xbf {
      place += 3
    }
  }
}
