// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// Why the kernel refused a call: its error number, with the C library's words for it.
package struct SystemError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The value of `errno`.
  package let number: Int32

  package init(number: Int32) { self.number = number }

  /// The error of the call that has just failed on this thread.
  static var last: SystemError { SystemError(number: errno) }

  package var description: String {
    SystemCalls.words(for: number)
  }
}
