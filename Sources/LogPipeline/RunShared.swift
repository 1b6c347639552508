// SPDX-License-Identifier: Apache-2.0
internal import ProviderFindings
internal import SessionLog
internal import Synchronization

/// What the workers of a run share.
final class RunShared: Sendable {
  let options: RunOptions
  let listing: SessionListing?
  private let filter: Mutex<DuplicateFilter>
  /// Outbound attempts that reached no server, by their identity.
  private let attempts = Mutex(SessionKeys())
  private let octets = Atomic<UInt64>(0)
  private let inputs = Atomic<Int>(0)
  private let sessions = Atomic<Int>(0)
  private let report: Mutex<(RunProgress) -> Void>

  init(
    _ options: RunOptions, listing: SessionListing?, inputs: Int,
    progress: sending @escaping (RunProgress) -> Void
  ) {
    self.options = options
    self.listing = listing
    filter = Mutex(DuplicateFilter(hasSeveralInputs: inputs > 1))
    report = Mutex(progress)
  }

  /// Judges whether a session is a copy of one that was counted before.
  func judge(_ session: inout Session) -> DuplicateFilter.Verdict {
    filter.withLock { $0.judge(&session) }
  }

  /// Whether an attempt is no copy of one that was counted before.
  func isNew(attempt: SessionID) -> Bool { attempts.withLock { $0.insert(attempt.value) } }

  /// Hands over the sessions that had to wait for the end of all input, and returns how many
  /// sessions, with how many records, were copies, and how many halves were joined to others.
  func finish(
    into collector: inout SessionCollector
  ) -> (sessions: Int, records: UInt64, joined: Int) {
    var late = LateSessions(collector: collector)
    let duplicates = filter.withLock { filter in
      filter.finish(into: &late)
      return (filter.duplicates, filter.duplicateRecords, filter.joined)
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
