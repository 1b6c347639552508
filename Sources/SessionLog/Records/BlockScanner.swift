// SPDX-License-Identifier: Apache-2.0

/// Stages 2 to 4 for whole blocks: line index, headers, events.
///
/// What it adds to a batch depends on the block and the anchor alone, so that the blocks of a log
/// can be scanned in any order by any number of scanners. What it keeps from block to block is only
/// a cache.
///
/// Unsafe code: reads the block through a pointer. `PlainRecordScanner` is its plain twin.
package struct BlockScanner: ~Copyable {
  private var index = LineIndex()
  private var sites = CallSites()

  package init() {}

  /// Adds what the block holds to `batch`. Times of records that state no year are provisional:
  /// give the batch to the input's `YearResolver` before use.
  package mutating func scan(
    _ block: borrowing LogBlock, anchor: YearAnchor, into batch: inout EventBatch
  ) {
    let text = block.octets
    let base = unsafe block.start
    var reader = RecordReader(
      offset: block.offset, anchor: anchor, continuesRecord: block.continuesRecord, batch: &batch)
    var dates = DateCache()
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
        let lineEnd = index[line]
        line &+= 1
        unsafe take(
          base, text, start..<lineEnd, number: lines &+ line, &reader, &dates, &batch)
        start = lineEnd &+ 1
      }
      lines &+= index.count
      place = end
    }
    if start < text.count, lines > 0 || !block.beginsInsideLine {
      unsafe take(
        base, text, start..<text.count, number: lines &+ 1, &reader, &dates, &batch)
    }
    reader.finish(
      text, lines: lines, endsInRecord: block.endsInRecord, endsInsideLine: block.endsInsideLine,
      into: &batch)
  }

  @inline(__always)
  private mutating func take(
    _ base: UnsafeRawPointer, _ text: Span<UInt8>, _ line: Range<Int>, number: Int,
    _ reader: inout RecordReader, _ dates: inout DateCache, _ batch: inout EventBatch
  ) {
    let start = line.lowerBound
    let pointer = unsafe base + start
    var count = line.count
    // The octet before an empty first line is the block's margin.
    if count > 0, unsafe pointer.load(fromByteOffset: count &- 1, as: UInt8.self) == 0x0d {
      count &-= 1
    }
    guard let header = unsafe FastHeader(pointer, count: count),
      let slot = sites.slot(of: header.site),
      header.date == dates.octets || dates.take(header, &reader, &batch)
    else {
      dates.octets = 0
      reader.take(text, line, number: number, into: &batch, sites: &sites)
      return
    }
    let message = TextRange(start: start &+ header.message, count: count &- header.message)
    let octets = unsafe Span<UInt8>(
      _unsafeStart: (pointer + header.message).assumingMemoryBound(to: UInt8.self),
      count: count &- header.message)
    reader.append(
      LoggedEvent(
        thread: header.thread,
        time: LogTimestamp(microseconds: dates.midnight &+ header.timeOfDay),
        record: TextRange(start: start, count: count), message: message, event: .remark,
        severity: header.severity, origin: sites[slot].origin,
        ordinal: reader.offset &+ UInt64(truncatingIfNeeded: start), zoneOffsetMinutes: nil,
        yearSource: dates.source),
      message: octets, slot: slot, &batch, &sites)
  }
}

/// The date of the record before, as read: logs change it once a day.
private struct DateCache {
  /// `FastHeader.date`; 0 if there is none.
  var octets: UInt64 = 0
  /// The day's beginning, in microseconds.
  var midnight: Int64 = 0
  var source = YearSource.line

  /// Takes a new date; false if no calendar has it.
  @inline(never)
  mutating func take(
    _ header: FastHeader, _ reader: inout RecordReader, _ batch: inout EventBatch
  ) -> Bool {
    func digit(_ index: UInt64) -> Int { Int(truncatingIfNeeded: header.date >> (8 * index)) & 0xf }
    let statesYear = header.date >> 32 != 0
    let year =
      statesYear ? ((digit(4) * 10 + digit(5)) * 10 + digit(6)) * 10 + digit(7) : 2000
    guard
      let date = CivilDate(
        year: year, month: digit(0) * 10 + digit(1), day: digit(2) * 10 + digit(3))
    else { return false }
    let (days, found) = reader.day(of: date, statesYear: statesYear, nil, &batch)
    octets = header.date
    midnight = Int64(days) * LogTimestamp.microsecondsPerDay
    source = found
    return true
  }
}
