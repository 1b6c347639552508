// SPDX-License-Identifier: Apache-2.0

/// A command that the client sent and the server has not yet answered.
struct PendingCommand: Equatable, Sendable {
  var verb: SessionEvent.Verb
  /// Index of the mail transaction it belongs to, or -1.
  var transaction = -1
  /// Index of the forward-path that it names, or -1.
  var forwardPath = -1
  /// BDAT: the last chunk of its message.
  var isLastChunk = false

  /// Whether the client cannot go on before it has the reply: RFC 2920 section 3.1 lets such a
  /// command only be the last of a group. Where another command follows, its reply was not logged.
  var mustWait: Bool {
    switch verb {
    case .ehlo, .helo, .startTLS, .auth: true
    default: false
    }
  }
}

/// Outstanding commands, first in, first out (RFC 2920 section 3.1: replies come in the order of
/// their commands).
extension SessionSlot {
  mutating func expect(_ command: PendingCommand) {
    if hasRoom(pending.count - pendingHead) { pending.append(command) }
  }

  /// The command that the next reply answers.
  mutating func nextPending() -> PendingCommand? {
    guard pendingHead < pending.count else { return nil }
    let command = pending[pendingHead]
    pendingHead += 1
    if pendingHead == pending.count {
      pending.removeAll(keepingCapacity: true)
      pendingHead = 0
    }
    return command
  }

  /// Puts back a command that has further replies to come, in front of all others.
  mutating func expectFirst(_ command: PendingCommand) {
    if pendingHead > 0 {
      pendingHead -= 1
      pending[pendingHead] = command
    } else {
      pending.insert(command, at: 0)
    }
  }

  /// Drops a command whose reply was not logged. (The client has never logged replies to HELO.)
  mutating func dropUnanswered() {
    guard pendingHead < pending.count, let last = pending.last, last.mustWait else { return }
    pending.removeLast()
    if last.verb == .helo { session.greeted = true }
    if pendingHead == pending.count {
      pending.removeAll(keepingCapacity: true)
      pendingHead = 0
    }
  }
}
