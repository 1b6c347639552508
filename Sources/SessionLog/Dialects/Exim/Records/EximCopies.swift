// SPDX-License-Identifier: Apache-2.0

/// Tells the second copy of a refusal from the first: by syslog, the lines of the reject log go to
/// the same stream as those of the main log (`syslog_duplication`).
struct EximCopies: Sendable {
  /// Refusals whose copy may still come.
  private static let limit = 256

  private var waiting: [UInt64] = []

  mutating func removeAll() { waiting.removeAll(keepingCapacity: true) }

  /// Whether the line was seen before. Its copy is then no longer waited for, so that four equal
  /// lines are two.
  mutating func isCopy(_ key: UInt64) -> Bool {
    if let index = waiting.lastIndex(of: key) {
      waiting.remove(at: index)
      return true
    }
    if waiting.count == Self.limit { waiting.removeFirst(Self.limit / 2) }
    waiting.append(key)
    return false
  }
}
