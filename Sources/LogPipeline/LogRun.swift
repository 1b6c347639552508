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
  /// By what the inputs are known later; empty where there is no state.
  private let marks: [InputMark?]

  /// Inputs that a worker takes at a time.
  private static let portion = 64

  package init(
    _ options: RunOptions, listing: SessionListing? = nil,
    progress: sending @escaping (RunProgress) -> Void
  ) {
    plan = InputPlan(
      paths: options.paths, selecting: .logFiles, outputs: options.outputs)
    jobs = max(1, options.jobs)
    marks = options.memory == nil ? [] : plan.marks
    shared = RunShared(options, listing: listing, inputs: plan.count, progress: progress)
  }

  /// An earlier run has read the input to its end, and it has not changed.
  private func isKnown(_ input: Int) -> Bool {
    guard let memory = shared.options.memory, let mark = marks[input] else { return false }
    return memory.knows(mark)
  }

  /// Does the work.
  package func run() -> LogResult {
    let results = LogResults()
    if jobs == 1 {
      var worker = LogWorker(plan, shared)
      for input in 0..<plan.count where !isKnown(input) { _ = worker.read(input, large: .read) }
      results.add(worker.finish())
    } else {
      let large = readSmall(into: results)
      if large.count >= 2 * jobs {
        readEach(large, into: results)
      } else {
        for input in large { readTogether(input, into: results) }
      }
    }
    let unknown = (0..<marks.count).filter { !isKnown($0) }
    var result = LogResult(results.take(), plan: plan, shared)
    result.filesRead = unknown.compactMap { result.failed.contains($0) ? nil : marks[$0] }
    result.filesKnown = marks.count - unknown.count
    return result
  }

  /// Reads every input that fits into one block, and returns the others in order. What can be read only once is among
  /// those, whatever its size: to see that it is large would take its beginning away.
  private func readSmall(into results: LogResults) -> [Int] {
    let isKnown = isKnown
    let next = Atomic<Int>(0)
    let large = Mutex<[Int]>([])
    let (plan, shared) = (plan, shared)
    WorkerPool.run(jobs) { _ in
      var worker = LogWorker(plan, shared)
      while true {
        let first = next.add(Self.portion, ordering: .relaxed).oldValue
        guard first < plan.count else { break }
        for input in first..<min(first + Self.portion, plan.count)
        where !isKnown(input)
          && (!plan.canBeReadAgain(input) || !worker.read(input, large: .postpone))
        {
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

extension InputPlan {
  /// The marks of all inputs: nil for what is not a regular file.
  fileprivate var marks: [InputMark?] { (0..<count).map(mark(of:)) }
}
