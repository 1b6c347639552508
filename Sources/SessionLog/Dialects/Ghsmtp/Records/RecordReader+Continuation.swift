// SPDX-License-Identifier: Apache-2.0

/// What is not a record of its own: lines that continue one, and notes about the log.
extension RecordReader {
  /// Takes a line that continues the record that is open.
  func `continue`(
    _ text: Span<UInt8>, _ line: Range<Int>, extend: Bool, _ batch: inout EventBatch
  ) {
    batch.counts.continuations += 1
    guard isOpenEvent, let header = batch.events.last else { return }
    if case .replyLine = header.event, header.origin == .client,
      let reply = replyLine(text, line, after: header)
    {
      // No server says a line twice: the log has it twice.
      if text.extracting(reply.message.indices).equals(text.extracting(header.message.indices)) {
        batch.counts.copies += 1
      } else {
        batch.events.append(reply)
      }
    } else if extend {
      let last = batch.events.count - 1
      batch.events[last].record.count = UInt32(line.upperBound) - header.record.start
      batch.events[last].message.count = UInt32(line.upperBound) - header.message.start
      if header.message.isEmpty { reconsider(text, last, &batch) }
    }
  }

  /// A later line of a client's multi-line reply, as an event of its own.
  ///
  /// QUIRK: `snd` until 2018-06-16 logged a whole reply as one message, so that only its first
  /// line has a header; in excerpts the lines may be blanked to the header's width.
  private func replyLine(
    _ text: Span<UInt8>, _ line: Range<Int>, after header: LoggedEvent
  ) -> LoggedEvent? {
    var start = line.lowerBound
    while start < line.upperBound, text[start] == UInt8(ascii: " ") { start += 1 }
    let range = TextRange(start: start, count: line.upperBound - start)
    guard let meaning = MessageCatalogue.matchContinuation(text.extracting(range.indices)) else {
      return nil
    }
    var event = header
    event.record = range
    event.message = range
    event.event = meaning
    event.ordinal = offset &+ UInt64(start)
    return event
  }

  /// A message whose first line is empty says something only with its second.
  private func reconsider(_ text: Span<UInt8>, _ index: Int, _ batch: inout EventBatch) {
    guard batch.unrecognised.last == index else { return }
    let event = batch.events[index]
    var hint = MessageCatalogue.noHint
    let meaning = MessageCatalogue.match(
      text.extracting(event.message.indices),
      from: MessageContext(severity: event.severity, origin: event.origin), hint: &hint)
    guard let meaning else { return }
    batch.events[index].event = meaning
    batch.unrecognised.removeLast()
  }

  /// Takes a note that journalctl, or glog's handler of signals, puts beside the records.
  mutating func takeNote(
    _ text: Span<UInt8>, _ line: Range<Int>, _ batch: inout EventBatch
  ) -> Bool {
    guard let note = JournalNote.read(text, line) else { return false }
    if note == .restart { batch.addGap(.restarted, lines: 0) }
    batch.counts.notes += 1
    return true
  }

  /// Takes the notice of the journal or syslog that it dropped lines.
  func takeSuppressed(
    _ text: Span<UInt8>, _ line: Range<Int>, _ number: Int, _ lines: Int?,
    _ batch: inout EventBatch
  ) {
    batch.counts.notes += 1
    batch.counts.suppressions += 1
    batch.addGap(.suppressed, lines: UInt64(lines ?? 0))
    batch.defects.add(
      .suppressed, line: UInt64(number), offset: offset &+ UInt64(line.lowerBound),
      text: text.extracting(line))
  }

  /// Looks for another record's header in a line that begins no record, and for the report of a crash.
  mutating func lookInside(
    _ text: Span<UInt8>, _ line: Range<Int>, _ number: Int, of prefix: StreamPrefix?,
    _ batch: inout EventBatch
  ) {
    let process = prefix?.identity(in: text) ?? 0
    if let crash = CrashReport.read(text, line) {
      batch.addGap(.crashed, process: process, thread: crash.thread, lines: 0)
    } else if let thread = RecordInside.thread(text, line) {
      batch.addGap(.mixed, process: process, thread: thread)
      noteInside(text, line, number, &batch)
    }
  }

  /// Counts a line in which another record's header stands.
  func noteInside(
    _ text: Span<UInt8>, _ line: Range<Int>, _ number: Int, _ batch: inout EventBatch
  ) {
    batch.counts.impaired += 1
    batch.counts.recordsInside += 1
    batch.defects.add(
      .recordInside, line: UInt64(number), offset: offset &+ UInt64(line.lowerBound),
      text: text.extracting(line))
  }
}

extension EventBatch {
  /// Notes a gap behind the events that there are.
  mutating func addGap(
    _ cause: LogGap.Cause, process: UInt32 = 0, thread: UInt64? = nil, lines: UInt64 = 1
  ) {
    gaps.append(
      LogGap(before: events.count, cause, process: process, thread: thread, lines: lines))
  }
}
