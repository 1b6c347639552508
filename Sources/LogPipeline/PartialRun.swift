// SPDX-License-Identifier: Apache-2.0
internal import MailTypes
internal import ProviderFindings
internal import OctetSources
internal import SessionLog
internal import Synchronization
internal import SystemCalls

/// Takes the sessions of partial results as if they came from the logs again, with any number of workers: the result is that of one
/// run over all the logs.
package struct PartialRun {
  private let files: [PartialFile]
  /// What all files say of themselves together.
  private let trailer: PartialTrailer
  private let shared: RunShared
  private let jobs: Int

  /// `trailer` is what all files say of themselves together.
  package init(
    _ files: [PartialFile], _ trailer: PartialTrailer, _ options: RunOptions,
    listing: SessionListing? = nil, progress: sending @escaping (RunProgress) -> Void
  ) {
    self.files = files
    self.trailer = trailer
    jobs = max(1, options.jobs)
    // Inputs that were separate are separate here as well, even where they are in one file.
    shared = RunShared(
      options, listing: listing, inputs: 2, mergesMany: true, progress: progress)
  }

  /// Does the work; throws for the first file that is damaged, in their order.
  package func run() throws(PartialDefect) -> LogResult {
    let results = LogResults()
    let next = Atomic<Int>(0)
    let failed = Mutex<PartialDefect?>(nil)
    let (files, shared) = (files, shared)
    WorkerPool.run(min(jobs, max(1, files.count))) { _ in
      var result = WorkerResult(shared)
      while true {
        let place = next.add(1, ordering: .relaxed).oldValue
        guard place < files.count else { break }
        do throws(PartialFile.Failure) {
          try files[place].forEachBlock { block in
            for session in block.sessions {
              session.replay(into: &result.collector, shared.options)
            }
          }
        } catch {
          let defect = PartialDefect(place: place, path: files[place].path, failure: error)
          failed.withLock { $0 = [$0, defect].compactMap(\.self).min { $0.place < $1.place } }
        }
        shared.note(octets: 0, inputs: 1, sessions: result.collector.takeUnnoted())
      }
      results.add(result)
    }
    if let defect = failed.withLock({ $0 }) { throw defect }
    let coverage: Coverage
    do throws(CodingDefect) {
      coverage = try trailer.coverage()
    } catch {
      throw PartialDefect(place: 0, path: files.first?.path ?? "", failure: .defect(error))
    }
    return LogResult(
      results.take() ?? WorkerResult(shared), read: coverage, skipped: SkipTally(), shared)
  }
}

/// A partial result that cannot be read.
package struct PartialDefect: Error {
  let place: Int
  package let path: String
  package let failure: PartialFile.Failure

  package init(place: Int, path: String, failure: PartialFile.Failure) {
    self.place = place
    self.path = path
    self.failure = failure
  }
}

extension ArchivedSession {
  /// Gives the session as its dialect gave it.
  fileprivate func replay(into sink: inout some SessionSink, _ options: RunOptions) {
    switch self {
    case .attempt(let session): sink.takeAttempt(session)
    case .whole(var session): Self.give(&session, to: &sink)
    case .piece(var session, let piece):
      piece.complete(&session, options.runClock)
      Self.give(&session, to: &sink)
    }
  }

  private static func give(_ session: inout Session, to sink: inout some SessionSink) {
    if session.isFragment { sink.takeFragment(&session) } else { sink.take(&session) }
  }
}
