// SPDX-License-Identifier: Apache-2.0

/// What one message of Postfix says. Every `TextRange` is relative to the first octet of the
/// message's text (behind severity and queue id).
package enum PostfixEvent: Equatable, Sendable {
  // MARK: Connections to smtpd
  case connected(PostfixPeer)
  /// `statistics` are the counts of commands, empty before Postfix 3.0.
  case disconnected(PostfixPeer, statistics: TextRange)
  /// The connection broke, or was closed by the server, after `stage`.
  case broken(Break, stage: TextRange, PostfixPeer)
  /// The PTR record of the address claims a name that does not lead back to it.
  case nameUnconfirmed(name: TextRange)
  /// A limit on what one client may do was passed; the client got 421 4.7.0.
  case limitPassed(Limit, PostfixPeer)
  case offence(Offence, text: TextRange)
  /// A client failed to authenticate. `reason` as the SASL library gives it.
  case authenticationFailed(PostfixPeer, mechanism: TextRange, reason: TextRange)

  // MARK: TLS
  case tlsEstablished(
    TLSLevel, isClient: Bool, isReused: Bool, PostfixPeer, version: TextRange, cipher: TextRange,
    bits: UInt16)
  /// A handshake failed; `isClient` where Postfix was the client.
  case handshakeFailed(isClient: Bool, PostfixPeer, reason: TextRange)
  /// An entry of OpenSSL's queue of errors; `reason` is its last part but the place.
  case tlsProblem(reason: TextRange)
  /// The server's certificate did not verify. `error` is OpenSSL's number where it is named.
  case certificateRefused(PostfixPeer, error: UInt16, reason: TextRange)

  // MARK: Messages, by queue id
  /// A queue file was opened for a client; the message is not yet accepted.
  case client(PostfixPeer, original: PostfixPeer, method: TextRange, user: TextRange)
  /// A message was handed in on this machine.
  case handedIn(reversePath: TextRange)
  case messageID(TextRange)
  /// The message entered the active queue: it has been accepted.
  case active(reversePath: TextRange, octets: UInt64, recipients: UInt32)
  /// The message waits for an operator; it has been accepted.
  case removed(isCancelled: Bool)
  case expired
  /// A notification about this message was made; it has the queue id `notice`.
  case notified(notice: TextRange)
  /// The queue file grew beyond the limit: the transfer is refused.
  case tooLarge

  // MARK: Refusals and actions of access rules
  case action(Action, PostfixRefusal)

  // MARK: Delivery
  case delivery(PostfixDelivery)
  /// A server was tried in vain; the delivery goes on with the next one.
  case attemptFailed(PostfixPeer, text: TextRange)

  // MARK: postscreen
  case screened(Screening, PostfixPeer, text: TextRange)

  // MARK: Life of the server
  /// The mail system was started or stopped: no session goes on across.
  case systemLife
  /// The process that logs this ends here.
  case processDied
  /// Recognised, but says nothing that a session's facts rest on.
  case remark
}

extension PostfixEvent {
  package enum Break: UInt8, CaseIterable, Sendable { case lost, timedOut, tooManyErrors }

  package enum Limit: UInt8, CaseIterable, Sendable {
    case connections, connectionRate, messageRate, recipientRate, tlsRate, authRate
  }

  /// How far the peer's certificate was verified.
  package enum TLSLevel: UInt8, CaseIterable, Sendable {
    case anonymous, untrusted, trusted, verified
    /// Releases before 2.5 name no level.
    case unstated
  }

  /// What an access rule, a header check or a milter did.
  package enum Action: UInt8, CaseIterable, Sendable {
    case reject, milterReject, hangUp, hold, milterHold, discard, milterDiscard
    /// The rest lets the message pass.
    case other

    /// The client got a reply that refuses.
    package var refuses: Bool {
      switch self {
      case .reject, .milterReject, .hangUp: true
      case .hold, .milterHold, .discard, .milterDiscard, .other: false
      }
    }
  }

  /// What postscreen, or tlsproxy for it, says of a connection.
  package enum Screening: UInt8, CaseIterable, Sendable {
    case connected, passed, allowed, denied, closed
    case earlyTalker, hungUp, blocklisted
    case bareLineFeed, nonSMTPCommand, pipelining, timeLimit, otherLimit
    case other
  }
}
