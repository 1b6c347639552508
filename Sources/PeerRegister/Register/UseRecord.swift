// SPDX-License-Identifier: Apache-2.0
package import MailTypes
import ProviderFindings

/// What is known of one use of an extension at one peer: offered, accepted and refused, kept apart, since an
/// offer is not a proof. Mergeable.
package struct UseRecord: Equatable, Sendable {
  /// Sessions whose deciding reply to EHLO offers it, and those whose does not.
  package var offered = Sightings()
  package var lacking = Sightings()
  /// Messages that used it and were accepted; for BODY=BINARYMIME only those that came by BDAT.
  package var accepted = Sightings()
  /// MAIL commands that asked for it and were accepted, whatever became of the message. It proves
  /// little: many servers accept parameters that they do not know. Always 0 for BDAT.
  package var mailAccepted = 0
  /// Refusals that are about it, or may be.
  package var refused = Sightings()
  /// Sessions that ended while the client waited for the reply to BDAT, or to a chunk of a message that used it.
  package var unanswered = Sightings()
  /// Refusals of commands that used it which are about something else: the sender, the size, a
  /// policy, or only for now.
  package var refusedOtherwise = 0
  /// The replies of `refused`.
  package var replies = PeerReplies()

  package init() {}

  package var isEmpty: Bool { self == UseRecord() }

  package mutating func merge(_ other: UseRecord) {
    offered.merge(other.offered)
    lacking.merge(other.lacking)
    accepted.merge(other.accepted)
    mailAccepted = mailAccepted.saturatingSum(other.mailAccepted)
    refused.merge(other.refused)
    unanswered.merge(other.unanswered)
    refusedOtherwise = refusedOtherwise.saturatingSum(other.refusedOtherwise)
    replies.merge(other.replies)
  }
}

/// A value for each use.
package struct PeerUseTable: Equatable, Sendable {
  private var records = [UseRecord](
    repeating: UseRecord(), count: PeerUse.allCases.count)

  package init() {}

  package subscript(use: PeerUse) -> UseRecord {
    get { records[Int(use.rawValue)] }
    _modify { yield &records[Int(use.rawValue)] }
  }

  package mutating func merge(_ other: PeerUseTable) {
    for index in records.indices { records[index].merge(other.records[index]) }
  }
}

extension UseRecord: FieldCoded {
  package static var blank: Self { Self() }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.value(&offered)
    try archive.value(&lacking)
    try archive.value(&accepted)
    try archive.value(&unanswered)
    try archive.saturatingCount(&mailAccepted)
    try archive.value(&refused)
    try archive.saturatingCount(&refusedOtherwise)
    try archive.value(&replies)
  }
}

extension PeerUseTable: FieldCoded {
  package static var blank: PeerUseTable { PeerUseTable() }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    for index in records.indices { try archive.value(&records[index]) }
  }
}
