// SPDX-License-Identifier: Apache-2.0

/// The queue id before a message, of the short or of the long form (`enable_long_queue_ids`).
///
///     queue-id = short / long
///     short    = 5*16( DIGIT / %x41-46 )        ; digits alone are possible
///     long     = 10*24( DIGIT / consonant )     ; of both cases, a "z" between time and inode
enum QueueID {
  /// What an octet can be part of: bit 0 a short id, bit 1 a long one.
  private static let kinds: [UInt8] = (0..<256).map { octet in
    let character = Character(UnicodeScalar(UInt8(octet)))
    var kind: UInt8 = 0
    if "0123456789ABCDEF".contains(character) { kind |= 1 }
    if "0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz".contains(character) { kind |= 2 }
    return kind
  }

  private static let longest = 24

  /// Takes a queue id and the colon and blank behind it; the empty range where none comes next.
  static func take(_ cursor: inout MessageCursor) -> TextRange {
    let start = cursor.position
    let limit = min(cursor.end, start &+ longest &+ 1)
    var common: UInt8 = 3
    var place = start
    var hasMark = false
    let table = kinds.span
    while place < limit {
      let octet = cursor.octets[place]
      let kind = table[Int(octet)]
      guard kind & common != 0 else { break }
      common &= kind
      if octet == UInt8(ascii: "z") { hasMark = true }
      place &+= 1
    }
    let count = place &- start
    let isShort = common & 1 != 0 && count >= 5 && count <= 16
    let isLong = common & 2 != 0 && count >= 10 && hasMark
    guard isShort || isLong, cursor.end &- place > 2, cursor.octets[place] == UInt8(ascii: ":"),
      cursor.octets[place &+ 1] == UInt8(ascii: " ")
    else { return .empty }
    cursor.position = place &+ 2
    return TextRange(start: start, count: count)
  }

  /// Whether `text` is such an id as a whole.
  static func isOne(_ text: Span<UInt8>) -> Bool {
    guard text.count >= 5, text.count <= longest else { return false }
    var common: UInt8 = 3
    var hasMark = false
    for index in text.indices {
      common &= kinds[Int(text[index])]
      if text[index] == UInt8(ascii: "z") { hasMark = true }
    }
    return common & 1 != 0 && text.count <= 16 || common & 2 != 0 && text.count >= 10 && hasMark
  }
}
