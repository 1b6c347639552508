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
/// their commands). Places are written again and again; none is ever given back.
struct PendingCommands: ~Copyable, Sendable {
  private var places = SlotList<PendingCommand>()
  /// The commands are those in the places from `head` to before `tail`.
  private var head = 0
  private var tail = 0

  var count: Int { tail - head }
  var isEmpty: Bool { head == tail }
  var first: PendingCommand? { isEmpty ? nil : places[head] }
  var last: PendingCommand? { isEmpty ? nil : places[tail - 1] }

  mutating func append(_ command: PendingCommand) {
    if tail < places.count { places[tail] = command } else { places.append(command) }
    tail += 1
  }

  mutating func popFirst() -> PendingCommand? {
    guard let command = first else { return nil }
    head += 1
    if isEmpty { removeAll() }
    return command
  }

  mutating func removeLast() {
    guard !isEmpty else { return }
    tail -= 1
    if isEmpty { removeAll() }
  }

  /// Puts back a command that has further replies to come, in front of all others.
  mutating func prepend(_ command: PendingCommand) {
    if head > 0 {
      head -= 1
      places[head] = command
    } else {
      places.insertFirst(command)
      tail += 1
    }
  }

  mutating func removeAll() {
    head = 0
    tail = 0
  }
}

extension SessionSlot {
  mutating func expect(_ command: PendingCommand) {
    if hasRoom(pending.count) { pending.append(command) }
  }

  /// Drops a command whose reply was not logged. (The client has never logged replies to HELO.)
  mutating func dropUnanswered() {
    guard let last = pending.last, last.mustWait else { return }
    pending.removeLast()
    if last.verb == .helo { session.greeted = .yes } else { marks.insert(.lineMissing) }
  }
}
