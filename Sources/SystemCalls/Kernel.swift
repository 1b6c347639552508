// SPDX-License-Identifier: Apache-2.0
internal import CSystemCalls
internal import Glibc

/// The kernel calls of the program, in one place and under one rule: a call that a signal interrupted is made
/// again, and any other failure is thrown as the kernel's error.
///
/// Names are octets, relative to a directory's descriptor; a NUL at their end may be there already.
/// With `DirectoryListing` and `FileWindow` the only place of this module where pointers reach C.
package enum Kernel {
  /// Stands for "relative to the working directory" where a directory's descriptor is asked for.
  package static let workingDirectory: Int32 = AT_FDCWD

  /// How many processors this process may run on.
  package static var processors: Int { Int(sc_processors()) }

  /// Makes a call until no signal interrupts it; a negative result is a failure.
  ///
  /// What tests want to fail fails here: see `Faults`.
  @inline(__always)
  static func attempt<Result: SignedInteger>(
    _ call: KernelCall, _ body: () -> Result
  ) throws(SystemError) -> Result {
    while true {
      if let number = Faults.error(of: call) {
        if number == EINTR { continue }
        throw SystemError(number: number)
      }
      let result = body()
      if result >= 0 { return result }
      if errno != EINTR { throw .last }
    }
  }

  /// Lends the octets of a name as C characters.
  static func withCharacters<Result: SignedInteger>(
    of name: [UInt8], _ call: (UnsafePointer<CChar>) -> Result
  ) -> Result {
    if name.last != 0 { return unsafe withCharacters(of: name + [0], call) }
    return unsafe name.withUnsafeBytes { octets in
      guard let start = unsafe octets.assumingMemoryBound(to: CChar.self).baseAddress else {
        errno = ENOENT
        return -1
      }
      return unsafe call(start)
    }
  }
}
