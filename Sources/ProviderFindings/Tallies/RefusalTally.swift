// SPDX-License-Identifier: Apache-2.0
package import MailTypes
package import SessionLog

/// One kind of refusal: which command got which reply, and for which reason.
package struct RefusalKey: Hashable, Sendable {
  package var verb: SessionEvent.Verb
  package var code: UInt16
  package var enhanced: EnhancedStatusCode?
  /// The code was not logged but follows from the text of the newest build.
  package var implied: Bool
  package var reason: Refusal?

  package init(
    verb: SessionEvent.Verb, code: UInt16, enhanced: EnhancedStatusCode?, implied: Bool,
    reason: Refusal?
  ) {
    self.verb = verb
    self.code = code
    self.enhanced = enhanced
    self.implied = implied
    self.reason = reason
  }
}

/// Refusals by kind, each with the text of its earliest occurrence.
package struct RefusalTally: Equatable, Sendable {
  /// Kinds kept apart for one provider.
  package static let limit = 48
  /// Octets of a reply's text that are kept as a sample.
  package static let sampleLimit = 160

  package struct Entry: Equatable, Sendable {
    package var key: RefusalKey
    package var count: Int
    package var first: SessionMark
    /// Text of a refusal of this kind in the session `first`; the least one where it had several.
    package var sample: String
  }

  /// By verb, code, enhanced code: the order for people.
  package var entries: [Entry] { [] }
  package private(set) var othersCount = 0
  /// All refusals, and the sessions that had one.
  package private(set) var total = 0
  package var sessions = 0

  package init() {}
}
