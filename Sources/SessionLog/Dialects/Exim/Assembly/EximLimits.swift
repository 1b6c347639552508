// SPDX-License-Identifier: Apache-2.0

/// How long sessions in Exim's logs can be silent, in microseconds, and how many are kept open.
enum EximLimits {
  private static let second: Int64 = 1_000_000

  /// Longest silence inside a session: Exim reads for 5 minutes by default before it gives up
  /// (`smtp_receive_timeout`), and the message after it may take as long.
  static let silence = 11 * 60 * second
  /// Longest time between two lines that nothing but the peer's address joins.
  static let acquaintance = 60 * second
  /// How long after its end a session can still get lines: the log of a session's commands is
  /// written when its process ends.
  static let linger = 30 * second
  /// Longest time between two lines of one delivery attempt, where no process says.
  static let attempt = 60 * second
  /// Open sessions and deliveries after which those that are over are looked for.
  static let slotsBeforeSweep = 256
  /// Open sessions and deliveries at most; beyond that the oldest are closed.
  static let slots = 16_384
}
