// SPDX-License-Identifier: Apache-2.0
package import SessionLog

/// The octets of some messages, as far as the log states them. Not logged is not zero.
package struct LoggedOctets: Equatable, Sendable {
  /// Of the messages whose octets are logged.
  package let sum: UInt64
  /// Messages whose octets are not logged.
  package let unlogged: Int
  private let messages: Int

  package init(_ sum: UInt64, of messages: Int, without unlogged: Int) {
    self.sum = sum
    self.messages = messages
    self.unlogged = unlogged
  }

  /// Nil where there are messages, and the log states the octets of none.
  package var value: UInt64? { unlogged > 0 && unlogged >= messages ? nil : sum }
  /// The sum is that of some of the messages.
  package var isPartial: Bool { unlogged > 0 && value != nil }
}

extension ProviderTally {
  /// Octets of the delivered messages.
  package var loggedOctets: LoggedOctets {
    LoggedOctets(octets, of: messages, without: messagesWithoutOctets)
  }

  /// Octets of the messages that were delivered by one command. Where the log names the command of none,
  /// they are not logged.
  package func loggedOctets(by transfer: Transaction.Transfer) -> LoggedOctets {
    let untold = messages - self.transfer.commandsTold
    let count = self.transfer.messages[transfer]
    guard count > 0 || untold == 0 else { return LoggedOctets(0, of: untold, without: untold) }
    let sum = transfer == .data ? self.transfer.dataOctets : self.transfer.bdatOctets
    return LoggedOctets(
      sum, of: count + untold, without: self.transfer.withoutOctets[transfer] + untold)
  }

  /// A count of delivered messages that rests on their commands; nil where the log names the command of none.
  package func ifCommandsLogged<Count>(_ count: Count) -> Count? {
    messages > 0 && transfer.commandsTold == 0 ? nil : count
  }

  /// A count of delivered messages that rests on the parameters of MAIL; nil where the log states those of
  /// none.
  package func ifParametersLogged<Count>(_ count: Count) -> Count? {
    messages > 0 && transfer.parametersTold == 0 ? nil : count
  }

  /// A count of sessions that rests on QUIT; nil where the builds that wrote the log logged none.
  package func ifQuitLogged<Count>(_ count: Count) -> Count? {
    quitUntold > 0 && quitUntold == delivering ? nil : count
  }
}

extension TLSTally {
  /// A count of encrypted sessions that rests on the peer's certificate; nil where the log says of none whether it was
  /// verified.
  package func ifVerificationLogged<Count>(_ count: Count) -> Count? {
    encrypted > 0 && verificationTold == 0 ? nil : count
  }

  /// A count of encrypted sessions that rests on their cipher suites; nil where the log names none that is known.
  package func ifCiphersLogged<Count>(_ count: Count) -> Count? {
    encrypted > 0 && forwardSecrecy[.unknown] == encrypted ? nil : count
  }
}
