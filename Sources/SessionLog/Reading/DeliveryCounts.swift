// SPDX-License-Identifier: Apache-2.0
package import MailTypes

/// Recipients by what became of them at one attempt.
package struct DeliveryCounts: Equatable, Sendable {
  package var sent = 0
  package var deferred = 0
  package var bounced = 0

  package init() {}

  package var total: Int { sent + deferred + bounced }

  package mutating func add(_ other: DeliveryCounts) {
    sent += other.sent
    deferred += other.deferred
    bounced += other.bounced
  }
}

extension DeliveryCounts: FieldCoded {
  package static var blank: Self { Self() }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.count(&sent)
    try archive.count(&deferred)
    try archive.count(&bounced)
  }
}
