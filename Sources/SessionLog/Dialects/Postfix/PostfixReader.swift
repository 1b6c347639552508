// SPDX-License-Identifier: Apache-2.0

/// Reads the log of Postfix: the lines of one input, in order, to sessions and deliveries.
package struct PostfixReader: ~Copyable, DialectReader {
  private var input = DialectInput(input: 0)
  private var assembler = PostfixAssembler(input: 0, keepsRecords: false)
  private var tags = PostfixTags()
  private var clock = PostfixClock()
  private var disorder = RecordOrder()
  /// The process of the line before, for syslogd's `last message repeated`.
  private var repeatable: UInt64?
  /// The text of a line that a journal's export encodes.
  private var decoded: [UInt8] = []
  /// Lines of the input so far.
  private var lines: UInt64 = 0
  package private(set) var coverage = DialectCoverage()

  package init() {}

  package static func recognises(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    if let first = JournalObject.start(text, line) {
      var octets: [UInt8] = []
      guard let object = JournalObject(text, first..<line.upperBound, into: &octets) else {
        return false
      }
      return isOurs(octets.span, object.program, object.message)
    }
    guard let prefix = StreamPrefix.read(text, line) else { return false }
    return isOurs(
      text, prefix.program, TextRange(start: prefix.end, count: line.upperBound - prefix.end))
  }

  /// A tag with a daemon is enough; one without needs a message that is known.
  private static func isOurs(
    _ text: Span<UInt8>, _ program: TextRange, _ message: TextRange
  ) -> Bool {
    guard let tag = PostfixTag(text.extracting(program.indices)) else { return false }
    return tag.daemon != .unnamed || PostfixCatalogue.read(text, message, from: tag.daemon).1 != nil
  }

  package mutating func begin(_ input: DialectInput) {
    self.input = input
    assembler = PostfixAssembler(input: input.input, keepsRecords: input.keepsRecords)
    clock = PostfixClock()
    disorder = RecordOrder()
    repeatable = nil
    lines = 0
    coverage = DialectCoverage()
  }

  package mutating func consume(_ block: borrowing LogBlock, into sink: inout some SessionSink) {
    let text = block.octets
    var start = 0
    if block.beginsInsideLine {
      // The rest of a line that no block holds, which the block before has counted.
      start = text.firstOffset(of: 0x0a, from: 0, before: text.count).map { $0 + 1 } ?? text.count
    }
    while start < text.count {
      let found = text.firstOffset(of: 0x0a, from: start, before: text.count)
      let end = found ?? text.count
      lines += 1
      if found == nil, block.endsInsideLine {
        note(.overlong, text, start..<end, block.offset)
      } else {
        take(text, start..<end, block.offset, into: &sink)
      }
      start = end + 1
    }
    coverage.counts.lines = lines
  }

  package mutating func finish(into sink: inout some SessionSink) {
    assembler.finish(into: &sink)
    coverage.recordsOutOfOrder = disorder.late
    coverage.impossibleLeapDays = clock.impossibleLeapDays
    coverage.flow = assembler.flow
  }

  private mutating func take(
    _ text: Span<UInt8>, _ whole: Range<Int>, _ offset: UInt64, into sink: inout some SessionSink
  ) {
    var line = whole
    if !line.isEmpty, text[line.upperBound - 1] == 0x0d {
      line = line.lowerBound..<line.upperBound - 1
    }
    while !line.isEmpty, text[line.lowerBound] == 0 { line = line.lowerBound + 1..<line.upperBound }
    if line.lowerBound > whole.lowerBound {
      note(.nulRun, text, whole, offset, isLost: line.isEmpty)
      assembler.noteLoss(at: nil)
    }
    guard !line.isEmpty else {
      if whole.isEmpty { coverage.counts.preambles += 1 }
      return
    }
    let ordinal = offset &+ UInt64(line.lowerBound)
    if let first = JournalObject.start(text, line) {
      var octets: [UInt8] = []
      swap(&octets, &decoded)
      if let object = JournalObject(text, first..<line.upperBound, into: &octets) {
        takeObject(object, octets.span, ordinal, whole.count + 1, into: &sink)
      } else {
        coverage.counts.foreign += 1
      }
      swap(&octets, &decoded)
      return
    }
    guard let prefix = StreamPrefix.read(text, line) else {
      if JournalNote.read(text, line) != nil {
        coverage.counts.preambles += 1
      } else if TaggedHeader.standsInside(text, line) {
        noteInside(text, line, ordinal, isLost: true)
      } else {
        coverage.counts.foreign += 1
      }
      return
    }
    let message = TextRange(start: prefix.end, count: line.upperBound - prefix.end)
    guard !prefix.program.isEmpty, let tag = tags.tag(text.extracting(prefix.program.indices))
    else {
      takeForeign(text, message, whole.count + 1, at: ordinal)
      return
    }
    var record = PostfixRecord(
      time: LogTimestamp(microseconds: 0), ordinal: ordinal, process: 0, service: 0, host: 0,
      daemon: tag.daemon, record: TextRange(start: line.lowerBound, count: line.count),
      message: PostfixMessage(), event: .remark)
    if let stated = prefix.time {
      (record.time, record.yearSource) = clock.time(stated, of: input)
      record.isPrecise = stated.timeOfDay % 1_000_000 != 0
    } else {
      record.time = assembler.newest.microseconds == .min ? record.time : assembler.newest
    }
    record.identify(text, host: prefix.host, tag: tag, process: prefix.process)
    takeRecord(&record, message, program: prefix.program, text, whole.count + 1, into: &sink)
    repeatable = record.process
  }

  private mutating func takeObject(
    _ object: JournalObject, _ text: Span<UInt8>, _ ordinal: UInt64, _ octets: Int,
    into sink: inout some SessionSink
  ) {
    guard let tag = tags.tag(text.extracting(object.program.indices)) else {
      coverage.counts.foreign += 1
      return
    }
    var record = PostfixRecord(
      time: clock.civil(object.moment, input), ordinal: ordinal, process: 0, service: 0, host: 0,
      daemon: tag.daemon,
      record: TextRange(
        start: Int(object.program.start), count: object.message.end - Int(object.program.start)),
      message: PostfixMessage(), event: .remark)
    record.isPrecise = true
    record.identify(text, host: object.host, tag: tag, process: object.process)
    takeRecord(&record, object.message, program: object.program, text, octets, into: &sink)
    repeatable = nil
  }

  /// Gives a record its meaning and hands it on.
  private mutating func takeRecord(
    _ record: inout PostfixRecord, _ range: TextRange, program: TextRange, _ text: Span<UInt8>,
    _ octets: Int, into sink: inout some SessionSink
  ) {
    let (message, event) = PostfixCatalogue.read(text, range, from: record.daemon)
    if event == nil, record.daemon == .unnamed, program.count != 7 {
      // The tag of another instance that lost its daemon, or a program beside Postfix.
      coverage.counts.foreign += 1
      return
    }
    coverage.counts.records += 1
    coverage.counts.octets += UInt64(octets)
    disorder.note(record.time)
    if StreamNotice.isWithheld(text, range.indices) {
      coverage.counts.impaired += 1
      assembler.noteLoss(at: record.process)
      return
    }
    if TaggedHeader.standsInside(text, range.indices) {
      noteInside(text, range.indices, record.ordinal, isLost: false)
    }
    record.message = message
    guard let event else {
      coverage.counts.unrecognised += 1
      coverage.unknown.add(
        text.extracting(message.text.indices), source: text.extracting(program.indices),
        at: UnrecognisedMessages.Place(
          input: input.input, record: record.ordinal, line: input.linesBefore + lines))
      record.event = .remark
      assembler.take(record, text, into: &sink)
      return
    }
    record.event = event
    assembler.take(record, text, into: &sink)
  }

  /// Another record's header stands in a line: what the line should have said, and what the other record says, is not known.
  private mutating func noteInside(
    _ text: Span<UInt8>, _ line: Range<Int>, _ ordinal: UInt64, isLost: Bool
  ) {
    if isLost { coverage.counts.defects += 1 } else { coverage.counts.impaired += 1 }
    coverage.counts.recordsInside += 1
    coverage.defects.add(
      .recordInside, line: input.linesBefore + lines, offset: ordinal, text: text.extracting(line))
    assembler.noteLoss(at: nil)
  }

  /// A line of another program; syslog's own lines may say that lines are lost, or repeated.
  private mutating func takeForeign(
    _ text: Span<UInt8>, _ message: TextRange, _ octets: Int, at ordinal: UInt64
  ) {
    switch StreamNotice.read(text, message.indices) {
    case .repeated(let copies):
      takeAgain(copies, octets)
    case .suppressed:
      assembler.noteLoss(at: nil)
      coverage.noteSuppression(
        text.extracting(message.indices), line: input.linesBefore + lines, offset: ordinal)
    case .withheld:
      assembler.noteLoss(at: nil)
      coverage.counts.foreign += 1
    case nil: coverage.counts.foreign += 1
    }
    repeatable = nil
  }

  /// Takes what `last message repeated` stands for: only counts change by that.
  private mutating func takeAgain(_ copies: Int, _ octets: Int) {
    guard let repeatable else {
      coverage.counts.foreign += 1
      return
    }
    coverage.counts.records += 1
    coverage.counts.octets += UInt64(octets)
    assembler.repeatRefusal(of: repeatable, copies: copies)
  }

  private mutating func note(
    _ defect: RecordDefect, _ text: Span<UInt8>, _ line: Range<Int>, _ offset: UInt64,
    isLost: Bool = true
  ) {
    if isLost { coverage.counts.defects += 1 } else { coverage.counts.impaired += 1 }
    coverage.defects.add(
      defect, line: input.linesBefore + lines, offset: offset &+ UInt64(line.lowerBound),
      text: text.extracting(line))
  }
}
