// SPDX-License-Identifier: Apache-2.0
import ProviderFindings

/// What must be known of a peer before a message takes a form that plain SMTP does not allow.
package enum PeerTrust: String, CaseIterable, Sendable {
  /// An offer is enough, however old.
  case offered
  /// It was accepted; or it was offered, never refused, and the offer was last seen not too long ago.
  case acceptedOrFresh = "accepted-or-fresh"
  /// It was accepted in practice. (Even this is not a proof that nothing was altered: a server can
  /// accept binary content and change it.)
  case accepted
}
