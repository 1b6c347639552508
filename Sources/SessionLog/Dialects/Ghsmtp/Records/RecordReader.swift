// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// Reads the lines of one block, in order, and makes events of them: stages 3 and 4 for any line.
///
/// `BlockScanner` gives it only the lines that its own fast reading does not understand;
/// `PlainRecordScanner` gives it all.
struct RecordReader {
  /// Octet of the input at which the block begins.
  let offset: UInt64
  let likelyYear: Int
  let likelySource: YearSource
  /// A line without a header continues a record.
  private(set) var isOpen: Bool
  /// The record that is open is the last of the batch's events, not one of an earlier block.
  private(set) var isOpenEvent = false
  /// The prefix of the record that is open, where its stream has one.
  private var prefix: StreamPrefix?
  /// The line before was another program's, which a line without a prefix continues.
  private var followsForeign = false

  init(offset: UInt64, anchor: YearAnchor, continuesRecord: Bool, batch: inout EventBatch) {
    self.offset = offset
    likelyYear = anchor.likelyYear
    likelySource = anchor.source
    isOpen = continuesRecord
    batch.removeAll()
    batch.yearStretches.append(
      YearStretch(
        firstEvent: 0, created: nil, provisionalYear: likelyYear,
        provisionalSource: likelySource))
  }

  /// Takes a line, without its line feed. `number` is its place in the block, from 1.
  mutating func take(
    _ text: Span<UInt8>, _ line: Range<Int>, number: Int, into batch: inout EventBatch,
    sites: inout CallSites
  ) {
    var line = line
    // The line ends of SMTP are logged with the reply lines and arguments they end.
    // Several fill up a line from which colours were taken.
    while !line.isEmpty, text[line.upperBound - 1] == 0x0d { line = line.dropLastOctet }
    if line.isEmpty {
      batch.counts.preambles += 1
      return
    }
    if text[line.lowerBound] == 0 {
      let whole = line
      while !line.isEmpty, text[line.lowerBound] == 0 { line = line.dropFirstOctet }
      note(.nulRun, text, whole, number, isLost: line.isEmpty, &batch)
      if line.isEmpty { return }
    }
    // QUIRK: editors of other systems put a byte order mark before the first line of what they save.
    let bare = Self.hasByteOrderMark(text, line) ? line.dropFirst(3) : line
    if takeHeaded(text, bare, number, nil, &batch, &sites) { return }
    if takePreamble(text, bare, &batch) || takeNote(text, bare, &batch) { return }
    if let prefix = StreamPrefix.read(text, line), !isContinued(by: prefix, text, line) {
      takePrefixed(text, prefix, line, number, &batch, &sites)
    } else if isOpen, followsForeign {
      batch.counts.foreign += 1
      lookInside(text, line, number, of: nil, &batch)
    } else if isOpen {
      `continue`(text, line, extend: prefix == nil, &batch)
      lookInside(text, line, number, of: nil, &batch)
    } else if RecordInside.thread(text, line) != nil {
      note(.recordInside, text, line, number, &batch)
    } else {
      note(.noRecordBefore, text, line, number, &batch)
    }
  }

  /// Whether a line continues a record that has no prefix although it begins like a prefix of a container, which is
  /// little: a table of a trace may have such lines.
  private func isContinued(
    by other: StreamPrefix, _ text: Span<UInt8>, _ line: Range<Int>
  ) -> Bool {
    guard isOpen, !followsForeign, prefix == nil, other.program.isEmpty, other.time == nil else {
      return false
    }
    return RecordHeader.read(text, other.end..<line.upperBound) == .otherText
      && FilePreamble.read(text, other.end..<line.upperBound) == nil
  }

  private mutating func takePrefixed(
    _ text: Span<UInt8>, _ outer: StreamPrefix, _ line: Range<Int>, _ number: Int,
    _ batch: inout EventBatch, _ sites: inout CallSites
  ) {
    var prefix = outer
    // QUIRK: rsyslog writes the CR of a line end of SMTP as `#015`.
    var body = StreamPrefix.withoutEscapes(text, outer.end..<line.upperBound)
    if takeHeaded(text, body, number, prefix, &batch, &sites) { return }
    if takePreamble(text, body, &batch) { return }
    // A line that was sent on has the prefix of each machine that it came through.
    if let inner = StreamPrefix.read(text, body) {
      let rest = StreamPrefix.withoutEscapes(text, inner.end..<body.upperBound)
      if takeHeaded(text, rest, number, inner, &batch, &sites) { return }
      if takePreamble(text, rest, &batch) { return }
      (prefix, body) = (inner, rest)
    }
    let isOurProgram = self.prefix.map { prefix.isSameProgram(as: $0, in: text) } ?? false
    switch StreamNotice.read(text, body) {
    case .withheld where isOurProgram:
      note(.withheld, text, line, number, &batch, process: prefix.identity(in: text))
      return
    case .suppressed(let lines):
      takeSuppressed(text, line, number, lines, &batch)
      return
    case .repeated where isOurProgram || prefix.program.isEmpty && !followsForeign:
      // Copies of a record say nothing new.
      batch.counts.notes += 1
      return
    default: break
    }
    if isOpen, let open = self.prefix, prefix.isSameProcess(as: open, in: text) {
      followsForeign = false
      `continue`(text, body, extend: false, &batch)
    } else {
      followsForeign = true
      batch.counts.foreign += 1
      batch.defects.add(
        .foreign, line: UInt64(number), offset: offset &+ UInt64(line.lowerBound),
        text: text.extracting(line))
    }
    lookInside(text, body, number, of: prefix, &batch)
  }

  /// Takes a line that begins with a header, or with what should be one.
  private mutating func takeHeaded(
    _ text: Span<UInt8>, _ line: Range<Int>, _ number: Int, _ prefix: StreamPrefix?,
    _ batch: inout EventBatch, _ sites: inout CallSites
  ) -> Bool {
    switch RecordHeader.read(text, line) {
    case .otherText: return false
    case .impossibleTime:
      note(
        .impossibleTime, text, line, number, &batch, process: prefix?.identity(in: text) ?? 0)
    case .damaged:
      note(.damagedHeader, text, line, number, &batch, process: prefix?.identity(in: text) ?? 0)
    case .untimed:
      batch.counts.notes += 1
      isOpen = true
      isOpenEvent = false
    case .header(let header):
      let (days, source) = day(
        of: header.date, statesYear: header.statesYear, prefix?.date, &batch)
      let message = TextRange(start: header.message, count: line.upperBound - header.message)
      let (slot, origin) = site(text, header.site, &sites)
      var event = LoggedEvent(
        thread: header.thread,
        time: LogTimestamp(
          microseconds: Int64(days) * LogTimestamp.microsecondsPerDay + header.timeOfDay),
        record: TextRange(start: line.lowerBound, count: line.count), message: message,
        event: .remark, severity: header.severity, origin: origin,
        ordinal: offset &+ UInt64(line.lowerBound),
        zoneOffsetMinutes: header.zoneOffsetMinutes, yearSource: source)
      if let prefix {
        event.process = prefix.identity(in: text)
        batch.namesProcess = true
      }
      if header.zoneOffsetMinutes != nil { batch.statesZone = true }
      append(event, message: text.extracting(message.indices), slot: slot, &batch, &sites)
      if let thread = RecordInside.thread(text, message.indices) {
        batch.addGap(.mixed, process: event.process, thread: thread)
        noteInside(text, message.indices, number, &batch)
      }
      self.prefix = prefix
    }
    return true
  }

  /// Gives an event its meaning and puts it into the batch.
  private mutating func append(
    _ event: LoggedEvent, message: Span<UInt8>, slot: Int?, _ batch: inout EventBatch,
    _ sites: inout CallSites
  ) {
    var hint = MessageCatalogue.noHint
    if let slot { hint = sites[slot].hint }
    let known = hint
    var event = event
    let context = MessageContext(severity: event.severity, origin: event.origin)
    if let meaning = MessageCatalogue.match(message, from: context, hint: &hint) {
      event.event = meaning
    } else {
      batch.unrecognised.append(batch.events.count)
    }
    if hint != known, let slot { sites.remember(hint, at: slot) }
    batch.events.append(event)
    noteRecords(1, &batch)
  }

  /// Takes note of records that were added to the batch, the last of which is open now.
  @inline(__always)
  mutating func noteRecords(_ count: Int, _ batch: inout EventBatch) {
    batch.counts.records += UInt64(count)
    prefix = nil
    isOpen = true
    isOpenEvent = true
    followsForeign = false
  }

  /// Days since 1970-01-01 of a record, and what its year was taken from.
  func day(
    of date: CivilDate, statesYear: Bool, _ stream: CivilDate?, _ batch: inout EventBatch
  ) -> (Int, YearSource) {
    if statesYear { return (date.days, .line) }
    if let stream {
      // The stream's date is that of the program's line, or a moment later.
      let days = (-1...1).map { date.inYear(stream.year + $0).days }
      return (days.min { abs($0 - stream.days) < abs($1 - stream.days) } ?? stream.days, .line)
    }
    let stretch = batch.yearStretches.count - 1
    return (
      batch.yearStretches[stretch].note(date),
      batch.yearStretches[stretch].provisionalSource
    )
  }

  /// The slot of a call site, if it can have one, and its origin.
  func site(
    _ text: Span<UInt8>, _ site: TextRange, _ sites: inout CallSites
  ) -> (Int?, MessageOrigin) {
    guard let key = CallSites.key(text, site) else {
      return (nil, MessageOrigin(site: site, in: text))
    }
    let slot =
      sites.slot(of: key) ?? sites.enter(key, origin: MessageOrigin(site: site, in: text))
    return (slot, sites[slot].origin)
  }

  private mutating func takePreamble(
    _ text: Span<UInt8>, _ line: Range<Int>, _ batch: inout EventBatch
  ) -> Bool {
    guard let preamble = FilePreamble.read(text, line) else { return false }
    batch.counts.preambles += 1
    isOpen = false
    isOpenEvent = false
    switch preamble {
    case .other: return true
    case .created(let date):
      batch.yearStretches.append(
        YearStretch(
          firstEvent: batch.events.count, created: date,
          provisionalYear: date?.year ?? likelyYear,
          provisionalSource: date == nil ? likelySource : .fileHeader))
    case .ownFormat: break
    }
    batch.segments.append(EventBatch.Segment(firstEvent: batch.events.count))
    return true
  }

  private mutating func note(
    _ defect: RecordDefect, _ text: Span<UInt8>, _ line: Range<Int>, _ number: Int,
    isLost: Bool = true, _ batch: inout EventBatch, process: UInt32 = 0
  ) {
    if isLost { batch.counts.defects += 1 } else { batch.counts.impaired += 1 }
    if defect == .recordInside {
      batch.counts.recordsInside += 1
      batch.addGap(.mixed, thread: RecordInside.thread(text, line))
    } else {
      batch.addGap(.unreadable(defect), process: process)
    }
    batch.defects.add(
      defect, line: UInt64(number), offset: offset &+ UInt64(line.lowerBound),
      text: text.extracting(line))
    if isLost, defect != .nulRun, defect != .withheld {
      isOpen = false
      isOpenEvent = false
    }
  }

  /// Counts what only the end of the block shows. `lines` is the number of its line ends.
  func finish(
    _ text: Span<UInt8>, lines: Int, endsInRecord: Bool, endsInsideLine: Bool,
    into batch: inout EventBatch
  ) {
    batch.counts.octets += UInt64(text.count)
    batch.counts.unrecognised = UInt64(batch.unrecognised.count)
    batch.counts.lines += UInt64(lines)
    if !endsInsideLine, text.count > 0, text[text.count - 1] != 0x0a { batch.counts.lines += 1 }
    if endsInRecord, isOpenEvent, let record = batch.events.last?.record {
      batch.counts.impaired += 1
      batch.gaps.append(
        LogGap(before: batch.events.count, .mixed, process: batch.events.last?.process ?? 0))
      batch.defects.add(
        .overlong, line: UInt64(lines) + 1, offset: offset &+ UInt64(record.start),
        text: text.extracting(record.indices))
    }
  }

  private static func hasByteOrderMark(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    line.count > 3 && text[line.lowerBound] == 0xEF && text[line.lowerBound + 1] == 0xBB
      && text[line.lowerBound + 2] == 0xBF
  }
}

extension Range<Int> {
  fileprivate var dropLastOctet: Range<Int> { lowerBound..<upperBound - 1 }
  fileprivate var dropFirstOctet: Range<Int> { lowerBound + 1..<upperBound }
}
