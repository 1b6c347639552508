// SPDX-License-Identifier: Apache-2.0
import MailTypes
import OctetSources

/// An input that is taken whole: a result of an earlier run, compressed or not.
enum WholeInput {
  static func read(_ path: String) throws(Failure) -> [UInt8] {
    var octets: [UInt8] = []
    try forEachBlock(of: path) { block in
      octets.append(block)
    }
    return octets
  }

  /// The names in a list: one a line, or, where it has NULs, each up to a NUL (`find -print0`).
  static func names(in path: String) throws(Failure) -> [String] {
    let octets = try read(path)
    let end: UInt8 = octets.contains(0) ? 0 : 0x0A
    return octets.split(separator: end).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The same in blocks, for what need not be in memory as a whole.
  static func forEachBlock(of path: String, _ body: (Span<UInt8>) -> Void) throws(Failure) {
    let plan = InputPlan(paths: [path], selecting: .everyFile)
    if let problem = plan.problems.first {
      throw Failure(.incomplete, path, why: problem.failure.description)
    }
    guard plan.count == 1, plan.directories.isEmpty else {
      throw Failure(.usage, path, why: "a directory, where one file is wanted")
    }
    var source = OctetSource(plan)
    var buffer = [UInt8](repeating: 0, count: 256 << 10)
    do throws(InputFailure) {
      try source.open(0)
      while true {
        var span = buffer.mutableSpan
        let count = try source.read(into: &span)
        if count == 0 { break }
        body(buffer.span.extracting(..<count))
      }
    } catch {
      throw Failure(.incomplete, path, why: error.description)
    }
  }
}
