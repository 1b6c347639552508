// SPDX-License-Identifier: Apache-2.0

/// Limits of the assembler: how long it waits for a line, and what a hostile or damaged log can make it
/// keep. Times in microseconds.
enum PostfixLimits {
  private static let second: Int64 = 1_000_000

  /// How long a session that is over waits for the queue manager to take its messages, which shows that
  /// they were accepted.
  static let acceptance = 120 * second
  /// Longest silence of a process inside one session: a command may take 300 s, a large message longer.
  static let silence = 2 * 3600 * second
  /// Longest silence between the lines of one delivery attempt.
  static let deliverySilence = 1200 * second
  /// How long after a lost line a delivery, or a connection without its beginning, may have begun with it.
  static let lossMemory = 300 * second

  /// Messages in the queue that are remembered. The oldest are forgotten and counted.
  static let queueIDs = 65_536
  /// Sessions that wait for the queue manager.
  static let waitingSessions = 1024
  /// Sessions and deliveries that are open.
  static let openSessions = 8192
  /// Octets of a reverse-path that are kept with its message.
  static let reversePath = 1024
}
