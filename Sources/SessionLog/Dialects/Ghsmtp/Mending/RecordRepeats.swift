// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// Drops records that stand in one stream more than once: a log that was sorted together from its INFO and WARNING
/// files, or that came through the journal twice.
///
/// A copy has the same octets as a record shortly before it, header and message, whatever its prefix. A thread cannot
/// write two such records: it takes longer than a microsecond to write one, and each has its own. Copies that come later
/// than `window` records are copies of whole sessions, for `DuplicateFilter`.
///
/// Takes the batches of one input in order. A record that is newer than all before it is not a copy, so that nearly all
/// records cost a comparison.
package struct RecordRepeats: Sendable {
  /// How many records before it a record is compared with.
  static let window = 128

  private var newest = LogTimestamp(microseconds: .min)
  /// The last records of the batches before.
  private var earlier: [Earlier] = []

  private struct Earlier: Sendable {
    var time: LogTimestamp
    var hash: UInt64
  }

  package init() {}

  /// Drops the copies from the batch, and counts them.
  package mutating func drop(from batch: inout EventBatch, in block: Span<UInt8>) {
    var copies: [Int] = []
    var isInCopy = false
    for index in batch.events.indices {
      let time = batch.events[index].time
      // Later lines of a reply go with the record that they belong to.
      guard batch.events[index].hasHeader else {
        if isInCopy { copies.append(index) }
        continue
      }
      isInCopy = false
      if time > newest {
        newest = time
      } else if isCopy(index, batch.events, block) {
        copies.append(index)
        isInCopy = true
      }
    }
    remember(batch.events, block)
    guard !copies.isEmpty else { return }
    batch.remove(copies)
    batch.counts.copies += UInt64(copies.count)
  }

  private func isCopy(_ index: Int, _ events: [LoggedEvent], _ block: Span<UInt8>) -> Bool {
    let record = events[index]
    let text = block.extracting(record.record.indices)
    let first = max(0, index - Self.window)
    for other in (first..<index).reversed()
    where events[other].time == record.time && events[other].hasHeader {
      if events[other].record.count == record.record.count,
        block.extracting(events[other].record.indices).equals(text)
      {
        return true
      }
    }
    let left = Self.window - (index - first)
    guard left > 0, earlier.suffix(left).contains(where: { $0.time == record.time }) else {
      return false
    }
    let hash = RecordHash.hash(text)
    return earlier.suffix(left).contains { $0.time == record.time && $0.hash == hash }
  }

  private mutating func remember(_ events: [LoggedEvent], _ block: Span<UInt8>) {
    if events.count < Self.window {
      earlier.removeFirst(max(0, earlier.count + events.count - Self.window))
    } else {
      earlier.removeAll(keepingCapacity: true)
    }
    for event in events.suffix(Self.window) {
      let isWhole = event.hasHeader
      earlier.append(
        Earlier(
          time: event.time,
          hash: isWhole ? RecordHash.hash(block.extracting(event.record.indices)) : 0))
    }
  }
}

extension LoggedEvent {
  /// False for a later line of a record, which is an event of its own.
  fileprivate var hasHeader: Bool { record.start != message.start }
}

extension EventBatch {
  /// Removes events, of ascending places, and moves what refers to those behind them.
  fileprivate mutating func remove(_ places: [Int]) {
    var next = 0
    var kept = 0
    var unknown: [Int] = []
    var unknownPlace = 0
    /// New place of each old one that something else refers to.
    func moved(_ place: Int) -> Int {
      place - places.partitioningIndex { $0 >= place }
    }
    for place in events.indices {
      let isGone = next < places.count && places[next] == place
      if unknownPlace < unrecognised.count, unrecognised[unknownPlace] == place {
        unknownPlace += 1
        if !isGone { unknown.append(kept) }
      }
      if isGone {
        next += 1
      } else {
        events[kept] = events[place]
        kept += 1
      }
    }
    counts.unrecognised -= UInt64(unrecognised.count - unknown.count)
    unrecognised = unknown
    events.removeLast(events.count - kept)
    for index in segments.indices { segments[index].firstEvent = moved(segments[index].firstEvent) }
    for index in gaps.indices { gaps[index].event = moved(gaps[index].event) }
    for index in yearStretches.indices {
      yearStretches[index].firstEvent = moved(yearStretches[index].firstEvent)
    }
  }
}
