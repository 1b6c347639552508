// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// Makes text of octets in a character set (RFC 2978). This library brings the few that need no tables, ``BasicCharsets``; the rest is
/// the caller's to provide, since the system's tables are files. The module SystemCharsets has a converter that takes those.
public protocol CharsetConverter: Sendable {
  /// Text of octets. What has no reading in the character set becomes U+FFFD.
  ///
  /// - Parameters:
  ///   - octets: The text in that charset.
  ///   - charset: the name that the message states.
  /// - Returns: nil where the character set is not known.
  func text(_ octets: Span<UInt8>, in charset: String) -> String?
}

/// UTF-8, US-ASCII and ISO-8859-1.
public struct BasicCharsets: CharsetConverter {
  /// The converter.
  public init() {}

  /// Text of octets; nil where the character set is none of these.
  public func text(_ octets: Span<UInt8>, in charset: String) -> String? {
    switch charset.lowercased() {
    case "utf-8", "utf8", "us-ascii", "ascii":
      return String(decoding: Array(octets), as: UTF8.self)
    case "iso-8859-1", "latin1":
      var text = ""
      for index in octets.indices { text.unicodeScalars.append(Unicode.Scalar(octets[index])) }
      return text
    default: return nil
    }
  }
}
