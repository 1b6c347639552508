// SPDX-License-Identifier: Apache-2.0

/// Looks for what has the form of a record's header, with a message behind it, in the midst of a line.
///
/// Unsafe code: loads up to 32 octets behind the line; the caller's buffer must have them.
enum RecordInside {
  /// Octets of the shortest header before its closing bracket: `I0102 03:04:05.000006 7 a:1`.
  private static let shortest = 27

  /// Whether a message of `count` octets may hold a header: whether a bracket closes in it, but at its end, where
  /// address literals have theirs.
  @inline(__always)
  static func isPossible(_ message: UnsafeRawPointer, count: Int) -> Bool {
    var place = shortest
    let end = count &- 1
    while place < end {
      let found = unsafe OctetMask.equal32(message + place, to: UInt8(ascii: "]"))
      if found != 0 { return place &+ found.trailingZeroBitCount < end }
      place &+= 32
    }
    return false
  }

  /// The thread id of the first header in `line`; nil if there is none.
  static func thread(_ text: Span<UInt8>, _ line: Range<Int>) -> UInt64? {
    let end = line.upperBound - shortest
    var place = line.lowerBound
    while place < end {
      if Severity(letter: text[place]) != nil,
        HeaderCursor.isDigit(text[place + 1]) || text[place + 1] == 0x20,
        case .header(let header) = RecordHeader.read(text, place..<line.upperBound),
        header.message < line.upperBound
      {
        return header.thread
      }
      place += 1
    }
    return nil
  }
}
