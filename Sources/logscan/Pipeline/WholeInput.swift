// SPDX-License-Identifier: Apache-2.0
import OctetSources

/// An input that is taken whole: a result of an earlier run, compressed or not.
enum WholeInput {
  static func read(_ path: String) throws(Failure) -> [UInt8] {
    let plan = InputPlan(paths: [path], selecting: .everyFile)
    if let problem = plan.problems.first {
      throw Failure(.incomplete, path, why: problem.failure.description)
    }
    var source = OctetSource(plan)
    var octets: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 256 << 10)
    do throws(InputFailure) {
      for input in 0..<plan.count {
        try source.open(input)
        while true {
          var span = buffer.mutableSpan
          let count = try source.read(into: &span)
          if count == 0 { break }
          octets += buffer[..<count]
        }
      }
    } catch {
      throw Failure(.incomplete, path, why: error.description)
    }
    return octets
  }
}
