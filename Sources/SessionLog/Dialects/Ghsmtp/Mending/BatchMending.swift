// SPDX-License-Identifier: Apache-2.0

/// What is put right in the batches of one input, in order, when their years are known and before sessions are made:
/// the clock, records that stand in the log twice, and processes that are named only here and there.
package struct BatchMending: Sendable {
  private let civilTime: @Sendable (Int) -> LogTimestamp
  private var clock: ZoneClock?
  private var repeats = RecordRepeats()
  private var processes = ProcessContinuity()

  /// `civilTime` is the log's civil time of a moment in seconds since 1970. With a clock times become instants.
  package init(civilTime: @escaping @Sendable (Int) -> LogTimestamp, clock: ZoneClock?) {
    self.civilTime = civilTime
    self.clock = clock
  }

  package mutating func mend(_ batch: inout EventBatch, in block: Span<UInt8>) {
    if clock == nil {
      batch.bringToOneClock(civilTime)
    } else {
      clock?.bringToInstants(&batch)
    }
    repeats.drop(from: &batch, in: block)
    processes.unite(&batch)
  }
}
