// SPDX-License-Identifier: Apache-2.0

/// The input is a log.
@main
enum FuzzRecords {
  static func main() {
    unsafe fuzz { data, count in
      let input = unsafe [UInt8](UnsafeBufferPointer(start: data, count: count))
      if let problem = ScanInvariants.violation(of: input) { fatalError(problem) }
      return 0
    }
  }
}
