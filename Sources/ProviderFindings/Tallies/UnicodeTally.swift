// SPDX-License-Identifier: Apache-2.0
package import MailTypes
import SessionLog

/// What became of addresses with characters outside ASCII (RFC 6531 section 3.3), one count for each
/// address; of a message that our client could not even offer, one for the message.
package struct UnicodeTally: Equatable, Sendable {
  package var accepted = 0
  package var refused = 0
  /// Messages that our client did not offer, since the server lacks SMTPUTF8 or what it needs. The
  /// log does not show their addresses to the server: there was no mail transaction.
  package var givenUp = 0

  package init() {}

  package var seen: Int { accepted + refused + givenUp }

  package mutating func merge(_ other: UnicodeTally) {
    accepted += other.accepted
    refused += other.refused
    givenUp += other.givenUp
  }

  mutating func addAccepted(_ mark: SessionMark, evidence: inout Evidence) {
    accepted += 1
    evidence.add(.unicodeAccepted, mark)
  }

  mutating func addRefused(_ mark: SessionMark, evidence: inout Evidence) {
    refused += 1
    evidence.add(.unicodeRefused, mark)
  }

  mutating func addGivenUp(_ mark: SessionMark, evidence: inout Evidence) {
    givenUp += 1
    evidence.add(.unicodeGivenUp, mark)
  }
}

extension Session {
  /// Our client left the server because a message needs SMTPUTF8 that the server does not offer.
  package var isGivenUpForSMTPUTF8: Bool {
    !gaveUp.isEmpty
      && text.span.extracting(gaveUp.indices).contains(Array("SMTPUTF8".utf8))
  }

  /// Has an address with characters outside ASCII, or a message that could not be offered for one.
  package var hasUnicodeAddress: Bool {
    if isGivenUpForSMTPUTF8 { return true }
    let text = self.text.span
    return transactions.contains { !text.extracting($0.reversePath.indices).isASCII }
      || forwardPaths.contains { !text.extracting($0.path.indices).isASCII }
  }

  /// Our client left the server, which had greeted it, before it would have asked for TLS: that it does
  /// when it has seen that the server takes the message's addresses.
  var wasLeftBeforeTLS: Bool { greeted == .yes && !tls.attempted && isGivenUpForSMTPUTF8 }
}

extension UnicodeTally: FieldCoded {
  package static var blank: Self { Self() }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.count(&accepted)
    try archive.count(&refused)
    try archive.count(&givenUp)
  }
}
