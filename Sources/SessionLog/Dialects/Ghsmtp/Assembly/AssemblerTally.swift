// SPDX-License-Identifier: Apache-2.0

/// What stage 5 counted besides the sessions. Tallies of two logs, added, are that of both.
package struct AssemblerTally: Equatable, Sendable {
  /// Records that came in, those of the sessions included.
  package var records = 0
  /// Sessions that were handed on.
  package var sessions = 0
  /// Records of nobody's session: the server's parent process, processes that never connected.
  package var recordsOutsideSessions = 0
  /// Records of connections by which the server forwarded mail in the course of a session: they are in
  /// its transcript, and no session of their own is made of them.
  package var recordsOfForwarding = 0
  /// Exact copies of a record, left out: errors that were written twice, buffers that forked
  /// children flushed again.
  package var duplicateRecords = 0
  /// Outbound attempts that never became a connection, by reason.
  package var attemptsFailed = 0
  package var attemptsSkipped = 0
  /// Sessions whose records may be mixed with those of another one.
  package var ambiguousSessions = 0
  /// Children that the server's parent process reported, and those that it reported as ended.
  package var childrenStarted = 0
  package var childrenEnded = 0

  package init() {}

  package mutating func add(_ other: AssemblerTally) {
    records += other.records
    sessions += other.sessions
    recordsOutsideSessions += other.recordsOutsideSessions
    recordsOfForwarding += other.recordsOfForwarding
    duplicateRecords += other.duplicateRecords
    attemptsFailed += other.attemptsFailed
    attemptsSkipped += other.attemptsSkipped
    ambiguousSessions += other.ambiguousSessions
    childrenStarted += other.childrenStarted
    childrenEnded += other.childrenEnded
  }
}
