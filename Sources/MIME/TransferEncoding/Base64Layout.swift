// SPDX-License-Identifier: Apache-2.0

/// The line layout of a regular base64 body: with the decoded octets, it gives the stored octets back exactly.
public struct Base64Layout: Hashable, Sendable {
  /// How lines end.
  public enum LineEnd: String, Hashable, Sendable {
    case crlf = "\r\n"
    case lf = "\n"

    /// Octets of one line end.
    public var octetCount: Int { self == .crlf ? 2 : 1 }
  }

  /// Characters of every line but the last, which may be shorter; of the only line where there is one.
  public let width: Int
  /// Line end, the same everywhere.
  public let lineEnd: LineEnd
  /// Line ends behind the last line.
  public let finalLineEnds: Int

  /// A layout of these values.
  public init(width: Int, lineEnd: LineEnd, finalLineEnds: Int) {
    self.width = width
    self.lineEnd = lineEnd
    self.finalLineEnds = finalLineEnds
  }
}

/// Why a base64 body cannot be re-created from its decoded octets and a layout.
#if hasAttribute(nonexhaustive)
  @nonexhaustive
#endif
public enum Base64Irregularity: String, Hashable, Sendable, CaseIterable {
  /// Octets that are neither of the alphabet nor CR, LF or blank.
  case foreignOctets
  /// Blanks or lone CR in or around the lines.
  case innerWhitespace
  /// Padding missing, too long, or not at the end; unused bits that are not zero.
  case padding
  /// Lines of different lengths, or empty lines before the last one.
  case lineLengths
  /// Both CRLF and LF.
  case mixedLineEnds
}
