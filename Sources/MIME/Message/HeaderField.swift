// SPDX-License-Identifier: Apache-2.0

/// One header field of a message.
public struct HeaderField: Sendable {
  /// Its name as it is written.
  public let name: String
  /// All of it: name, colon, value, folding and line breaks.
  public let octets: [UInt8]
  let charsets: any CharsetConverter

  /// What stands behind the colon, folding and line breaks included.
  public var value: [UInt8] { HeaderText.octets(ofField: octets.span) }

  /// The value as text: unfolded, encoded words decoded (RFC 2047).
  public var text: String { HeaderText.decode(value.span, charsets) }

  /// The addresses of the value (RFC 5322 section 3.4), those in groups included.
  public var addresses: [EmailAddress] { EmailAddress.list(value.span, charsets) }
}
