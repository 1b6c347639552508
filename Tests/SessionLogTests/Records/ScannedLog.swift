// SPDX-License-Identifier: Apache-2.0
import MailTypes

@testable import SessionLog

/// All that a scanner made of a whole input, independent of the blocks it was cut into.
struct ScannedLog: Equatable {
  /// One event with its texts in place of ranges.
  struct Row: Equatable {
    var thread: UInt64
    var time: Int64
    var record: [UInt8]
    var message: [UInt8]
    var event: SessionEvent
    var severity: Severity
    var origin: MessageOrigin
    var ordinal: UInt64
    var zone: Int16?
    var source: YearSource
    var isRecognised: Bool

    var text: String { String(decoding: message, as: UTF8.self) }
    var date: CivilDate { LogTimestamp(microseconds: time).date }
  }

  var rows: [Row] = []
  /// Segments as the ordinal that the next event has at least.
  var segments: [UInt64?] = []
  var counts = ScanCounts()
  var defects = DefectTally()
  /// With the number of the row before which each lies.
  var gaps: [LogGap] = []
  var impossibleLeapDays: UInt64 = 0

  enum Scanner: CaseIterable { case fast, plain }

  init(
    _ input: [UInt8], with scanner: Scanner = .fast,
    anchor: YearAnchor = YearAnchor(.year(2018), .option),
    blockSize: Int = LogBlock.defaultCapacity
  ) {
    var fast = BlockScanner()
    let plain = PlainRecordScanner()
    var resolver = YearResolver(anchor)
    var block = LogBlock(capacity: blockSize)
    var batch = EventBatch()
    var taken = 0
    var pending = 0
    repeat {
      taken += block.append(copying: input.span.extracting(taken..<input.count))
      block.cut(atEnd: taken == input.count, by: .ghsmtpRecords)
      batch.removeAll()
      switch scanner {
      case .fast: fast.scan(block, anchor: anchor, into: &batch)
      case .plain: plain.scan(block, anchor: anchor, into: &batch)
      }
      resolver.resolve(&batch)
      add(batch, block.octets, &pending)
      block.advance()
    } while taken < input.count || !block.isEmpty
    segments += Array(repeating: nil, count: pending)
    impossibleLeapDays = resolver.impossibleLeapDays
  }

  init(_ text: String, anchor: YearAnchor = YearAnchor(.year(2018), .option)) {
    self.init(Array(text.utf8), anchor: anchor)
  }

  private mutating func add(_ batch: EventBatch, _ text: Span<UInt8>, _ pending: inout Int) {
    defects.append(batch.defects, after: counts.lines)
    counts.add(batch.counts)
    if let first = batch.events.first {
      segments += Array(repeating: first.ordinal, count: pending)
      pending = 0
    }
    for segment in batch.segments {
      if segment.firstEvent < batch.events.count {
        segments.append(batch.events[segment.firstEvent].ordinal)
      } else {
        pending += 1
      }
    }
    for var gap in batch.gaps {
      gap.event += rows.count
      gaps.append(gap)
    }
    for (index, event) in batch.events.enumerated() {
      rows.append(
        Row(
          thread: event.thread, time: event.time.microseconds,
          record: event.record.indices.map { text[$0] },
          message: event.message.indices.map { text[$0] }, event: event.event,
          severity: event.severity, origin: event.origin, ordinal: event.ordinal,
          zone: event.zoneOffsetMinutes, source: event.yearSource,
          isRecognised: !batch.unrecognised.contains(index)))
    }
  }
}
