// SPDX-License-Identifier: Apache-2.0

/// What is known of one feature at one peer: offered, accepted and refused, kept apart, since an
/// offer is no proof. Mergeable.
package struct FeatureRecord: Equatable, Sendable {
  /// Sessions whose deciding answer to EHLO offers it, and those whose does not.
  package var offered = Sightings()
  package var lacking = Sightings()
  /// Messages that used it and were accepted; for BODY=BINARYMIME only those that came by BDAT.
  package var accepted = Sightings()
  /// MAIL commands that asked for it and were accepted, whatever became of the message. It proves
  /// little: many servers accept parameters that they do not know. Always 0 for BDAT.
  package var mailAccepted = 0
  /// Refusals that are about it, or may be.
  package var refused = Sightings()
  /// Refusals of commands that used it which are about something else: the sender, the size, a
  /// policy, or only for now.
  package var refusedOtherwise = 0
  /// The replies of `refused`.
  package var replies = PeerReplies()

  package init() {}

  package var isEmpty: Bool { self == FeatureRecord() }

  package mutating func merge(_ other: FeatureRecord) {
    offered.merge(other.offered)
    lacking.merge(other.lacking)
    accepted.merge(other.accepted)
    mailAccepted = mailAccepted.saturatingSum(other.mailAccepted)
    refused.merge(other.refused)
    refusedOtherwise = refusedOtherwise.saturatingSum(other.refusedOtherwise)
    replies.merge(other.replies)
  }
}

/// A value for each feature.
package struct PeerFeatureTable: Equatable, Sendable {
  private var records = [FeatureRecord](
    repeating: FeatureRecord(), count: PeerFeature.allCases.count)

  package init() {}

  package subscript(feature: PeerFeature) -> FeatureRecord {
    get { records[Int(feature.rawValue)] }
    _modify { yield &records[Int(feature.rawValue)] }
  }

  package mutating func merge(_ other: PeerFeatureTable) {
    for index in records.indices { records[index].merge(other.records[index]) }
  }
}
