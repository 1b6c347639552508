// SPDX-License-Identifier: Apache-2.0
import MIME
import OctetSources
import Reports

/// `mime measure --merge`: results of earlier runs, added up.
struct MergeRun {
  private let plan: InputPlan
  /// What the user should know of the sum.
  private(set) var remarks: [String] = []

  init(paths: [String], outputs: [String]) throws(Failure) {
    plan = InputPlan(paths: paths, selecting: .everyFile, outputs: outputs)
    try RunSetup.refuse(plan)
    if let problem = plan.problems.first {
      throw Failure(.incomplete, problem.path, why: problem.failure.description)
    }
    // As everywhere: a file that is named twice is one input.
    if let path = plan.skipped.example(of: .sameFile) {
      remarks.append("\(path): given twice, counted once")
    }
  }

  mutating func run() throws(Failure) -> Measurement {
    var sum = Measurement()
    /// What was read before; of the measurements, which may be large, the hash is kept.
    var earlier: [(path: String, hash: Int)] = []
    for input in 0..<plan.count {
      let path = plan.path(of: input)
      let next = try CostOptions.measurement(path)
      let hash = next.tally.hashValue
      if let twin = earlier.first(where: { $0.hash == hash }) {
        remarks.append("\(path): holds the same counts as \(twin.path); both are added up")
      }
      earlier.append((path, hash))
      if input == 0 {
        sum = next
        continue
      }
      guard sum.canGrow else {
        throw Failure(.usage, path, why: "the sum of the measurements gets too large")
      }
      if (sum.deflated == nil) != (next.deflated == nil) {
        remarks.append(
          "\(path): not all were measured with --deflated, so the sum says nothing of it")
      }
      sum.merge(next)
    }
    return sum
  }
}
