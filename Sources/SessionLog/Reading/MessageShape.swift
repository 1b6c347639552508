// SPDX-License-Identifier: Apache-2.0

/// The shape of a message: its text with everything that varies replaced by placeholders, so that
/// messages of one statement of a program come together. Only used for messages that no pattern
/// takes.
///
///     numbers, hexadecimal ids      #
///     host names, mailboxes         @
///     "…", «…», <…>, […]            the signs alone
///     octets below blank, and DEL   ?
struct MessageShape {
  /// Longest shape in octets; the rest of the message is left out.
  static let limit = 120

  private(set) var octets: [UInt8] = []

  init(of message: Span<UInt8>) {
    let cursor = MessageCursor(message)
    var at = 0
    while at < cursor.end, octets.count < Self.limit {
      if let (end, placeholder) = Self.quotation(cursor, from: at) {
        octets += Array(placeholder.utf8)
        at = end
      } else if Self.isOfWord(message[at]) {
        let start = at
        while at < cursor.end, Self.isOfWord(message[at]) { at += 1 }
        appendWord(cursor, start..<at)
      } else {
        let octet = message[at]
        octets.append(octet < 0x20 || octet == 0x7F ? UInt8(ascii: "?") : octet)
        at += 1
      }
    }
    octets.removeLast(max(0, octets.count - Self.limit))
  }

  /// A quotation that begins at `start`: where it ends, and its placeholder; nil if none begins
  /// there, or it has no end. A backslash quotes the octet behind it.
  private static func quotation(
    _ cursor: borrowing MessageCursor, from start: Int
  ) -> (end: Int, placeholder: String)? {
    let close: StaticString
    let placeholder: String
    if cursor.octets.holds("«", at: start, before: cursor.end) {
      (close, placeholder) = ("»", "«»")
    } else {
      switch cursor.octets[start] {
      case UInt8(ascii: "\""): (close, placeholder) = ("\"", "\"\"")
      case UInt8(ascii: "<"): (close, placeholder) = (">", "<>")
      case UInt8(ascii: "["): (close, placeholder) = ("]", "[]")
      default: return nil
      }
    }
    var at = start + 1
    while at < cursor.end {
      if cursor.octets[at] == UInt8(ascii: "\\") {
        at += 1
      } else if cursor.octets.holds(close, at: at, before: cursor.end) {
        return (at + close.utf8CodeUnitCount, placeholder)
      }
      at += 1
    }
    return nil
  }

  private static func isOfWord(_ octet: UInt8) -> Bool {
    let letter = octet | 0x20
    return letter >= UInt8(ascii: "a") && letter <= UInt8(ascii: "z")
      || octet >= UInt8(ascii: "0") && octet <= UInt8(ascii: "9") || octet >= 0x80
      || octet == UInt8(ascii: ".") || octet == UInt8(ascii: "@") || octet == UInt8(ascii: "-")
      || octet == UInt8(ascii: "_")
  }

  /// Appends a word: as a number, as a name, or as it is without its digits.
  private mutating func appendWord(_ cursor: borrowing MessageCursor, _ word: Range<Int>) {
    var end = word.upperBound
    while end > word.lowerBound, cursor.octets[end - 1] == UInt8(ascii: ".") { end -= 1 }
    var digits = 0
    var hexadecimal = 0
    var dots = 0
    var name = false
    for index in word.lowerBound..<end {
      let octet = cursor.octets[index]
      let letter = octet | 0x20
      if octet &- UInt8(ascii: "0") < 10 { digits += 1 }
      if octet &- UInt8(ascii: "0") < 10
        || letter >= UInt8(ascii: "a") && letter <= UInt8(ascii: "f")
      {
        hexadecimal += 1
      }
      if octet == UInt8(ascii: ".") { dots += 1 }
      if octet == UInt8(ascii: "@") { name = true }
    }
    let length = end - word.lowerBound
    if length > 0 {
      if name || dots > 0 && digits + dots < length {
        octets.append(UInt8(ascii: "@"))
      } else if digits + dots == length || hexadecimal == length && digits > 0 {
        octets.append(UInt8(ascii: "#"))
      } else {
        appendWithoutDigits(cursor, word.lowerBound..<end)
      }
    }
    for _ in end..<word.upperBound { octets.append(UInt8(ascii: ".")) }
  }

  private mutating func appendWithoutDigits(
    _ cursor: borrowing MessageCursor, _ word: Range<Int>
  ) {
    for index in word {
      let octet = cursor.octets[index]
      if octet &- UInt8(ascii: "0") >= 10 {
        octets.append(octet)
      } else if octets.last != UInt8(ascii: "#") {
        octets.append(UInt8(ascii: "#"))
      }
    }
  }
}
