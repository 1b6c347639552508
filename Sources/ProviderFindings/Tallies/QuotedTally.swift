// SPDX-License-Identifier: Apache-2.0
package import MailTypes

/// What became of addresses whose local part is a quoted string (RFC 5321 section 4.1.2), one
/// count for each address.
package struct QuotedTally: Equatable, Sendable {
  package var seen = 0
  package var accepted = 0
  package var refused = 0
  /// Refused with a text that shows the address without its quotes.
  package var mangled = 0
  /// The earliest that was mangled; the least of one session.
  package private(set) var example: MangledAddress?
  /// Of the accepted: as reverse-path, as forward-path.
  package var acceptedReversePaths = 0
  package var acceptedForwardPaths = 0
  /// Of the refused: as reverse-path, as forward-path.
  package var refusedReversePaths = 0
  package var refusedForwardPaths = 0

  package init() {}

  package mutating func merge(_ other: QuotedTally) {
    seen += other.seen
    accepted += other.accepted
    refused += other.refused
    mangled += other.mangled
    if let other = other.example { note(other) }
    acceptedReversePaths += other.acceptedReversePaths
    acceptedForwardPaths += other.acceptedForwardPaths
    refusedReversePaths += other.refusedReversePaths
    refusedForwardPaths += other.refusedForwardPaths
  }

  /// `shown` is the address as the reply shows it, if without its quotes.
  mutating func addRefused(
    _ address: QuotedAddress, asReversePath: Bool, shown: [UInt8]?, mark: SessionMark,
    evidence: inout Evidence
  ) {
    seen += 1
    refused += 1
    if asReversePath { refusedReversePaths += 1 } else { refusedForwardPaths += 1 }
    evidence.add(.quotedRefused, mark)
    guard let shown else { return }
    mangled += 1
    evidence.add(.quotedMangled, mark)
    if let known = example?.mark, known < mark { return }
    note(
      MangledAddress(
        mark: mark, sent: String(decoding: address.verbatim, as: UTF8.self),
        shown: String(decoding: shown, as: UTF8.self)))
  }

  private mutating func note(_ other: MangledAddress) {
    guard let known = example else { return example = other }
    if (other.mark, other.sent, other.shown) < (known.mark, known.sent, known.shown) {
      example = other
    }
  }
}

/// An address as it was sent, and as the reply that refuses it shows it; without angle brackets.
package struct MangledAddress: Equatable, Sendable {
  package var mark: SessionMark
  package var sent: String
  package var shown: String
}

extension QuotedTally: FieldCoded {
  package static var blank: Self { Self() }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.count(&seen)
    try archive.count(&accepted)
    try archive.count(&refused)
    try archive.count(&mangled)
    try archive.value(&example)
    try archive.count(&acceptedReversePaths)
    try archive.count(&acceptedForwardPaths)
    try archive.count(&refusedReversePaths)
    try archive.count(&refusedForwardPaths)
  }
}

extension MangledAddress: FieldCoded {
  package static var blank: Self { Self(mark: .blank, sent: "", shown: "") }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.value(&mark)
    try archive.text(&sent)
    try archive.text(&shown)
  }
}
