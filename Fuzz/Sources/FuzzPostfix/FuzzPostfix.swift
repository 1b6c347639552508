// SPDX-License-Identifier: Apache-2.0

/// The input is a log of Postfix.
@main
enum FuzzPostfix {
  static func main() {
    unsafe fuzz { data, count in
      let input = unsafe [UInt8](UnsafeBufferPointer(start: data, count: count))
      if let problem = PostfixInvariants.violation(of: input) { fatalError(problem) }
      return 0
    }
  }
}
