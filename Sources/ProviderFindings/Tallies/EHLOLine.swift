// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// One line of a reply to EHLO, read strictly: an offer is only what the grammar makes one.
///
///     ehlo-line    = ehlo-keyword *( SP ehlo-param )     (RFC 5321 section 4.1.1.1)
///     ehlo-keyword = (ALPHA / DIGIT) *(ALPHA / DIGIT / "-")
///
/// So `8 BITMIME` offers `8`, and a keyword that a middlebox masked (`BIN*RYMIME`, `XXXXXXXX`) is
/// another keyword: neither offers what it looks like. QUIRK: `AUTH=LOGIN` for clients of the
/// 1990s is AUTH.
package struct EHLOLine {
  /// Octets of the keyword, at the beginning of the line.
  package let keyword: Range<Int>
  /// What follows it.
  package let arguments: Range<Int>
  /// The keyword, in any case, if it is a known one.
  package let known: KnownKeyword?

  package init(_ line: Span<UInt8>) {
    var end = line.count
    while end > 0, line[end - 1] <= UInt8(ascii: " ") { end -= 1 }
    var length = 0
    while length < end, line[length] != UInt8(ascii: " ") { length += 1 }
    let word = line.extracting(0..<length)
    if line.extracting(0..<min(5, length)).upperCaseWord == Self.obsoleteAuth {
      keyword = 0..<4
      known = .auth
    } else {
      keyword = 0..<length
      known = KnownKeyword(word)
    }
    arguments = min(end, keyword.upperBound + 1)..<end
  }

  private static let obsoleteAuth = Array("AUTH=".utf8).span.upperCaseWord
}
