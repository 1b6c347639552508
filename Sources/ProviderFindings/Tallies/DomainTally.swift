// SPDX-License-Identifier: Apache-2.0
package import SessionLog

/// Whose mail a provider carries: sender domains that come through it (inbound), recipient domains
/// that it receives for (outbound).
package struct CarriedDomain: Equatable, Sendable {
  package var provider: Provider
  package var direction: Session.Direction
  /// Registered domain of the reverse-path's or the recipient's domain.
  package var domain: String
  /// The provider that the domain itself belongs to.
  package var owner: Provider
  /// Sessions and delivered messages.
  package var sessions: Int
  package var messages: Int
  package var first: SessionMark

  package init(
    provider: Provider, direction: Session.Direction, domain: String, owner: Provider,
    sessions: Int, messages: Int, first: SessionMark
  ) {
    self.provider = provider
    self.direction = direction
    self.domain = domain
    self.owner = owner
    self.sessions = sessions
    self.messages = messages
    self.first = first
  }
}
