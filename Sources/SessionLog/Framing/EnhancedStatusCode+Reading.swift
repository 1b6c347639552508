// SPDX-License-Identifier: Apache-2.0
import MailTypes

extension EnhancedStatusCode {
  /// `status-code = class "." subject "." detail` (RFC 3463 section 2) at the head of a reply's
  /// text, followed by a blank or the end.
  init?(openingOf text: Span<UInt8>) {
    var numbers: [3 of UInt16] = [0, 0, 0]
    var part = 0
    var digits = 0
    var index = 0
    while index < text.count, text[index] != UInt8(ascii: " ") {
      if text[index] == UInt8(ascii: "."), digits > 0, part < 2 {
        part += 1
        digits = 0
      } else if (48...57).contains(text[index]), digits < 3 {
        numbers[part] = numbers[part] * 10 + UInt16(text[index] - 48)
        digits += 1
      } else {
        return nil
      }
      index += 1
    }
    guard part == 2, digits > 0 else { return nil }
    self.init(numbers[0], numbers[1], numbers[2])
  }
}
