// SPDX-License-Identifier: Apache-2.0
package import SessionLog

/// A failed handshake and the plaintext session of the same peer that followed it.
package struct FallbackPair: Equatable, Sendable {
  package var provider: Provider
  package var direction: Session.Direction
  package var failed: SessionMark
  package var plaintext: SessionMark
  /// The plaintext session came from the very same address, not only the same provider.
  package var sameAddress: Bool
  /// The plaintext session delivered a message.
  package var delivered: Bool

  package init(
    provider: Provider, direction: Session.Direction, failed: SessionMark, plaintext: SessionMark,
    sameAddress: Bool, delivered: Bool
  ) {
    self.provider = provider
    self.direction = direction
    self.failed = failed
    self.plaintext = plaintext
    self.sameAddress = sameAddress
    self.delivered = delivered
  }

  /// Microseconds from the start of the one session to the start of the other.
  package var gap: Int64 { plaintext.start.since(failed.start) }
}
