// SPDX-License-Identifier: Apache-2.0
import Glibc
import Synchronization

/// Ctrl-C: the progress line is taken off the screen, then the program ends with status 130. While a mail store is being
/// changed it ends a little later, when nothing temporary is left in the store; then SIGTERM and SIGHUP end it the same way,
/// with the status that shells and init systems expect.
enum Interrupt {
  /// Whether a progress line is on the screen.
  static let progressIsShown = Atomic(false)

  /// Whether the run itself ends when it is asked to.
  private static let isDeferred = Atomic(false)
  /// The signal that asks the run to end; 0 as long as none does.
  private static let signalNumber = Atomic<Int32>(0)

  /// Whether a run that defers interrupts should end.
  static var isRequested: Bool { signalNumber.load(ordering: .relaxed) != 0 }

  /// The exit status of a run that a signal has ended, as shells report it: 130 after Ctrl-C.
  static var status: Int32 { 128 + signalNumber.load(ordering: .relaxed) }

  /// Leaves it to the run to end, also on SIGTERM, SIGHUP and where nobody reads the messages any more.
  static func `defer`() {
    isDeferred.store(true, ordering: .relaxed)
    for number in [SIGTERM, SIGHUP] {
      signal(number) { Interrupt.signalNumber.store($0, ordering: .relaxed) }
    }
    signal(SIGPIPE, SIG_IGN)
  }

  static func handle() {
    // Made now, not in the handler: that takes a lock.
    _ = (isDeferred.load(ordering: .relaxed), isRequested)
    _ = progressIsShown.load(ordering: .relaxed)
    signal(SIGINT) { number in
      if Interrupt.isDeferred.load(ordering: .relaxed) {
        return Interrupt.signalNumber.store(number, ordering: .relaxed)
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
