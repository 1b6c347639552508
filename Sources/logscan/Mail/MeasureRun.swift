// SPDX-License-Identifier: Apache-2.0
import LogPipeline
import MailStores
import OctetSources
import Reports
import Synchronization
import SystemCalls

/// One run of `mime measure`: inputs are handed out to workers, what the workers measured is merged.
/// The result does not depend on how many workers there are.
final class MeasureRun: Sendable {
  private let plan: InputPlan
  private let withDeflate: Bool
  private let progress: ProgressDisplay
  private let counts = Atomic<Int>(0)
  private let octets = Atomic<UInt64>(0)
  private let messages = Atomic<Int>(0)
  private let state: Mutex<State>

  private struct State {
    var measurement: Measurement
    var failures: [InputProblem] = []
  }

  init(
    paths: [String], outputs: [String], withDeflate: Bool, progress: ProgressDisplay
  ) throws(Failure) {
    plan = InputPlan(paths: paths, selecting: .everyFile, outputs: outputs)
    try RunSetup.refuse(plan)
    self.withDeflate = withDeflate
    state = Mutex(State(measurement: Measurement(deflated: withDeflate ? DeflatedSizes() : nil)))
    self.progress = progress
  }

  /// Measures everything with so many workers.
  ///
  /// - Returns: what was found, and what could not be read, by path.
  func run(jobs: Int) -> (Measurement, [InputProblem]) {
    let sizes = plan.sizes()
    progress.expect(inputs: plan.count, octets: sizes.plainOctets)
    let queue = InputQueue(count: plan.count, large: jobs > 1 ? sizes.large : [])
    WorkerPool.run(min(jobs, plan.count)) { _ in
      work(queue)
    }
    progress.end()
    return state.withLock { state in
      var measurement = state.measurement
      measurement.coverage.skipped += plan.skipped.total
      measurement.coverage.unreadable += plan.problems.count
      let problems = plan.problems + state.failures
      return (measurement, problems.sorted { $0.path < $1.path })
    }
  }

  private func work(_ queue: InputQueue) {
    var reader = MailReader(plan)
    var watched = WatchedHandler(MeasureHandler(withDeflate: withDeflate)) { octets, messages in
      self.note(octets: octets, messages: messages)
    }
    var failures: [InputProblem] = []
    while let inputs = queue.take() {
      for input in inputs { measure(input, &reader, &watched, &failures) }
    }
    let measurement = watched.handler.finish()
    state.withLock { state in
      state.measurement.merge(measurement)
      state.failures += failures
    }
  }

  private func measure(
    _ input: Int, _ reader: inout MailReader, _ watched: inout WatchedHandler,
    _ failures: inout [InputProblem]
  ) {
    let path = reader.path(of: input)
    watched.handler.beginFile(path)
    let before = watched.handler.messageCount
    let file = reader.read(input, into: &watched)
    watched.handler.endFile(file, messages: before)
    if let failure = file.failure { failures.append(InputProblem(path: path, failure: failure)) }
    counts.add(1, ordering: .relaxed)
    watched.endFile(octets: file.octets)
  }

  private func note(octets count: Int, messages found: Int) {
    let inputs = counts.load(ordering: .relaxed)
    let octets = octets.add(UInt64(count), ordering: .relaxed).newValue
    let messages = messages.add(found, ordering: .relaxed).newValue
    progress.show(RunProgress(octets: octets, inputs: inputs, sessions: messages))
  }
}
