// SPDX-License-Identifier: Apache-2.0

/// Something about a provider that is other than in the weeks before.
package struct ProviderChange: Equatable, Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case vanished
    case appeared
    case volume
    case share
    case extensionOffered = "extension-offered"
    case extensionUsed = "extension-used"
  }

  package var kind: Kind
  package var day: Int
  package var peer: ComparedPeer
  package var severity: Finding.Severity
  /// What is other, in words: `offers BINARYMIME`, `TLS 1.3`.
  package var what: String
  /// Cases out of all, in the weeks before and on the day; where a number changed and no share, the
  /// number alone, out of 0.
  package var before: PeerShares.Part
  package var now: PeerShares.Part

  package init(
    _ kind: Kind, _ now: ProviderDay, _ severity: Finding.Severity, _ what: String,
    before: PeerShares.Part, now part: PeerShares.Part
  ) {
    self.kind = kind
    day = now.day
    peer = now.peer
    self.severity = severity
    self.what = what
    self.before = before
    self.now = part
  }
}

/// When a provider's day counts as a change. Documented in `Documentation/Changes.md`.
package enum ChangeThresholds {
  /// Days before that are compared with: four weeks hold each weekday four times.
  package static let baseline = 28
  /// Days of the state's own history below which nothing is new or gone: two weeks show who comes weekly.
  package static let leastHistory = 14
  /// Sessions of a day below which its shares and its volume are noise.
  package static let sessions = 20
  /// Sessions of a usual day from which on it is news that a provider does not come.
  package static let usual = 10
  /// How many times the greatest day before, or what part of the least, is another volume.
  package static let factor = 3
  /// Least difference of two shares that anybody would act on.
  package static let difference = 0.2
  /// Sessions with a reply to EHLO that show what is offered.
  package static let replies = 5
}
