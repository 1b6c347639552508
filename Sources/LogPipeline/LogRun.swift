// SPDX-License-Identifier: Apache-2.0
package import OctetSources
internal import Synchronization
internal import SystemCalls

/// Reads all inputs of a plan once, with any number of workers, and counts what is in them.
///
/// Each input is a world of its own: no session continues from one input to the next. So inputs are
/// shared out among the workers, many small ones at a time; a large one is read by all together
/// when there are too few others to keep them busy. The result is the same for any number of them.
package struct LogRun {
  package let plan: InputPlan
  private let shared: RunShared
  private let jobs: Int

  /// Inputs that a worker takes at a time.
  private static let portion = 64

  package init(
    _ options: RunOptions, listing: SessionListing? = nil,
    progress: sending @escaping (RunProgress) -> Void
  ) {
    plan = InputPlan(
      paths: options.paths, selecting: .logFiles, outputs: options.outputs)
    jobs = max(1, options.jobs)
    shared = RunShared(options, listing: listing, inputs: plan.count, progress: progress)
  }

  /// Does the work.
  package func run() -> LogResult {
    let results = LogResults()
    if jobs == 1 {
      var worker = LogWorker(plan, shared)
      for input in 0..<plan.count { _ = worker.read(input, large: .read) }
      results.add(worker.finish())
    } else {
      let large = readSmall(into: results)
      if large.count >= 2 * jobs {
        readEach(large, into: results)
      } else {
        for input in large { readTogether(input, into: results) }
      }
    }
    return LogResult(results.take(), plan: plan, shared)
  }

  /// Reads every input that fits into one block, and returns the others in order. What can be read only once is among
  /// those, whatever its size: to see that it is large would take its beginning away.
  private func readSmall(into results: LogResults) -> [Int] {
    let next = Atomic<Int>(0)
    let large = Mutex<[Int]>([])
    let (plan, shared) = (plan, shared)
    WorkerPool.run(jobs) { _ in
      var worker = LogWorker(plan, shared)
      while true {
        let first = next.add(Self.portion, ordering: .relaxed).oldValue
        guard first < plan.count else { break }
        for input in first..<min(first + Self.portion, plan.count)
        where !plan.canBeReadAgain(input) || !worker.read(input, large: .postpone) {
          large.withLock { $0.append(input) }
        }
      }
      results.add(worker.finish())
    }
    return large.withLock { $0.sorted() }
  }

  /// Reads several large inputs at a time, each by one worker.
  private func readEach(_ inputs: [Int], into results: LogResults) {
    let next = Atomic<Int>(0)
    let (plan, shared) = (plan, shared)
    WorkerPool.run(jobs) { _ in
      var worker = LogWorker(plan, shared)
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < inputs.count else { break }
        _ = worker.read(inputs[index], large: .read)
      }
      results.add(worker.finish())
    }
  }

  /// Reads one large input with all workers.
  private func readTogether(_ input: Int, into results: LogResults) {
    let relay = InputRelay(input, of: plan, workers: jobs, shared)
    WorkerPool.run(jobs) { relay.work($0) }
    relay.finish(into: results)
  }
}

/// Puts together what the workers of a run bring home.
final class LogResults: Sendable {
  private let sum = Mutex<WorkerResult?>(nil)

  func add(_ result: WorkerResult) {
    sum.withLock { sum in
      guard var merged = sum.take() else { return sum = result }
      merged.merge(result)
      sum = merged
    }
  }

  func take() -> WorkerResult? { sum.withLock { $0.take() } }
}
