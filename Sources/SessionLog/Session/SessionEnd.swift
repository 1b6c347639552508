// SPDX-License-Identifier: Apache-2.0

/// How a session ended (RFC 5321 sections 3.8, 4.1.1.10).
package enum SessionEnd: UInt8, CaseIterable, Sendable {
  case quit, quitWithoutWaiting, lostAfterMessage, lostIdle, lostInCommand
  case timedOut, refused, killed, stillOpen
  /// The server's build logged no QUIT: the session is over, the log does not state how.
  case notLogged

  /// The stable name used in machine-readable output.
  package var name: String {
    switch self {
    case .quit: "quit"
    case .quitWithoutWaiting: "quit-without-waiting"
    case .lostAfterMessage: "lost-after-message"
    case .lostIdle: "lost-idle"
    case .lostInCommand: "lost-in-command"
    case .timedOut: "time-out"
    case .refused: "refused"
    case .killed: "killed"
    case .stillOpen: "still-open"
    case .notLogged: "not-logged"
    }
  }

  /// As operators say it.
  package var words: String {
    switch self {
    case .quit: "QUIT"
    case .quitWithoutWaiting: "QUIT, did not wait for the reply"
    case .lostAfterMessage: "lost connection after a message"
    case .lostIdle: "lost connection between commands"
    case .lostInCommand: "lost connection during a command"
    case .timedOut: "timeout"
    case .refused: "refused"
    case .killed: "process killed"
    case .stillOpen: "still open"
    case .notLogged: "not logged"
    }
  }

  /// In one or two words, where room is short.
  package var shortName: String {
    switch self {
    case .quit: "quit"
    case .quitWithoutWaiting: "quit, ran"
    case .lostAfterMessage: "after msg"
    case .lostIdle: "idle"
    case .lostInCommand: "in command"
    case .timedOut: "time-out"
    case .refused: "refused"
    case .killed: "killed"
    case .stillOpen: "still open"
    case .notLogged: "not logged"
    }
  }
}

extension Session {
  /// How it ended, as operators say it.
  package var endingWords: String {
    ending == .lostInCommand && tls.state == .failed && !tls.continuedInPlaintext
      ? "lost connection after STARTTLS" : ending.words
  }
}
