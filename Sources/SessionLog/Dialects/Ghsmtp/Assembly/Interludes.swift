// SPDX-License-Identifier: Apache-2.0

/// Walks the places of a batch at which more is to be done than to take the next record: gaps, and
/// records that nothing understands. Most batches have none.
struct Interludes {
  enum Stop {
    case gap(LogGap)
    /// Index of an event.
    case notUnderstood(Int)
  }

  private var gap = 0
  private var unrecognised = 0

  /// The first stop in the events before `end`, or the first gap there; nil where there is none left.
  mutating func next(in batch: borrowing EventBatch, before end: Int) -> Stop? {
    let place = gap < batch.gaps.count ? batch.gaps[gap].event : Int.max
    if unrecognised < batch.unrecognised.count {
      let index = batch.unrecognised[unrecognised]
      if index < end, index < place {
        unrecognised += 1
        return .notUnderstood(index)
      }
    }
    guard place <= end else { return nil }
    gap += 1
    return .gap(batch.gaps[gap - 1])
  }

  /// Goes back to the gaps at the beginning of a segment, which lie before its preamble or behind it.
  mutating func beginSegment(in batch: borrowing EventBatch, at first: Int) {
    while gap > 0, batch.gaps[gap - 1].event == first { gap -= 1 }
  }
}
