// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// What the journal, syslog and the tools of containers put before each line of a program's stream: one
/// reader for the logs of any server.
///
///     prefix    = *container ( rfc5424 / syslog / tagless ) / 1*container / docker
///     syslog    = [ pri ] ( time / uptime ) SP [ facility ] [ host SP ] [ facility ] tag [ SP ]
///     tagless   = [ pri ] time SP [ host SP ] "last message repeated "…       ; of syslogd itself
///     uptime    = "[" *SP 1*DIGIT "." 6DIGIT [ *SP "<" *SP [ 1*DIGIT "." 6DIGIT ] *SP ">" ] "]"
///                                                    ; journalctl -o short-monotonic, short-delta
///     facility  = "mail.info" SP                     ; busybox syslogd, behind the host
///               / "<mail.info>" SP                   ; FreeBSD syslogd -v, before it
///     tag       = program [ "[" process "]" ] ":"
///     rfc5424   = pri "1" SP iso SP host SP app SP process SP msgid SP structured-data SP [ BOM ]
///     pri       = "<" 1*3DIGIT ">"
///
/// `time` is that of `StatedTime`, `container` and `docker` those of `ContainerPrefix`. The host is missing where
/// journalctl was given `--no-hostname`.
struct StreamPrefix: Equatable {
  /// Where the program's own line begins; at the line's end where it is empty.
  var end: Int
  /// The time that stands nearest to the program's line; nil where none is stated but, say, an uptime.
  var time: StatedTime?
  var host = TextRange.empty
  /// The program as it is tagged, whole: `postfix/submission/smtpd`. Empty where only containers are named.
  var program = TextRange.empty
  /// The process id, without its brackets: mostly a number. Empty where there is none.
  var process = TextRange.empty
  /// The name of the container, if one is named.
  var container = TextRange.empty
  /// The container's tool cut the line, which goes on in the next one.
  var isPartial = false

  /// The date where the form has a year.
  var date: CivilDate? { time.flatMap { $0.statesYear ? $0.date : nil } }

  /// The process id as a number.
  func processNumber(in text: Span<UInt8>) -> Int? {
    var cursor = HeaderCursor(place: Int(process.start), end: process.end)
    let number = cursor.number(atMost: 10, in: text)
    return cursor.isAtEnd ? number : nil
  }

  /// The prefix of a line; nil if it has none.
  static func read(_ text: Span<UInt8>, _ line: Range<Int>) -> StreamPrefix? {
    guard line.count > 3, text[line.lowerBound] > 0x20 else { return nil }
    var cursor = HeaderCursor(place: line.lowerBound, end: line.upperBound)
    var prefix = StreamPrefix(end: line.lowerBound)
    var isContained = false
    while let reading = ContainerPrefix.read(text, &cursor) {
      isContained = true
      prefix.isPartial = prefix.isPartial || reading.isPartial
      if let time = reading.time { prefix.time = time }
      if !reading.name.isEmpty { prefix.container = reading.name }
    }
    prefix.end = cursor.place
    if let whole = readSyslog(text, cursor, prefix) { return whole }
    if let time = ContainerPrefix.readTime(text, &cursor) {
      prefix.time = time
      prefix.end = cursor.place
      return readSyslog(text, cursor, prefix) ?? prefix
    }
    return isContained ? prefix : nil
  }

  private static func readSyslog(
    _ text: Span<UInt8>, _ begin: HeaderCursor, _ outer: StreamPrefix
  ) -> StreamPrefix? {
    var prefix = outer
    var cursor = begin
    guard cursor.end - cursor.place > 15 else { return nil }
    if cursor.skip("<", in: text) {
      guard cursor.digits(1...3, in: text), cursor.skip(">", in: text) else { return nil }
      var version = cursor
      if version.skip("1", in: text), version.skip(" ", in: text) {
        return prefix.readRFC5424(text, version) ? prefix : nil
      }
    }
    if cursor.skip("[", in: text) {
      guard cursor.uptime(in: text) else { return nil }
      prefix.time = nil
    } else {
      guard let time = StatedTime.read(text, &cursor) else { return nil }
      prefix.time = time
    }
    guard cursor.skip(" ", in: text) else { return nil }
    return prefix.readTag(text, cursor) ? prefix : nil
  }

  /// Host and tag.
  private mutating func readTag(_ text: Span<UInt8>, _ begin: HeaderCursor) -> Bool {
    var cursor = begin
    _ = cursor.skipFacility(in: text, isBracketed: true)
    if take(text, cursor, isBehindHost: false) { return true }
    guard let host = cursor.word(in: text), cursor.skip(" ", in: text) else { return false }
    _ = cursor.skipFacility(in: text, isBracketed: false)
    guard take(text, cursor, isBehindHost: true) else { return false }
    self.host = host
    return true
  }

  /// Takes the tag at `begin`, or what syslogd says without a tag.
  private mutating func take(
    _ text: Span<UInt8>, _ begin: HeaderCursor, isBehindHost: Bool
  ) -> Bool {
    if text.holds("last message repeated ", at: begin.place, before: begin.end) {
      end = begin.place
      return true
    }
    var cursor = begin
    guard let word = cursor.word(in: text), let tag = Tag(text, word, isBehindHost: isBehindHost)
    else { return false }
    cursor.place = tag.end
    _ = cursor.skip(" ", in: text)
    (program, process, end) = (tag.program, tag.process, cursor.place)
    return true
  }

  private mutating func readRFC5424(_ text: Span<UInt8>, _ begin: HeaderCursor) -> Bool {
    var cursor = begin
    if cursor.skip("-", in: text) {
      time = nil
    } else {
      guard let stated = StatedTime.read(text, &cursor) else { return false }
      time = stated
    }
    guard cursor.skip(" ", in: text), let host = cursor.word(in: text), cursor.skip(" ", in: text),
      let app = cursor.word(in: text), cursor.skip(" ", in: text),
      let process = cursor.word(in: text), cursor.skip(" ", in: text),
      cursor.word(in: text) != nil, cursor.skip(" ", in: text),
      cursor.structuredData(in: text), cursor.skip(" ", in: text) || cursor.isAtEnd
    else { return false }
    // QUIRK: rsyslog keeps the blank that stood behind a tag of RFC 3164 before the message.
    cursor.skipBlanks(atMost: 1, in: text)
    cursor.skipByteOrderMark(in: text)
    let isNil = process.count == 1 && text[Int(process.start)] == UInt8(ascii: "-")
    (self.host, program, end) = (host, app, cursor.place)
    self.process = isNil ? .empty : process
    return true
  }

  /// Hash of container, program and process: equal for lines of one process, and never 0.
  func identity(in text: Span<UInt8>) -> UInt32 {
    var hash: UInt64 = 0
    for range in [container, program, process] {
      hash = hash &* 0x9E37_79B9_7F4A_7C15 ^ RecordHash.hash(text.extracting(range.indices))
    }
    return UInt32(truncatingIfNeeded: hash >> 32) | 1
  }

  /// Whether the line is from the same program, if maybe another process of it.
  func isSameProgram(as other: StreamPrefix, in text: Span<UInt8>) -> Bool {
    Self.isEqual(program, other.program, text) && Self.isEqual(container, other.container, text)
  }

  /// Whether the line is from the same process.
  func isSameProcess(as other: StreamPrefix, in text: Span<UInt8>) -> Bool {
    isSameProgram(as: other, in: text) && Self.isEqual(process, other.process, text)
  }

  private static func isEqual(_ a: TextRange, _ b: TextRange, _ text: Span<UInt8>) -> Bool {
    text.extracting(a.indices).equals(text.extracting(b.indices))
  }

  /// The program's line without what rsyslog has escaped around it: a CR at its end, `#015`, and colours.
  static func withoutEscapes(_ text: Span<UInt8>, _ body: Range<Int>) -> Range<Int> {
    let bare = ColourCodes.withoutEscaped(text, body)
    let end = bare.upperBound - 4
    return end >= bare.lowerBound && text.holds("#015", at: end, before: bare.upperBound)
      ? bare.lowerBound..<end : bare
  }
}
