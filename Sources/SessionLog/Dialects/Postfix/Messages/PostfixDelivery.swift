// SPDX-License-Identifier: Apache-2.0

/// What a delivery agent says of one recipient.
package struct PostfixDelivery: Equatable, Sendable {
  package enum Status: UInt8, CaseIterable, Sendable {
    case sent, deferred, bounced
    /// A probe of an address (`deliverable`, `undeliverable`), not mail; or a word that is not known.
    case other
  }

  package var forwardPath = TextRange.empty
  /// Empty where the address was not rewritten.
  package var originalPath = TextRange.empty
  /// `none` where no connection was made; the name of a transport for local agents.
  package var relay = PostfixPeer()
  /// The relay is a host with an address and a port, which only SMTP and LMTP over TCP name.
  package var isRemote: Bool { relay.port != 0 }
  /// Deliveries over this connection so far, this one included.
  package var connectionUse: UInt32 = 1
  /// The four delays as they stand there, equal for the recipients of one transaction.
  package var delays = TextRange.empty
  /// The value of `tls=` (since 3.11), empty where it is not logged.
  package var tls = TextRange.empty
  package var status = Status.other
  /// What stands in the parentheses behind the status.
  package var reason = TextRange.empty
}
