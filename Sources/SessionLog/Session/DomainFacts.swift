// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// The set of facts known of a peer's domain.
package struct DomainFacts: Equatable, Sendable {
  private var bits: UInt16 = 0

  package init() {}

  package mutating func insert(_ fact: SessionEvent.DomainFact) { bits |= 1 << fact.rawValue }
  package func contains(_ fact: SessionEvent.DomainFact) -> Bool { bits & 1 << fact.rawValue != 0 }

  mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.number(&bits)
  }
}
