// SPDX-License-Identifier: Apache-2.0

/// Microseconds that the phases of a session took; nil where the log does not show both ends.
package struct PhaseLatencies: Equatable, Sendable {
  /// Connection to greeting, greeting to TLS, handshake, transactions, whole session.
  package var connectToGreeting: Int64?
  package var handshake: Int64?
  package var greetingToMail: Int64?
  package var mailToEnd: Int64?
  package var total: Int64?

  package init() {}
}
