// SPDX-License-Identifier: Apache-2.0

/// Reads the log of one kind of server: the lines of one input, in order, to sessions.
///
/// A reader is given the blocks of one input in order, between `begin` and `finish`; then, maybe,
/// those of another input, of which it must not make anything else than a new reader would. Several readers may
/// be given the same blocks, where a stream has the lines of several servers: each takes the lines
/// that are its own, and counts the others as foreign. So the lines of an input that no reader took
/// are all lines less those that the readers took.
///
/// What a reader makes of an input must not depend on where its blocks are cut.
package protocol DialectReader: ~Copyable, SendableMetatype {
  /// Whether `text[line]` is certainly a line of this server's log: with what syslog or the journal
  /// puts before it, without the line feed. Asked for the lines of every input whose dialect is not
  /// known yet, so it must be cheap, and strict: no other server's line may pass.
  static func recognises(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool

  init()

  /// Begins an input: each input is a world of its own.
  mutating func begin(_ input: DialectInput)

  /// Takes the next block. It has whole lines, but for a line that is longer than a block
  /// (`beginsInsideLine`, `endsInsideLine`); the input's last line may lack its line feed. The
  /// place of an octet in the input is the block's `offset` and its place in `octets`.
  mutating func consume(_ block: borrowing LogBlock, into sink: inout some SessionSink)

  /// The input is over: hands on what is still open.
  mutating func finish(into sink: inout some SessionSink)

  /// What was counted since `begin`.
  var coverage: DialectCoverage { get }
}

/// What a reader must know about its input that the input's text does not state.
package struct DialectInput: Sendable {
  /// Index of the input, for `Session.input`.
  package var input: Int
  /// Lines of the input before the first block that the reader is given.
  package var linesBefore: UInt64 = 0
  /// The year of records that state none, for `YearWalk`: asked for when such a record is met.
  package var years: @Sendable () -> YearAnchor
  /// The log's civil time of a moment in seconds since 1970: for records that state a zone.
  package var civilTime: @Sendable (Int) -> LogTimestamp
  /// The zone's clock, if it is changed now and then: the times of sessions are instants then.
  package var clock: ZoneClock?
  /// Sessions keep their records word for word.
  package var keepsRecords: Bool

  package init(
    input: Int, keepsRecords: Bool = false, clock: ZoneClock? = nil,
    years: @escaping @Sendable () -> YearAnchor = { YearAnchor(.unknown, .none) },
    civilTime: @escaping @Sendable (Int) -> LogTimestamp = {
      LogTimestamp(microseconds: Int64($0) * 1_000_000)
    }
  ) {
    self.input = input
    self.years = years
    self.keepsRecords = keepsRecords
    self.civilTime = civilTime
    self.clock = clock
  }
}

extension DialectInput {
  /// Brings the time of the next record, which may state its offset from UTC, to the clock that all inputs share: with a
  /// `clock` the result is an instant.
  mutating func onOneClock(_ time: LogTimestamp, offsetMinutes: Int16?) -> LogTimestamp {
    if let instant = clock?.instant(of: time, offsetMinutes: offsetMinutes) { return instant }
    guard let offsetMinutes else { return time }
    let second: Int64 = 1_000_000
    let moment = time.microseconds - Int64(offsetMinutes) * 60 * second
    let fraction = moment % second + (moment % second < 0 ? second : 0)
    let clock = civilTime(Int((moment - fraction) / second))
    return LogTimestamp(microseconds: clock.microseconds + fraction)
  }
}
