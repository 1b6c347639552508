// SPDX-License-Identifier: Apache-2.0

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
