// SPDX-License-Identifier: Apache-2.0

/// Something that a message has or has not, counted by messages. What it says about encryption and signatures is said of the
/// message itself, not of messages attached to it.
#if hasAttribute(nonexhaustive)
  @nonexhaustive
#endif
public enum MessageTrait: String, Hashable, Sendable, CaseIterable {
  /// multipart/encrypted with OpenPGP (RFC 3156 section 4).
  case openPGPEncrypted
  /// multipart/signed with OpenPGP (RFC 3156 section 5).
  case openPGPSigned
  /// application/pkcs7-mime with enveloped or authenticated-enveloped data (RFC 8551 section 3.3).
  case smimeEncrypted
  /// multipart/signed with S/MIME, or application/pkcs7-mime with signed data (RFC 8551 section 3.5).
  case smimeSigned
  /// UTF-8 above ASCII in the message's header section (RFC 6532): such a message needs SMTPUTF8 (RFC 6531).
  case nonASCIIHeader
  /// The same in a From, Sender, Reply-To, To or Cc field.
  case nonASCIIAddress
  /// Octets above ASCII in the message's header section that are not UTF-8: a character set that nothing names, against
  /// every standard.
  case rawEightBitHeader
  /// A DKIM-Signature field (RFC 6376).
  case dkim
  /// An ARC-Seal field (RFC 8617).
  case arc
  /// No MIME-Version field.
  case noMIMEVersion
  /// A leaf in base64.
  case base64
  /// A leaf in quoted-printable.
  case quotedPrintable
  /// A uuencoded leaf.
  case uuencode
  /// Known readers understand the message differently; see `Defect.Kind.isAmbiguity`.
  case ambiguous
  /// Any defect.
  case defective
}
