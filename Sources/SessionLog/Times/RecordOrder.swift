// SPDX-License-Identifier: Apache-2.0

/// Counts the records of an input that are older than one before them, by more than processes of one
/// machine explain.
struct RecordOrder: Sendable {
  /// How late a record can stand in a log, in microseconds: processes of one machine have one clock, but some keep
  /// what they log for half a minute before they write it.
  static let disorder: Int64 = 120_000_000

  /// The latest time so far.
  private(set) var newest = LogTimestamp(microseconds: .min)
  /// Records that were older than one before them by more than `disorder`.
  private(set) var late: UInt64 = 0

  mutating func note(_ time: LogTimestamp) {
    if time >= newest {
      newest = time
    } else if time.microseconds < newest.microseconds - Self.disorder {
      late += 1
    }
  }
}
