// SPDX-License-Identifier: Apache-2.0

import MailTypes

/// The code and the enhanced status code at the head of a reply, as far as it has them.
///
///     reply    = [ code ( SP / "-" ) ] [ enhanced SP ] text      ; RFC 5321 section 4.2
///     enhanced = class "." subject "." detail                    ; RFC 3463 section 2
struct ReplyHead: Equatable {
  /// 0 where there is none.
  var code: UInt16 = 0
  var enhanced: EnhancedStatusCode?
  /// What follows the code, the enhanced code included.
  var text: TextRange

  init(_ octets: Span<UInt8>, _ range: Range<Int>) {
    var start = range.lowerBound
    if range.count >= 3, let code = Self.code(octets, at: start) {
      if range.count == 3 {
        (self.code, start) = (code, start + 3)
      } else if octets[start + 3] == UInt8(ascii: " ") || octets[start + 3] == UInt8(ascii: "-") {
        (self.code, start) = (code, start + 4)
      }
    }
    text = TextRange(start: start, count: range.upperBound - start)
    enhanced = EnhancedStatusCode(openingOf: octets.extracting(text.indices))
  }

  private static func code(_ octets: Span<UInt8>, at start: Int) -> UInt16? {
    var code: UInt16 = 0
    for place in start..<start + 3 {
      let digit = octets[place] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      code = code * 10 + UInt16(digit)
    }
    return (200..<600).contains(code) ? code : nil
  }
}
