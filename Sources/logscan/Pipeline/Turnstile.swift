// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Lets workers pass in the order of their numbers: the one with number n waits until n others
/// have passed.
///
/// Unsafe code: a POSIX mutex and condition, which must keep their addresses.
@safe final class Turnstile: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let changed: UnsafeMutablePointer<pthread_cond_t>
  private var passed = 0

  init() {
    unsafe mutex = .allocate(capacity: 1)
    unsafe changed = .allocate(capacity: 1)
    unsafe pthread_mutex_init(mutex, nil)
    unsafe pthread_cond_init(changed, nil)
  }

  deinit {
    unsafe pthread_cond_destroy(changed)
    unsafe pthread_mutex_destroy(mutex)
    unsafe changed.deallocate()
    unsafe mutex.deallocate()
  }

  /// Runs `body` when all with lower numbers have passed.
  func pass<Result>(_ number: Int, _ body: () throws -> Result) rethrows -> Result {
    unsafe pthread_mutex_lock(mutex)
    while passed != number { unsafe pthread_cond_wait(changed, mutex) }
    unsafe pthread_mutex_unlock(mutex)
    defer {
      unsafe pthread_mutex_lock(mutex)
      passed = number + 1
      unsafe pthread_cond_broadcast(changed)
      unsafe pthread_mutex_unlock(mutex)
    }
    return try body()
  }
}
