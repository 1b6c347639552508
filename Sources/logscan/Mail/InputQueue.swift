// SPDX-License-Identifier: Apache-2.0
import OctetSources
import Synchronization

/// Hands out inputs to workers, each once. Large ones come first, the largest at the head, so that no worker is left alone
/// with one at the end; all others in the order of the plan.
final class InputQueue: Sendable {
  private let count: Int
  private let state: Mutex<State>

  private struct State {
    /// Large inputs that nobody has taken yet, the largest at the end.
    var large: [Int]
    /// Large inputs in the order of the plan from `next` on, the nearest at the end.
    var ahead: [Int]
    /// The next input that is not large.
    var next = 0
  }

  /// Inputs that a worker takes at a time: few, since each may be a mailbox.
  private static let portion = 8

  /// - Parameter large: inputs that come first, and their octets, in the order of the plan. One worker alone needs none.
  init(count: Int, large: [(input: Int, octets: Int)]) {
    self.count = count
    let bySize = large.sorted { ($0.octets, $1.input) < ($1.octets, $0.input) }
    state = Mutex(State(large: bySize.map(\.input), ahead: large.map(\.input).reversed()))
  }

  /// The inputs that come next; nil at the end.
  func take() -> Range<Int>? {
    state.withLock { state in
      if let input = state.large.popLast() { return input..<(input + 1) }
      while state.ahead.last == state.next {
        state.ahead.removeLast()
        state.next += 1
      }
      guard state.next < count else { return nil }
      let inputs = state.next..<min(count, state.next + Self.portion, state.ahead.last ?? count)
      state.next = inputs.upperBound
      return inputs
    }
  }
}
