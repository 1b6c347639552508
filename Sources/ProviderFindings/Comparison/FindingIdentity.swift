// SPDX-License-Identifier: Apache-2.0
package import SessionLog

/// Whom a statement is about, from report to report: what a report file names of a provider. The kind
/// belongs to it, since a name that a peer merely claims is not the confirmed one.
package struct ComparedPeer: Hashable, Sendable {
  package var name: String
  package var kind: Provider.Kind
  package var direction: Session.Direction

  package init(name: String, kind: Provider.Kind, direction: Session.Direction) {
    self.name = name
    self.kind = kind
    self.direction = direction
  }

  package init(_ provider: Provider, _ direction: Session.Direction) {
    self.init(name: provider.name, kind: provider.kind, direction: direction)
  }

  /// As reports show it, see `Provider.label`.
  package var label: String { Provider(kind: kind, key: name).label }
}

/// What makes findings of two reports the same one: the rule, whom it is about, and what tells apart
/// findings of one rule about one provider. Counts and severity are not part of it.
package struct FindingIdentity: Hashable, Sendable {
  package var rule: String
  package var peer: ComparedPeer
  package var subject: String

  package init(rule: String, peer: ComparedPeer, subject: String) {
    self.rule = rule
    self.peer = peer
    self.subject = subject
  }

  package init(_ finding: Finding) {
    rule = finding.rule
    peer = ComparedPeer(finding.provider, finding.direction)
    subject = finding.subject
  }
}
