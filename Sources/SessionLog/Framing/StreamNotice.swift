// SPDX-License-Identifier: Apache-2.0

/// What the journal or syslog says in a stream about lines that are not there.
///
///     withheld   = "[" 1*DIGIT [ "." 1*DIGIT ] unit " blob data]"          ; journalctl
///     suppressed = "Suppressed " 1*DIGIT " messages from " unit            ; systemd-journald
///     limited    = [ … ] 1*DIGIT " messages lost due to rate-limiting" […]  ; rsyslog's imuxsock, imjournal
///                / "imuxsock lost " 1*DIGIT " messages from pid " 1*DIGIT […]  ; rsyslog before 8.1
///                / … "begin to drop messages due to rate-limiting" […]
///     repeated   = "message repeated " 1*DIGIT " times: [" … "]"           ; rsyslog
///                / "last message repeated " 1*DIGIT " time" ["s"]          ; syslogd
enum StreamNotice: Equatable {
  /// A line with control characters, which journalctl did not write out.
  case withheld
  /// Lines that the journal or syslog dropped: how many, if that is said.
  case suppressed(Int?)
  /// Copies of the line before.
  case repeated(Int)

  /// The notice that a line is, behind its prefix.
  static func read(_ text: Span<UInt8>, _ body: Range<Int>) -> StreamNotice? {
    guard body.count > 10 else { return nil }
    var cursor = HeaderCursor(place: body.lowerBound, end: body.upperBound)
    switch text[cursor.place] {
    case UInt8(ascii: "["):
      return isWithheld(text, cursor) ? .withheld : nil
    case UInt8(ascii: "S"):
      if cursor.skip(words: "Suppressed ", in: text),
        let count = cursor.number(atMost: 10, in: text),
        cursor.skip(words: " message", in: text)
      {
        return .suppressed(count)
      }
      return nil
    case UInt8(ascii: "l") where cursor.skip(words: "last ", in: text),
      UInt8(ascii: "m"):
      guard cursor.skip(words: "message repeated ", in: text),
        let count = cursor.number(atMost: 10, in: text), cursor.skip(words: " time", in: text)
      else { return readLimited(text, body) }
      return .repeated(count)
    default: return readLimited(text, body)
    }
  }

  /// Whether a line is the notice that journalctl left its text out: what of a record has to be asked.
  static func isWithheld(_ text: Span<UInt8>, _ body: Range<Int>) -> Bool {
    guard body.count > 10, text[body.lowerBound] == UInt8(ascii: "[") else { return false }
    return isWithheld(text, HeaderCursor(place: body.lowerBound, end: body.upperBound))
  }

  private static func isWithheld(_ text: Span<UInt8>, _ begin: HeaderCursor) -> Bool {
    var cursor = begin
    guard cursor.skip("[", in: text), cursor.digits(1...6, in: text) else { return false }
    if cursor.skip(".", in: text), !cursor.digits(1...3, in: text) { return false }
    guard let unit = cursor.word(in: text), unit.count == 1 else { return false }
    return cursor.skip(words: " blob data]", in: text) && cursor.isAtEnd
  }

  private static func readLimited(_ text: Span<UInt8>, _ body: Range<Int>) -> StreamNotice? {
    guard
      text.firstOffset(of: "due to rate-limiting", from: body.lowerBound, before: body.upperBound)
        != nil
    else { return nil }
    for words: StaticString in [" messages lost", " messages from pid"] {
      guard let end = text.firstOffset(of: words, from: body.lowerBound, before: body.upperBound)
      else { continue }
      var begin = end
      while begin > body.lowerBound, HeaderCursor.isDigit(text[begin - 1]) { begin -= 1 }
      var cursor = HeaderCursor(place: begin, end: end)
      return .suppressed(cursor.number(atMost: 10, in: text))
    }
    return .suppressed(nil)
  }
}

/// Lines that journalctl puts between those of the journal.
///
///     note = "-- " ( "Boot " … / "Reboot" / "Journal begins at " … / "Logs begin at " … / "No entries" /
///            "cursor: " … ) …
enum JournalNote: Equatable {
  /// The machine was started anew: all earlier processes are gone.
  case restart
  case other

  static func read(_ text: Span<UInt8>, _ line: Range<Int>) -> JournalNote? {
    var cursor = HeaderCursor(place: line.lowerBound, end: line.upperBound)
    guard cursor.skip(words: "-- ", in: text) else { return nil }
    func begins(_ words: StaticString) -> Bool {
      text.holds(words, at: cursor.place, before: cursor.end)
    }
    if begins("Boot ") || begins("Reboot --") { return .restart }
    return begins("Journal begins at ") || begins("Logs begin at ") || begins("No entries --")
      || begins("cursor: ") ? .other : nil
  }
}
