// SPDX-License-Identifier: Apache-2.0

package import MailTypes

/// What a server did with its messages, as far as its log says so beside sessions. Sums of two inputs are
/// the counts of both.
package struct MailFlow: Equatable, Sendable {
  /// Lines that belong to no session and no delivery to a server.
  package var recordsOutsideSessions = 0
  /// Messages that were forgotten while they were in the queue, since too many were.
  package var forgottenMessages: UInt64 = 0
  /// Messages that entered the queue, and their octets.
  package var messagesQueued = 0
  package var octetsQueued: UInt64 = 0
  /// Recipients by what became of them, at servers and in local agents.
  package var remote = DeliveryCounts()
  package var local = DeliveryCounts()
  /// Deferred or given back without a connection: no address, a server that was down before.
  package var withoutServer = DeliveryCounts()

  package init() {}

  package mutating func add(_ other: MailFlow) {
    recordsOutsideSessions += other.recordsOutsideSessions
    forgottenMessages += other.forgottenMessages
    messagesQueued += other.messagesQueued
    octetsQueued.addSaturating(other.octetsQueued)
    remote.add(other.remote)
    local.add(other.local)
    withoutServer.add(other.withoutServer)
  }
}

extension MailFlow: FieldCoded {
  package static var blank: Self { Self() }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.count(&recordsOutsideSessions)
    try archive.number(&forgottenMessages)
    try archive.count(&messagesQueued)
    try archive.number(&octetsQueued)
    try archive.value(&remote)
    try archive.value(&local)
    try archive.value(&withoutServer)
  }
}
