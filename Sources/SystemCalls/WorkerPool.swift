// SPDX-License-Identifier: Apache-2.0
internal import Dispatch

/// Does the same work with several threads.
package enum WorkerPool {
  /// Calls `work` with each number below `workers`, one at least, and returns when all calls have.
  /// How many of them run at the same time is up to the system, which may well be one.
  package static func run(_ workers: Int, _ work: @Sendable (_ worker: Int) -> Void) {
    DispatchQueue.concurrentPerform(iterations: max(1, workers), execute: work)
  }
}
