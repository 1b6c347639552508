// SPDX-License-Identifier: Apache-2.0
#if DEBUG
  internal import Synchronization
#endif

/// The kinds of kernel calls that tests can make fail.
package enum KernelCall: CaseIterable, Sendable {
  case open, create, read, write, copy, truncate, synchronize, status, list
  case rename, link, remove, makeDirectory, setFacts, lock
}

/// Faults of the kernel that a test injects into the calls of its own task. In release builds there are none.
///
///     let plan = Faults.Plan { call, number in call == .write && number > 7 ? .error(ENOSPC) : nil }
///     Faults.$plan.withValue(plan) { … }
package enum Faults {
  /// What becomes of a call in place of what the kernel would have done.
  package enum Fault: Equatable, Sendable {
    /// It fails with this error number; after `EINTR` the call is made again, which counts as another call.
    case error(Int32)
    /// It reads or writes one octet where more were asked for.
    case short
  }

  #if DEBUG
    /// Counts the calls of a task, from 0, and decides about each.
    package final class Plan: Sendable {
      private struct State {
        var count = 0
        var isShort = false
      }

      private let state = Mutex(State())
      private let decide: @Sendable (_ call: KernelCall, _ number: Int) -> Fault?

      package init(_ decide: @escaping @Sendable (_ call: KernelCall, _ number: Int) -> Fault?) {
        self.decide = decide
      }

      /// Calls that were made so far.
      package var count: Int { state.withLock { $0.count } }

      /// The error of the next call, nil if it is to be made.
      fileprivate func next(_ call: KernelCall) -> Int32? {
        state.withLock { state in
          let fault = decide(call, state.count)
          state.count += 1
          state.isShort = fault == .short
          if case .error(let number) = fault { return number }
          return nil
        }
      }

      fileprivate var isShort: Bool { state.withLock { $0.isShort } }
    }

    @TaskLocal package static var plan: Plan?
  #endif

  /// The error that a call is to have; nil if it is to be made.
  @inline(__always)
  static func error(of call: KernelCall) -> Int32? {
    #if DEBUG
      return plan?.next(call)
    #else
      return nil
    #endif
  }

  /// Octets that the call which has just been let through may move, of so many that it was asked to.
  @inline(__always)
  static func granted(_ count: Int) -> Int {
    #if DEBUG
      return plan?.isShort == true ? min(count, 1) : count
    #else
      return count
    #endif
  }
}
