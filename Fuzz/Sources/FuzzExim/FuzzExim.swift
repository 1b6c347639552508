// SPDX-License-Identifier: Apache-2.0

/// The input is a log of Exim.
@main
enum FuzzExim {
  static func main() {
    unsafe fuzz { data, count in
      let input = unsafe [UInt8](UnsafeBufferPointer(start: data, count: count))
      if let problem = EximInvariants.violation(of: input) { fatalError(problem) }
      return 0
    }
  }
}
