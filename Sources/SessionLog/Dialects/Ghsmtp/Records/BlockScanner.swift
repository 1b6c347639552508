// SPDX-License-Identifier: Apache-2.0

/// Stages 2 to 4 for whole blocks: line index, headers, events.
///
/// What it makes of a block depends on the block and the anchor alone, so that the blocks of a log
/// can be scanned in any order by any number of scanners. What it keeps from block to block is only
/// a cache.
///
/// Unsafe code: reads the block through a pointer. `PlainRecordScanner` is its plain twin.
package struct BlockScanner: ~Copyable {
  private var index = LineIndex()
  private var sites = CallSites()
  private let threads = ThreadFields()
  /// A copy, since globals are tested for being made with each use.
  private let patterns = MessageCatalogue.patterns
  /// Places, in the events being made, of records that are looked at once more.
  private var suspects: [Int] = []

  package init() {}

  /// Makes `batch` hold what the block says. Times of records that state no year are provisional:
  /// give the batch to the input's `YearResolver` before use.
  package mutating func scan(
    _ block: borrowing LogBlock, anchor: YearAnchor, into batch: inout EventBatch
  ) {
    let text = block.octets
    let base = unsafe block.start
    var reader = RecordReader(
      offset: block.offset, anchor: anchor, continuesRecord: block.continuesRecord, batch: &batch)
    var second = HeaderSecond()
    var lines = 0
    var start = 0
    var place = 0
    while place < text.count {
      let end = min(place &+ LineIndex.stretch, text.count)
      unsafe index.fill(base, from: place, to: end)
      var line = 0
      if lines == 0, index.count > 0, block.beginsInsideLine {
        start = index[0] &+ 1
        line = 1
      }
      while line < index.count {
        unsafe takeRecords(text, base, lines, &line, &start, &reader, &second, &batch)
        guard line < index.count else { break }
        // The line may have changed the year.
        second = HeaderSecond()
        reader.take(
          text, start..<index[line], number: lines &+ line &+ 1, into: &batch, sites: &sites)
        start = index[line] &+ 1
        line &+= 1
      }
      lines &+= index.count
      place = end
    }
    if start < text.count, lines > 0 || !block.beginsInsideLine {
      reader.take(
        text, start..<text.count, number: lines &+ 1, into: &batch, sites: &sites)
    }
    reader.finish(
      text, lines: lines, endsInRecord: block.endsInRecord, endsInsideLine: block.endsInsideLine,
      into: &batch)
  }

  /// Takes the lines from `line` on, the first of which begins at `start`, as far as they are
  /// records in the usual form.
  private mutating func takeRecords(
    _ text: Span<UInt8>, _ base: UnsafeRawPointer, _ lines: Int, _ line: inout Int,
    _ start: inout Int, _ reader: inout RecordReader, _ second: inout HeaderSecond,
    _ batch: inout EventBatch
  ) {
    let first = line
    // Taken out of the batch, so that the other parts of it can be changed meanwhile.
    var events: [LoggedEvent] = []
    swap(&events, &batch.events)
    let before = events.count
    events.append(addingCapacity: index.count &- line) { output in
      unsafe readHeaders(&output, base, &line, &start, reader, &second, &batch)
      unsafe giveMeaning(&output, before, first, base, &batch.unrecognised)
    }
    swap(&events, &batch.events)
    for place in suspects { look(text, before + place, lines + first + place + 1, reader, &batch) }
    suspects.removeAll(keepingCapacity: true)
    if line > first { reader.noteRecords(line &- first, &batch) }
  }

  /// Reads headers; the meaning of the events is left for the second loop. Two loops, since the
  /// second one calls a function for each record, and the first one, without calls, keeps all it
  /// needs in registers.
  @inline(never)
  private mutating func readHeaders(
    _ output: inout OutputSpan<LoggedEvent>, _ base: UnsafeRawPointer, _ line: inout Int,
    _ start: inout Int, _ reader: RecordReader, _ second: inout HeaderSecond,
    _ batch: inout EventBatch
  ) {
    var place = line
    var begin = start
    let lines = index.count
    while place < lines {
      let end = index[place]
      let pointer = unsafe base + begin
      var count = end &- begin
      // The octet before an empty first line is the block's margin.
      while unsafe pointer.load(fromByteOffset: count &- 1, as: UInt8.self) == 0x0d, count > 0 {
        count &-= 1
      }
      guard let header = unsafe FastHeader(pointer, count: count, threads: threads),
        let slot = sites.slot(of: header.site),
        unsafe second.begins(pointer, header.shift)
          || second.take(pointer, header.shift, reader, &batch)
      else { break }
      index.keep(slot, at: place)
      output.append(
        LoggedEvent(
          thread: header.thread,
          time: LogTimestamp(microseconds: second.base &+ header.microsecond),
          record: TextRange(start: begin, count: count),
          message: TextRange(start: begin &+ header.message, count: count &- header.message),
          event: .remark, severity: second.severity, origin: sites[slot].origin,
          ordinal: reader.offset &+ UInt64(truncatingIfNeeded: begin), zoneOffsetMinutes: nil,
          yearSource: second.source))
      begin = end &+ 1
      place &+= 1
    }
    line = place
    start = begin
  }

  /// Asks the catalogue what the messages say, first the pattern that took the call site's last
  /// one. `before` is the number of events in the batch before these, `line` the first one's line.
  @inline(never)
  private mutating func giveMeaning(
    _ output: inout OutputSpan<LoggedEvent>, _ before: Int, _ line: Int, _ base: UnsafeRawPointer,
    _ unrecognised: inout [Int]
  ) {
    for place in 0..<output.count {
      let slot = index[line &+ place]
      let hint = Int(sites[slot].hint)
      let context = MessageContext(
        severity: output[place].severity, origin: output[place].origin)
      let range = output[place].message
      let message = unsafe Span<UInt8>(
        _unsafeStart: (base + Int(range.start)).assumingMemoryBound(to: UInt8.self),
        count: Int(range.count))
      if hint < patterns.count, let meaning = patterns[hint].match(message, from: context) {
        output[place].event = meaning
      } else if let meaning = matchAnew(message, context, slot) {
        output[place].event = meaning
      } else {
        unrecognised.append(before &+ place)
      }
      if unsafe RecordInside.isPossible(base + Int(range.start), count: Int(range.count)) {
        suspects.append(place)
      }
    }
  }

  /// Looks closer at a record in which another one may stand.
  @inline(never)
  private func look(
    _ text: Span<UInt8>, _ index: Int, _ number: Int, _ reader: RecordReader,
    _ batch: inout EventBatch
  ) {
    let message = batch.events[index].message.indices
    guard let thread = RecordInside.thread(text, message) else { return }
    batch.gaps.append(LogGap(before: index + 1, .mixed, thread: thread))
    reader.noteInside(text, message, number, &batch)
  }

  /// What a message says that is not its call site's usual one.
  @inline(never)
  private mutating func matchAnew(
    _ message: Span<UInt8>, _ context: MessageContext, _ slot: Int
  ) -> SessionEvent? {
    var hint = MessageCatalogue.noHint
    let meaning = MessageCatalogue.match(message, from: context, hint: &hint)
    if meaning != nil { sites.remember(hint, at: slot) }
    return meaning
  }
}
