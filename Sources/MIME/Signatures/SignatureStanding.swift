// SPDX-License-Identifier: Apache-2.0

/// What the signatures of a message say together.
package enum SignatureStanding: String, Hashable, Sendable, CaseIterable {
  /// There are none.
  case unsigned
  /// At least one passes, which is enough (RFC 6376 section 6.1).
  case verified
  /// None passes and one fails at least: the message is not as it was signed.
  case broken
  /// None can be held against a key: nothing is known.
  case undecided

  /// The standing of a message with these results.
  package init(_ results: [SignatureResult]) {
    if results.isEmpty {
      self = .unsigned
    } else if results.contains(where: { $0.verdict == .pass }) {
      self = .verified
    } else {
      self =
        results.contains { if case .fail = $0.verdict { true } else { false } }
        ? .broken : .undecided
    }
  }
}
