// SPDX-License-Identifier: Apache-2.0

/// The input is a message, and content to be encoded.
@main
enum FuzzMail {
  static func main() {
    unsafe fuzz { data, count in
      let input = unsafe [UInt8](UnsafeBufferPointer(start: data, count: count))
      if let problem = MailInvariants.violation(of: input) { fatalError(problem) }
      return 0
    }
  }
}
