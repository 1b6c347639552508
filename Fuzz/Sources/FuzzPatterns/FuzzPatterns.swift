// SPDX-License-Identifier: Apache-2.0

/// The first octet of the input chooses severity and origin, the others are a message.
@main
enum FuzzPatterns {
  static func main() {
    unsafe fuzz { data, count in
      let input = unsafe [UInt8](UnsafeBufferPointer(start: data, count: count))
      if let problem = PatternInvariants.violation(of: input) { fatalError(problem) }
      return 0
    }
  }
}
