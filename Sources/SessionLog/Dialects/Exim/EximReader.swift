// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// Reads main log, reject log and panic log of Exim, as files or from syslog.
package struct EximReader: ~Copyable, DialectReader {
  package private(set) var coverage = DialectCoverage()
  private var input = DialectInput(input: 0)
  private var years: YearWalk?
  private var assembler = EximAssembler()
  private var pieces = EximPieces()
  private var copies = EximCopies()
  /// Number of the line that is read, from 1.
  private var line: UInt64 = 0
  /// A line without a header continues a record of Exim's: the header section of a refused message.
  private var isOpen = false
  /// The line before was another program's.
  private var followsForeign = false
  /// The rest of a line that was too long for a block is left out.
  private var isInsideLine = false
  private var order = RecordOrder()

  package init() {}

  package static func recognises(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    EximRecognition.recognises(text, line)
  }

  package mutating func begin(_ input: DialectInput) {
    self.input = input
    coverage = DialectCoverage()
    years = nil
    pieces.removeAll()
    copies.removeAll()
    line = input.linesBefore
    isOpen = false
    followsForeign = false
    isInsideLine = false
    order = RecordOrder()
    assembler.begin(input: input.input, keepsRecords: input.keepsRecords)
  }

  package mutating func consume(_ block: borrowing LogBlock, into sink: inout some SessionSink) {
    let text = block.octets
    var start = 0
    if block.beginsInsideLine {
      start = text.firstOffset(of: 0x0a, from: 0, before: text.count).map { $0 + 1 } ?? text.count
    }
    while start < text.count {
      let end = text.firstOffset(of: 0x0a, from: start, before: text.count) ?? text.count
      line += 1
      coverage.counts.lines += 1
      take(text, start..<end, at: block.offset &+ UInt64(start), into: &sink)
      start = end + 1
    }
  }

  package mutating func finish(into sink: inout some SessionSink) {
    assembler.finish(into: &sink)
    coverage.counts.unrecognised = coverage.unknown.total
  }

  // MARK: Lines

  private mutating func take(
    _ text: Span<UInt8>, _ whole: Range<Int>, at ordinal: UInt64, into sink: inout some SessionSink
  ) {
    var range = whole
    if !range.isEmpty, text[range.upperBound - 1] == 0x0d { range = range.dropLast(1) }
    if range.isEmpty {
      coverage.counts.preambles += 1
      coverage.counts.octets += UInt64(whole.count) + 1
      return
    }
    if text[range.lowerBound] == 0 {
      let damaged = range
      while !range.isEmpty, text[range.lowerBound] == 0 { range = range.dropFirst(1) }
      note(.nulRun, text, damaged, at: ordinal, isLost: range.isEmpty)
      if range.isEmpty { return }
    }
    if let header = EximHeader.readStamped(text, range) {
      return take(header, nil, text, range, at: ordinal, into: &sink)
    }
    if let prefix = StreamPrefix.read(text, range) {
      let body = StreamPrefix.withoutEscapes(text, prefix.end..<range.upperBound)
      guard EximRecognition.isExim(prefix, text) else {
        followsForeign = true
        takeForeign(text, body, at: ordinal)
        return
      }
      if StreamNotice.isWithheld(text, body) {
        followsForeign = false
        note(.withheld, text, range, at: ordinal, isLost: true)
        assembler.throwDoubt(.withheld, on: prefix.processNumber(in: text))
        return
      }
      if TaggedHeader.standsInside(text, body) {
        coverage.counts.recordsInside += 1
        note(.recordInside, text, body, at: ordinal, isLost: false)
        assembler.throwDoubt(.interleaved, on: nil)
      }
      let header = EximHeader.read(text, body)
      return take(header, prefix, text, body, at: ordinal, into: &sink)
    }
    if followsForeign {
      coverage.counts.foreign += 1
    } else if isOpen {
      coverage.counts.continuations += 1
      coverage.counts.octets += UInt64(whole.count) + 1
    } else {
      note(.noRecordBefore, text, range, at: ordinal, isLost: true)
    }
  }

  /// A line of another program; syslog's own lines may say that lines are lost.
  private mutating func takeForeign(
    _ text: Span<UInt8>, _ body: Range<Int>, at ordinal: UInt64
  ) {
    guard case .suppressed = StreamNotice.read(text, body) else {
      coverage.counts.foreign += 1
      return
    }
    assembler.throwDoubt(.suppressed, on: nil)
    coverage.noteSuppression(text.extracting(body), line: line, offset: ordinal)
  }

  private mutating func take(
    _ header: EximHeader, _ prefix: StreamPrefix?, _ text: Span<UInt8>, _ range: Range<Int>,
    at ordinal: UInt64, into sink: inout some SessionSink
  ) {
    isOpen = true
    followsForeign = false
    coverage.counts.octets += UInt64(range.upperBound - range.lowerBound) + 1
    var header = header
    if header.process == 0, let number = prefix?.processNumber(in: text) {
      header.process = UInt32(truncatingIfNeeded: number)
    }
    guard let part = header.part, part.count > 1 else {
      coverage.counts.records += 1
      return read(header, prefix, text, range, at: ordinal, into: &sink)
    }
    // A text that syslog could not take at once.
    if part.number == 1 {
      coverage.counts.records += 1
      if part.endsLine { return read(header, prefix, text, range, at: ordinal, into: &sink) }
      pieces.begin(header, prefix?.time, text.extracting(range), at: ordinal)
      return
    }
    coverage.counts.continuations += 1
    guard
      let piece = pieces.add(
        part, of: header.process, text.extracting(header.start..<range.upperBound))
    else { return }
    var joined = EximHeader.read(piece.octets.span, 0..<piece.octets.count)
    if joined.process == 0 { joined.process = header.process }
    var first = StreamPrefix(end: 0)
    first.time = piece.time
    read(joined, first, piece.octets.span, 0..<piece.octets.count, at: piece.ordinal, into: &sink)
  }

  /// Takes a whole line of Exim's.
  private mutating func read(
    _ header: EximHeader, _ prefix: StreamPrefix?, _ text: Span<UInt8>, _ range: Range<Int>,
    at ordinal: UInt64, into sink: inout some SessionSink
  ) {
    let body = text.extracting(header.start..<range.upperBound)
    let statement = EximCatalogue.read(body, hasID: !header.id.isEmpty)
    var record = EximRecord()
    record.process = header.process
    record.ordinal = ordinal
    record.line = TextRange(start: range.lowerBound, count: range.count)
    record.text = TextRange(start: header.start, count: range.upperBound - header.start)
    (record.time, record.yearSource) = time(header, prefix?.time)
    record.id = header.id
    record.isStamped = header.days != nil && header.part == nil
    order.note(record.time)
    coverage.recordsOutOfOrder = order.late
    if statement.kind == .unknown {
      coverage.unknown.add(
        body, source: Self.source.span,
        at: UnrecognisedMessages.Place(input: input.input, record: ordinal, line: line))
      return
    }
    if prefix != nil, statement.marks.contains(.rejected),
      copies.isCopy(record.hashOfCopies(in: text))
    {
      coverage.duplicateRecords += 1
      return
    }
    assembler.take(statement, record, text, into: &sink)
  }

  private static let source = Array("exim".utf8)

  // MARK: Times

  private mutating func time(
    _ header: EximHeader, _ stream: StatedTime?
  ) -> (LogTimestamp, YearSource) {
    let isStreamExact = stream?.zoneOffsetMinutes != nil && header.zoneOffsetMinutes == nil
    if let days = header.days, !isStreamExact {
      let time = LogTimestamp(
        microseconds: Int64(days) * LogTimestamp.microsecondsPerDay + header.timeOfDay)
      return (input.onOneClock(time, offsetMinutes: header.zoneOffsetMinutes), .line)
    }
    guard let stream else {
      let last = order.newest
      return (last.microseconds == .min ? LogTimestamp(microseconds: 0) : last, .none)
    }
    var date = stream.date
    var source = YearSource.line
    if !stream.statesYear {
      var walk = years ?? YearWalk(input.years())
      date = date.inYear(walk.year(of: date))
      source = walk.source
      years = walk
    }
    let time = LogTimestamp(
      microseconds: Int64(date.days) * LogTimestamp.microsecondsPerDay + stream.timeOfDay)
    return (input.onOneClock(time, offsetMinutes: stream.zoneOffsetMinutes), source)
  }

  private mutating func note(
    _ defect: RecordDefect, _ text: Span<UInt8>, _ range: Range<Int>, at ordinal: UInt64,
    isLost: Bool
  ) {
    if isLost { coverage.counts.defects += 1 } else { coverage.counts.impaired += 1 }
    coverage.defects.add(defect, line: line, offset: ordinal, text: text.extracting(range))
  }
}

extension Range<Int> {
  fileprivate func dropLast(_ count: Int) -> Range<Int> { lowerBound..<upperBound - count }
  fileprivate func dropFirst(_ count: Int) -> Range<Int> { lowerBound + count..<upperBound }
}
