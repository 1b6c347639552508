// SPDX-License-Identifier: Apache-2.0

/// Limits of stage 5 for any dialect: what a hostile log can make a session keep.
package enum SessionLimits {
  /// How much earlier than the one before it a record of the same process can be, in microseconds: what
  /// logs a message may log others while it makes the message up.
  static let inversion: Int64 = 1_000_000

  // MARK: Halves of sessions
  /// Halves that wait for their other one at most; some kilobytes each.
  package static let waitingHalves = 1024

  // MARK: Size
  /// Octets of text that are kept of one session, and of one reply.
  static let text = 1 << 20
  static let replyText = 64 << 10
  /// Entries of each list of a session, lines of a reply, outstanding commands.
  static let entries = 10_000
  /// Octets of records kept for the transcript of one session.
  static let keptRecordText = 16 << 20
}
