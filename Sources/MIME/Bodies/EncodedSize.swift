// SPDX-License-Identifier: Apache-2.0

/// Sizes of one leaf's body.
public struct EncodedSize: Hashable, Sendable {
  /// Octets as stored.
  public var encoded = 0
  /// Octets after removing the transfer encoding from the stored octets.
  public var decoded = 0
  /// Lone LF among the stored octets: each is one octet longer on the wire (CRLF).
  public var loneLineFeeds = 0
  /// Lone LF in decoded quoted-printable or identity text, which become CRLF on the wire; 0 for base64, whose content
  /// does not depend on how the encoded lines end.
  public var decodedLoneLineFeeds = 0

  /// Octets of the encoded body in wire form.
  public var encodedOnWire: Int { encoded + loneLineFeeds }
  /// Octets of the decoded body in wire form.
  public var decodedOnWire: Int { decoded + decodedLoneLineFeeds }

  /// All zero.
  public init() {}
}
