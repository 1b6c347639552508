// SPDX-License-Identifier: Apache-2.0

/// Looks for what has the form of a record's header in the midst of a line.
enum RecordInside {
  /// The thread id of the first header behind the first octet of `line`; nil if there is none.
  static func thread(_ text: Span<UInt8>, _ line: Range<Int>) -> UInt64? {
    // The shortest header has more octets than this.
    let end = line.upperBound - 24
    var place = line.lowerBound + 1
    while place < end {
      if Severity(letter: text[place]) != nil,
        HeaderCursor.isDigit(text[place + 1]) || text[place + 1] == 0x20,
        case .header(let header) = RecordHeader.read(text, place..<line.upperBound)
      {
        return header.thread
      }
      place += 1
    }
    return nil
  }
}

/// What glog's handler of signals writes when a process crashes, behind the last record or nothing:
///
///     *** Aborted at 1795432170 (unix time) try "date -d @1795432170" if you are using GNU date ***
///     *** SIGSEGV (@0x0) received by PID 19327 (TID 0x7f0a1b2c3d4e) from PID 0; stack trace: ***
struct CrashReport: Equatable {
  /// The process id, which is the thread id of its first thread; nil in the line that does not say it.
  var thread: UInt64?

  static func read(_ text: Span<UInt8>, _ line: Range<Int>) -> CrashReport? {
    var cursor = HeaderCursor(place: line.lowerBound, end: line.upperBound)
    guard cursor.skip(words: "*** ", in: text) else { return nil }
    if cursor.skip(words: "Aborted at ", in: text) { return CrashReport(thread: nil) }
    let words: StaticString = " received by PID "
    guard cursor.skip(words: "SIG", in: text),
      let place = text.firstOffset(of: words, from: cursor.place, before: cursor.end)
    else { return nil }
    cursor.place = place + words.utf8CodeUnitCount
    return CrashReport(thread: cursor.number(atMost: 10, in: text).map { UInt64($0) })
  }
}
