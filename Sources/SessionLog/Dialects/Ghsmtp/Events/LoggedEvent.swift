// SPDX-License-Identifier: Apache-2.0

/// One record with what it says: the unit that stage 4 hands to stage 5.
///
/// Plain data. `record` and `message` are ranges of the block of octets that the batch was scanned
/// from; the ranges inside `event` are relative to the first octet of `message`.
package struct LoggedEvent: Sendable {
  /// The thread id of the record's header; 0 where the log has none.
  package var thread: UInt64
  package var time: LogTimestamp
  /// The record from its severity letter to the end of its last line, without the final line end.
  package var record: TextRange
  /// The message: behind `] `, to the end of the record.
  package var message: TextRange
  package var event: SessionEvent
  package var severity: Severity
  package var origin: MessageOrigin
  /// Octet of its input at which the record begins: rises along the input, however it is cut.
  package var ordinal: UInt64
  /// Offset from UTC in minutes where the record states one.
  package var zoneOffsetMinutes: Int16?
  /// Where the year of `time` comes from.
  package var yearSource: YearSource
  /// Hash of the program and process that the journal or syslog name before the record; 0 where they
  /// name none.
  package var process: UInt32 = 0

  package init(
    thread: UInt64, time: LogTimestamp, record: TextRange, message: TextRange,
    event: SessionEvent, severity: Severity, origin: MessageOrigin, ordinal: UInt64,
    zoneOffsetMinutes: Int16? = nil, yearSource: YearSource = .line
  ) {
    self.thread = thread
    self.time = time
    self.record = record
    self.message = message
    self.event = event
    self.severity = severity
    self.origin = origin
    self.ordinal = ordinal
    self.zoneOffsetMinutes = zoneOffsetMinutes
    self.yearSource = yearSource
  }
}

extension LoggedEvent {
  /// What the records of one session have in common: the thread id, and the process where the stream
  /// names it. Since glog 0.7 the threads of different processes can have the same id.
  @inline(__always)
  var sessionKey: UInt64 { thread ^ (UInt64(process) &* 0x9E37_79B9_7F4A_7C15) }

  /// The name of the program's source file in the record's header, `file:line]`; empty where there
  /// is none. For messages that nothing recognises: it is looked for each time.
  @_lifetime(copy block)
  package func sourceFile(in block: Span<UInt8>) -> Span<UInt8> {
    let header = Int(record.start)..<max(Int(record.start), Int(message.start))
    var end = header.upperBound
    while end > header.lowerBound, block[end - 1] != UInt8(ascii: ":") { end -= 1 }
    guard end > header.lowerBound else {
      return block.extracting(header.lowerBound..<header.lowerBound)
    }
    var start = end - 1
    while start > header.lowerBound, block[start - 1] != UInt8(ascii: " ") { start -= 1 }
    return block.extracting(start..<end - 1)
  }
}
