// SPDX-License-Identifier: Apache-2.0

/// A place in the log where it does not say all that happened, or says that something befell the server.
///
/// Stages 2 to 4 find these places and put them into `EventBatch.gaps`; what a gap means for the sessions around it is
/// for stage 5. What the lost lines would have said is not known: nothing may be concluded from their absence.
package struct LogGap: Equatable, Sendable {
  package enum Cause: Equatable, Sendable {
    /// A line that is there and could not be read as a record: withheld, damaged, overwritten by NULs. One record is
    /// lost, seldom more.
    case unreadable(RecordDefect)
    /// The record just before the gap, `events[event - 1]`, holds what looks like the header of another one, or its
    /// end is missing: its own text is not to be trusted to its end. `thread` is that of the header inside, whose record
    /// is lost.
    case mixed
    /// Lines that the journal or syslog dropped: any number, of any process that `process` allows.
    case suppressed
    /// The machine was started anew, or the journal of another one follows: all earlier processes are gone. No peer
    /// left because of that.
    case restarted
    /// A process crashed: glog's report of a signal stands here. `thread` is its process id, where that is said.
    case crashed
  }

  /// The gap lies before `events[event]` of the batch; equal to their number where it lies behind the last.
  package var event: Int
  package var cause: Cause
  /// As `LoggedEvent.process`, of the process whose line is lost; 0 where it is not known: any process.
  package var process: UInt32 = 0
  /// The thread whose line is lost; nil where it is not known: any thread of the process.
  package var thread: UInt64?
  /// How many lines are lost, 0 where that is not known.
  package var lines: UInt64 = 1

  package init(
    before event: Int, _ cause: Cause, process: UInt32 = 0, thread: UInt64? = nil,
    lines: UInt64 = 1
  ) {
    self.event = event
    self.cause = cause
    self.process = process
    self.thread = thread
    self.lines = lines
  }
}
