// SPDX-License-Identifier: Apache-2.0
import LogPipeline
import MailStores
import OctetSources
import Synchronization
import SystemCalls

/// One run of `mime convert` or `mime restore`: inputs are handed out to workers, what they counted is merged. Neither the new store nor the report depends on how many workers there are.
final class ConversionRun: Sendable {
  let plan: InputPlan
  private let task: ConversionTask
  private let destination: StoreConverter.Destination
  private let rows: ConversionRows?
  private let progress: ProgressDisplay
  private let nextLane = Atomic(0)
  private let counts = Atomic<Int>(0)
  private let octets = Atomic<UInt64>(0)
  private let messages = Atomic<Int>(0)
  /// Whether a failure that every further file would meet has ended the run.
  private let isStopped = Atomic(false)
  private let state = Mutex(Outcome())

  /// What a run comes to.
  struct Outcome {
    var tally = ConversionTally()
    var failures: [StoreFailure] = []
    /// See `ConversionRecorder`.
    var mismatches: [String] = []
    var omittedMismatches = 0
  }

  init(
    _ plan: InputPlan, _ task: ConversionTask, to destination: StoreConverter.Destination,
    rows: ConversionRows?, progress: ProgressDisplay
  ) {
    self.plan = plan
    self.destination = destination
    self.rows = rows
    self.progress = progress
    self.task = task
  }

  /// Deals with everything, with so many workers.
  func run(jobs: Int) -> Outcome {
    progress.expect(inputs: plan.count)
    let queue = InputQueue(count: plan.count, large: jobs > 1 ? plan.sizes().large : [])
    WorkerPool.run(min(jobs, plan.count)) { _ in
      work(queue)
    }
    progress.end()
    return state.withLock { state in
      state.failures.sort { $0.description < $1.description }
      state.mismatches.sort()
      return state
    }
  }

  private func work(_ queue: InputQueue) {
    var task = task
    task.shouldStop = { Interrupt.isRequested || self.isStopped.load(ordering: .relaxed) }
    let lane = nextLane.add(1, ordering: .relaxed).oldValue
    var converter = StoreConverter(plan, task, to: destination, lane: lane)
    var recorder = ConversionRecorder(rows)
    var failures: [StoreFailure] = []
    while !task.shouldStop(), let inputs = queue.take() {
      for input in inputs where !task.shouldStop() {
        process(input, &converter, &recorder, &failures)
      }
      rows?.add(recorder.takeRows(), of: inputs)
    }
    do throws(StoreFailure) {
      try converter.finish()
    } catch {
      failures.append(error)
    }
    let (tally, mismatches) = (recorder.tally, recorder.mismatches)
    let omitted = recorder.omittedMismatches
    state.withLock { state in
      state.tally.merge(tally)
      state.mismatches += mismatches
      state.omittedMismatches += omitted
      state.failures += failures.filter { $0 != .interrupted }
    }
  }

  private func process(
    _ input: Int, _ converter: inout StoreConverter, _ recorder: inout ConversionRecorder,
    _ failures: inout [StoreFailure]
  ) {
    recorder.path = plan.path(of: input)
    // What a file comes to counts when the file is done.
    let saved = recorder
    let before = recorder.tally.total.messages
    var count = 0
    do throws(StoreFailure) {
      count = try converter.process(input, into: &recorder)
    } catch {
      if error.endsTheRun { isStopped.store(true, ordering: .relaxed) }
      failures.append(error)
      recorder = saved
    }
    let found = recorder.tally.total.messages - before
    let inputs = counts.add(1, ordering: .relaxed).newValue
    let octets = octets.add(UInt64(count), ordering: .relaxed).newValue
    let messages = messages.add(found, ordering: .relaxed).newValue
    progress.show(RunProgress(octets: octets, inputs: inputs, sessions: messages))
  }
}
