// SPDX-License-Identifier: Apache-2.0
import Glibc
import Synchronization

/// Ctrl-C: the progress line is taken off the screen, then the program ends with status 130. While a mail store is being
/// changed it ends a little later, when nothing temporary is left in the store.
enum Interrupt {
  /// Whether a progress line is on the screen.
  static let progressIsShown = Atomic(false)

  /// Whether the run itself ends when it is asked to.
  private static let isDeferred = Atomic(false)
  private static let wasRequested = Atomic(false)

  /// Whether a run that defers interrupts should end.
  static var isRequested: Bool { wasRequested.load(ordering: .relaxed) }

  /// Leaves it to the run to end, also on SIGTERM, SIGHUP and where nobody reads the messages any more.
  static func `defer`() {
    isDeferred.store(true, ordering: .relaxed)
    for number in [SIGTERM, SIGHUP] {
      signal(number) { _ in Interrupt.wasRequested.store(true, ordering: .relaxed) }
    }
    signal(SIGPIPE, SIG_IGN)
  }

  static func handle() {
    // Made now, not in the handler: that takes a lock.
    _ = (isDeferred.load(ordering: .relaxed), isRequested)
    _ = progressIsShown.load(ordering: .relaxed)
    signal(SIGINT) { _ in
      if Interrupt.isDeferred.load(ordering: .relaxed) {
        return Interrupt.wasRequested.store(true, ordering: .relaxed)
      }
      // Only what POSIX calls async-signal-safe: no allocation, no lock.
      if Interrupt.progressIsShown.load(ordering: .relaxed) {
        let erase: StaticString = "\r\u{1B}[K"
        _ = unsafe write(STDERR_FILENO, erase.utf8Start, erase.utf8CodeUnitCount)
      }
      _exit(ExitStatus.interrupted.rawValue)
    }
  }
}
