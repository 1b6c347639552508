// SPDX-License-Identifier: Apache-2.0

/// Counts the records of an input that are older than one before them, by more than processes of one
/// machine explain.
struct RecordOrder: Sendable {
  private var newest = LogTimestamp(microseconds: .min)
  private(set) var late: UInt64 = 0

  mutating func note(_ time: LogTimestamp) {
    if time >= newest {
      newest = time
    } else if time.microseconds < newest.microseconds - PostfixLimits.disorder {
      late += 1
    }
  }
}
