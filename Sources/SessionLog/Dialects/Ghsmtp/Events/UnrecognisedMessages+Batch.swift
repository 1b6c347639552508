// SPDX-License-Identifier: Apache-2.0

extension UnrecognisedMessages {
  /// Counts those of a batch that was scanned from `block`, which begins behind `lines` lines of the input.
  package mutating func add(
    _ batch: borrowing EventBatch, of block: Span<UInt8>, input: Int, after lines: UInt64
  ) {
    var line = lines + 1
    var place = 0
    for index in batch.unrecognised {
      let record = batch.events[index]
      let start = max(place, Int(record.record.start))
      while let end = block.firstOffset(of: 0x0a, from: place, before: start) {
        line += 1
        place = end + 1
      }
      place = start
      add(
        block.extracting(record.message.indices), source: record.sourceFile(in: block),
        at: Place(input: input, record: record.ordinal, line: line))
    }
  }
}
