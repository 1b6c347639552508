// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// Turns the value of an unstructured header field into text for showing: unfolds it and decodes its encoded words.
public enum HeaderText {
  /// The value of a whole field (name, colon, value, line breaks) as text. Octets that are neither UTF-8 nor in a known
  /// encoded word become U+FFFD.
  public static func value(
    ofField field: Span<UInt8>, _ charsets: any CharsetConverter = BasicCharsets()
  ) -> String {
    decode(octets(ofField: field).span, charsets)
  }

  /// The octets behind the colon of a whole field.
  static func octets(ofField field: Span<UInt8>) -> [UInt8] {
    var start = 0
    while start < field.count, field[start] != Octet.colon { start += 1 }
    return Array(field.extracting(min(start + 1, field.count)...))
  }

  /// Unfolds a value (RFC 5322 section 2.2.3) and decodes its encoded words (RFC 2047):
  ///
  ///     encoded-word := "=?" charset "?" encoding "?" encoded-text "?="
  ///
  /// White space between two encoded words is dropped (section 6.2).
  public static func decode(
    _ value: Span<UInt8>, _ charsets: any CharsetConverter = BasicCharsets()
  ) -> String {
    let unfolded = Array(value).filter { $0 != Octet.cr && $0 != Octet.lf }
    var text = ""
    var plain: [UInt8] = []
    var lastWasWord = false
    var index = 0
    while index < unfolded.count {
      if let (word, end) = encodedWord(unfolded, at: index, charsets) {
        if !lastWasWord || !plain.allSatisfy(Octet.isBlank) {
          text += String(decoding: plain, as: UTF8.self)
        }
        plain.removeAll()
        text += word
        lastWasWord = true
        index = end
      } else {
        plain.append(unfolded[index])
        index += 1
      }
    }
    text += String(decoding: plain, as: UTF8.self)
    return String(text.drop { $0 == " " || $0 == "\t" })
  }

  private static func encodedWord(
    _ octets: [UInt8], at start: Int, _ charsets: any CharsetConverter
  ) -> (String, Int)? {
    guard start + 1 < octets.count, octets[start] == Octet.equals,
      octets[start + 1] == Octet.question
    else { return nil }
    // RFC 2047 section 2 allows 75 octets; QUIRK: longer ones are common.
    let limit = min(octets.count, start + 1024)
    guard let first = octets[(start + 2)..<limit].firstIndex(of: Octet.question),
      let second = octets[(first + 1)..<limit].firstIndex(of: Octet.question),
      let third = octets[(second + 1)..<limit].firstIndex(of: Octet.question), third + 1 < limit,
      octets[third + 1] == Octet.equals, second == first + 2
    else { return nil }
    let content = octets[(second + 1)..<third]
    let decoded: [UInt8]
    switch Octet.lowercased(octets[first + 1]) {
    case UInt8(ascii: "b"): decoded = base64(content)
    case UInt8(ascii: "q"): decoded = quoted(content)
    default: return nil
    }
    // RFC 2231 section 5: a language may follow the character set.
    let label = octets[(start + 2)..<first].prefix { $0 != Octet.asterisk }
    let charset = String(decoding: label.map { Octet.lowercased($0) }, as: UTF8.self)
    // The words of a character set that is not known stay as they are.
    return text(decoded, charset, charsets).map { ($0, third + 2) }
  }

  private static func text(
    _ octets: [UInt8], _ charset: String, _ charsets: any CharsetConverter
  ) -> String? {
    charsets.text(octets.span, in: charset)
  }

  private static func base64(_ content: ArraySlice<UInt8>) -> [UInt8] {
    var decoder = Base64Decoder()
    var decoded: [UInt8] = []
    decoder.decode(content.span, into: &decoded)
    decoder.finish(into: &decoded)
    return decoded
  }

  /// The Q encoding: like quoted-printable, but `_` is a blank (RFC 2047 section 4.2).
  private static func quoted(_ content: ArraySlice<UInt8>) -> [UInt8] {
    var decoded: [UInt8] = []
    var index = content.startIndex
    while index < content.endIndex {
      let octet = content[index]
      if octet == Octet.equals, index + 2 < content.endIndex,
        let high = Octet.hexadecimalValue(content[index + 1]),
        let low = Octet.hexadecimalValue(content[index + 2])
      {
        decoded.append(high << 4 | low)
        index += 3
      } else {
        decoded.append(octet == Octet.underscore ? Octet.space : octet)
        index += 1
      }
    }
    return decoded
  }
}
