// SPDX-License-Identifier: Apache-2.0

/// `delays=a/b/c/d`: seconds before the queue manager, in it, to connect, and to transmit.
struct Delays: Equatable {
  /// Microseconds.
  var connection: Int64
  var transmission: Int64

  init?(_ text: Span<UInt8>) {
    var cursor = MessageCursor(text)
    var values: [4 of Int64] = .init(repeating: 0)
    for place in values.indices {
      if place > 0, !cursor.skip("/") { return nil }
      guard let value = Self.microseconds(&cursor) else { return nil }
      values[place] = value
    }
    connection = values[2]
    transmission = values[3]
  }

  /// `1*DIGIT [ "." 1*DIGIT ]`
  private static func microseconds(_ cursor: inout MessageCursor) -> Int64? {
    guard let seconds = cursor.number(), seconds < 1 << 32 else { return nil }
    var result = Int64(seconds) * 1_000_000
    if cursor.skip(".") {
      var unit: Int64 = 100_000
      while let octet = cursor.next, octet &- UInt8(ascii: "0") < 10 {
        result += Int64(octet &- UInt8(ascii: "0")) * unit
        unit /= 10
        cursor.position += 1
      }
    }
    return result
  }
}
