// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// Kills the program before a chosen one of the kernel calls that change a store, so that tests can look at what is left
/// after each of them. In release builds there is none of it.
package enum CrashPoint {
  #if DEBUG
    /// How many changes are still let through; nil for all.
    nonisolated(unsafe) private static var remaining: Int?

    /// Lets so many changes through. To be called before any thread is started; meant for one worker.
    package static func set(after count: Int) { unsafe remaining = count }
  #endif

  /// Stands before every change.
  @inline(__always)
  static func pass() {
    #if DEBUG
      guard let count = unsafe remaining else { return }
      if count <= 0 { kill(getpid(), SIGKILL) }
      unsafe remaining = count - 1
    #endif
  }
}
