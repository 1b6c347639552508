// SPDX-License-Identifier: Apache-2.0
package import SessionLog

/// Which sessions are counted or shown. All conditions must hold; without any, all sessions match.
package struct SessionFilter: Equatable, Sendable {
  package var direction: Session.Direction?
  /// Compared with the provider's name and key, in “” with its label.
  package var provider: Glob?
  package var peer: PeerPattern?
  /// The session began at `since` or later, and before `until`; by the log's clock.
  package var since: LogTimestamp?
  package var until: LogTimestamp?
  package var condition: WhereExpression?

  package init() {}

  /// Nothing is left out.
  package var isEmpty: Bool { self == SessionFilter() }

  /// A pattern in quotation marks means a name as reports print it: one that peers claim.
  private static func matches(_ pattern: Glob, _ provider: Provider) -> Bool {
    if pattern.pattern.hasPrefix("“") { return pattern.matches(provider.label) }
    return pattern.matches(provider.name) || pattern.matches(provider.key)
  }

  package func admits(_ session: Session, in directory: inout ProviderDirectory) -> Bool {
    if let direction, session.direction != direction { return false }
    if let since, session.start < since { return false }
    if let until, session.start >= until { return false }
    if let peer, !peer.matches(session) { return false }
    guard provider != nil || condition != nil else { return true }
    let found = directory.provider(of: session)
    if let provider, !Self.matches(provider, found) { return false }
    return condition?.holds(for: session, provider: found) ?? true
  }
}
