// SPDX-License-Identifier: Apache-2.0
package import OctetSources
package import PeerRegister
package import ProviderFindings
package import SessionLog

/// What a run found: the tally of all sessions that count, and what it rests on.
package struct LogResult {
  package let tally: LogTally
  package let coverage: Coverage
  /// The part of it that does not come from the sessions.
  package let read: Coverage
  /// Nil unless it was asked for.
  package let peers: PeerRegister?
  /// Nil unless it was asked for.
  package let periods: PeriodTally?
  /// Empty unless there is a state: what was counted by day, and what no input had from beginning to end.
  package let ledger: DayLedger
  package let held: [HeldSession]
  /// Inputs that could not be read to their end.
  let failed: Set<Int>
  /// By what the files are known later that were read to their end, and how many were known already.
  package var filesRead: [InputMark] = []
  package var filesKnown = 0
  package let assembler: AssemblerTally
  /// What was left out of the plan on purpose.
  package let skipped: SkipTally

  /// The result of a run over logs.
  init(_ result: WorkerResult?, plan: InputPlan, _ shared: RunShared) {
    let result = result ?? WorkerResult(shared)
    self.init(
      result, read: result.ledger.coverage(of: plan), skipped: plan.skipped, shared)
  }

  /// The result of a run in which `read` was read.
  init(_ result: WorkerResult, read: Coverage, skipped: SkipTally, _ shared: RunShared) {
    var result = result
    result.collector.flushArchive()
    let duplicates = shared.finish(into: &result.collector)
    let counts = result.collector.counts
    var tally = result.collector.tally
    tally.settle()
    self.tally = tally
    peers = result.collector.peers
    periods = result.collector.periods
    failed = result.ledger.failedInputs
    ledger = result.collector.ledger
    held = result.collector.held
    assembler = result.ledger.assembler
    self.skipped = skipped
    self.read = read
    var coverage = read
    coverage.sessions = counts.sessions
    coverage.sessionSpan = counts.span.map {
      Summary.Period(first: $0.lowerBound, last: $0.upperBound)
    }
    coverage.sessionsInFuture = counts.inFuture
    coverage.sessionsOpen = counts.open
    coverage.sessionsLackingBeginning = counts.lackingBeginning
    coverage.sessionsInDoubt = counts.inDoubt
    coverage.doubts = counts.doubts
    coverage.deliveries = counts.deliveries
    coverage.sessionsWithoutInfo = counts.withoutInfo
    coverage.sessionsJoined = duplicates.joined
    coverage.unconnectedAttempts = counts.attempts
    coverage.filteredOut = counts.filteredOut
    if counts.filteredOut == counts.sessions {
      coverage.nearestProvider = result.collector.nearest?.name
    }
    coverage.yearSources = counts.yearSources
    coverage.duplicateSessions = duplicates.sessions
    coverage.duplicateRecords += duplicates.records
    if shared.options.anonymizer != nil { coverage.hideTexts() }
    self.coverage = coverage
  }
}
