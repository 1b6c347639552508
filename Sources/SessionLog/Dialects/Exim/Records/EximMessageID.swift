// SPDX-License-Identifier: Apache-2.0

/// Exim's message ids: the second of arrival, the process that received the message, and a
/// fraction of the second, in base 62.
///
///     id = 6ALNUM "-" 6ALNUM "-" 2ALNUM      ; up to 4.96
///        / 6ALNUM "-" 11ALNUM "-" 4ALNUM     ; since 4.97; queues hold both for a while
enum EximMessageID {
  /// Octets of an id at `offset` that a blank or the end follows; nil where none stands there.
  static func length(_ text: Span<UInt8>, at offset: Int, before end: Int) -> Int? {
    guard end - offset >= 16, text[offset + 6] == UInt8(ascii: "-") else { return nil }
    let middle = text[offset + 13] == UInt8(ascii: "-") ? 6 : 11
    let length = middle == 6 ? 16 : 23
    guard end - offset >= length, text[offset + 7 + middle] == UInt8(ascii: "-"),
      end - offset == length || text[offset + length] == UInt8(ascii: " ")
    else { return nil }
    for place in offset..<offset + length where place != offset + 6 {
      if place != offset + 7 + middle, digit(text[place]) == nil { return nil }
    }
    return length
  }

  /// The process that received the message, from its id: messages of one process are those of one
  /// connection. Never 0.
  static func process(_ text: Span<UInt8>, _ id: TextRange) -> UInt32 {
    var value: UInt64 = 0
    for place in Int(id.start) + 7..<id.end {
      guard let digit = digit(text[place]) else { break }
      value = value &* 62 &+ UInt64(digit)
    }
    return max(1, UInt32(truncatingIfNeeded: value))
  }

  private static func digit(_ octet: UInt8) -> UInt8? {
    switch octet {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): octet - UInt8(ascii: "0")
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): octet - UInt8(ascii: "A") + 10
    case UInt8(ascii: "a")...UInt8(ascii: "z"): octet - UInt8(ascii: "a") + 36
    default: nil
    }
  }
}
