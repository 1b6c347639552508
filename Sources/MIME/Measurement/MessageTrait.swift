// SPDX-License-Identifier: Apache-2.0

/// Something that a message has or has not, counted by messages.
public enum MessageTrait: String, Hashable, Sendable, CaseIterable {
  /// multipart/encrypted with OpenPGP (RFC 3156 section 4).
  case openPGPEncrypted
  /// multipart/signed with OpenPGP (RFC 3156 section 5).
  case openPGPSigned
  /// application/pkcs7-mime with enveloped or authenticated-enveloped data (RFC 8551 section 3.3).
  case smimeEncrypted
  /// multipart/signed with S/MIME, or application/pkcs7-mime with signed data (RFC 8551 section 3.5).
  case smimeSigned
  /// Octets above ASCII in the message's header section (RFC 6532): such a message needs SMTPUTF8.
  case nonASCIIHeader
  /// Octets above ASCII in a From, Sender, Reply-To, To or Cc field.
  case nonASCIIAddress
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
  /// Known readers understand the message differently; see `Defect.Kind.isAmbiguity`.
  case ambiguous
  /// Any defect.
  case defective
}
