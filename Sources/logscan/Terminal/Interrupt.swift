// SPDX-License-Identifier: Apache-2.0
import Glibc
import Synchronization

/// Ctrl-C: the progress line is taken off the screen, then the program ends with status 130.
enum Interrupt {
  /// Whether a progress line is on the screen.
  static let progressIsShown = Atomic(false)

  static func handle() {
    signal(SIGINT) { _ in
      // Only what POSIX calls async-signal-safe: no allocation, no lock.
      if Interrupt.progressIsShown.load(ordering: .relaxed) {
        let erase: StaticString = "\r\u{1B}[K"
        _ = unsafe write(STDERR_FILENO, erase.utf8Start, erase.utf8CodeUnitCount)
      }
      _exit(ExitStatus.interrupted.rawValue)
    }
  }
}
