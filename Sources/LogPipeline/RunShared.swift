// SPDX-License-Identifier: Apache-2.0
internal import ProviderFindings
internal import SessionLog
internal import Synchronization

/// What the workers of a run share.
final class RunShared: Sendable {
  let options: RunOptions
  let listing: SessionListing?
  private let filter: Mutex<DuplicateFilter>
  /// Sessions that an earlier run has counted, and their records.
  private let known = Mutex((sessions: 0, records: UInt64(0)))
  /// Outbound attempts that reached no server, by their identity.
  private let attempts = Mutex(SessionKeys())
  private let octets = Atomic<UInt64>(0)
  private let inputs = Atomic<Int>(0)
  private let sessions = Atomic<Int>(0)
  private let report: Mutex<(RunProgress) -> Void>

  /// - Parameter mergesMany: The inputs can be so many that many sessions are cut.
  init(
    _ options: RunOptions, listing: SessionListing?, inputs: Int, mergesMany: Bool = false,
    progress: sending @escaping (RunProgress) -> Void
  ) {
    self.options = options
    self.listing = listing
    // A memory holds what waits from run to run, and other halves come from there.
    filter = Mutex(
      options.memory == nil && !mergesMany
        ? DuplicateFilter(hasSeveralInputs: inputs > 1)
        : DuplicateFilter(
          limit: RunMemory.mostHeld,
          halves: mergesMany ? RunMemory.mostHeld : SessionLimits.waitingHalves))
    report = Mutex(progress)
  }

  /// Judges whether a session is a copy of one that was counted before.
  func judge(_ session: inout Session) -> DuplicateFilter.Verdict {
    if let memory = options.memory, memory.knows(session) {
      known.withLock {
        $0.sessions += 1
        $0.records += UInt64(session.recordCount)
      }
      return .duplicate
    }
    return filter.withLock { $0.judge(&session) }
  }

  /// Keeps records that make no session by themselves until all input was read.
  func keep(_ fragment: inout Session) { filter.withLock { $0.takeFragment(&fragment) } }

  /// Whether an attempt is not a copy of one that was counted before.
  func isNew(_ attempt: borrowing Session) -> Bool {
    if let memory = options.memory, memory.knows(copy attempt) { return false }
    let id = attempt.id.value
    return attempts.withLock { $0.insert(id) }
  }

  /// Hands over the sessions that had to wait for the end of all input, and returns how many
  /// sessions, with how many records, were copies, and how many halves were joined to others.
  func finish(
    into collector: inout SessionCollector
  ) -> (sessions: Int, records: UInt64, joined: Int) {
    var late = LateSessions(collector: collector)
    let known = known.withLock { $0 }
    let duplicates = filter.withLock { filter in
      if options.memory == nil {
        filter.finish(into: &late)
      } else {
        // What goes together is seen when the memory adds what it has.
        filter.release(into: &late)
      }
      return (
        filter.duplicates + known.sessions, filter.duplicateRecords + known.records, filter.joined
      )
    }
    collector = late.collector
    return duplicates
  }

  /// Adds to what has been done, and shows it.
  func note(octets more: UInt64, inputs done: Int, sessions counted: Int) {
    let octets = octets.add(more, ordering: .relaxed).newValue
    let inputs = inputs.add(done, ordering: .relaxed).newValue
    let sessions = sessions.add(counted, ordering: .relaxed).newValue
    _ = report.withLockIfAvailable {
      $0(RunProgress(octets: octets, inputs: inputs, sessions: sessions))
    }
  }
}

/// How far a run is.
package struct RunProgress: Sendable {
  /// Octets of log text, decompressed.
  package var octets: UInt64
  package var inputs: Int
  package var sessions: Int

  package init(octets: UInt64, inputs: Int, sessions: Int) {
    self.octets = octets
    self.inputs = inputs
    self.sessions = sessions
  }
}
