// SPDX-License-Identifier: Apache-2.0

/// What has the form of a syslog header in the midst of a line: two writers wrote into it, or a peer quotes such a line.
///
///     tagged  = program "[" 1*DIGIT "]: "       ; RFC 3164 section 5.3
///     numbered = "<" 1*3DIGIT ">1 "             ; RFC 5424 section 6.2
enum TaggedHeader {
  static func standsInside(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var place = range.lowerBound
    while let close = text.firstOffset(of: "]: ", from: place, before: range.upperBound) {
      var open = close
      while open > range.lowerBound, HeaderCursor.isDigit(text[open - 1]) { open -= 1 }
      if open < close, open - 1 > range.lowerBound, text[open - 1] == UInt8(ascii: "["),
        isLetter(text[open - 2])
      {
        return true
      }
      place = close + 3
    }
    if let sign = text.firstOffset(of: ">1 ", from: range.lowerBound, before: range.upperBound) {
      var open = sign
      while open > range.lowerBound, HeaderCursor.isDigit(text[open - 1]) { open -= 1 }
      return open < sign && open > range.lowerBound && text[open - 1] == UInt8(ascii: "<")
    }
    return false
  }

  private static func isLetter(_ octet: UInt8) -> Bool { (octet | 0x20) &- 0x61 < 26 }
}
