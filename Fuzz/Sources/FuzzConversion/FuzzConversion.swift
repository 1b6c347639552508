// SPDX-License-Identifier: Apache-2.0

/// The input is a message, which goes to each domain and back.
@main
enum FuzzConversion {
  static func main() {
    unsafe fuzz { data, count in
      let input = unsafe [UInt8](UnsafeBufferPointer(start: data, count: count))
      if let problem = ConversionInvariants.violation(of: input) { fatalError(problem) }
      return 0
    }
  }
}
