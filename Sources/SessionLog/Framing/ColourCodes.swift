// SPDX-License-Identifier: Apache-2.0

/// Takes the colours of a terminal out of log text, wherever they stand: glog's `--colorlogtostderr`, `docker compose`,
/// `grep --color`.
///
///     code = ESC "[" *( DIGIT / ";" / ":" ) ( "m" / "K" )      ; ECMA-48, SGR and EL
///
/// Lines keep their places: what follows a code moves up, and CRs, which are not part of a record, fill the line.
///
/// Unsafe code: reads and writes the text through a pointer, and up to 63 octets behind it are read. `without` is the
/// plain twin.
enum ColourCodes {
  private static let escape: UInt8 = 0x1b
  private static let filling: UInt8 = 0x0d

  /// Takes the codes out of all lines that have an end, and out of the last one if `isAll`.
  static func remove(from text: UnsafeMutableRawPointer, count: Int, isAll: Bool) {
    var place = 0
    while place < count {
      let found = unsafe OctetMask.equal64(UnsafeRawPointer(text + place), to: escape)
      guard found != 0 else {
        place &+= 64
        continue
      }
      let first = place + found.trailingZeroBitCount
      guard first < count else { return }
      var end = first
      while end < count, unsafe text.load(fromByteOffset: end, as: UInt8.self) != 0x0a { end += 1 }
      guard end < count || isAll else { return }
      var line = unsafe MutableSpan<UInt8>(
        _unsafeStart: (text + first).assumingMemoryBound(to: UInt8.self), count: end - first)
      remove(from: &line)
      place = end
    }
  }

  /// The same in a line, or the end of one.
  private static func remove(from line: inout MutableSpan<UInt8>) {
    var (read, written) = (0, 0)
    while read < line.count {
      let length = codeLength(at: read, in: line.span)
      if length > 0 {
        read += length
      } else {
        line[written] = line[read]
        written += 1
        read += 1
      }
    }
    for place in written..<line.count { line[place] = filling }
  }

  /// Octets of the code at `place`; 0 where there is none.
  static func codeLength(at place: Int, in text: Span<UInt8>) -> Int {
    guard place + 2 < text.count, text[place] == escape, text[place + 1] == UInt8(ascii: "[") else {
      return 0
    }
    var end = place + 2
    while end < text.count, (0x30...0x3b).contains(text[end]) { end += 1 }
    guard end < text.count, text[end] == UInt8(ascii: "m") || text[end] == UInt8(ascii: "K") else {
      return 0
    }
    return end + 1 - place
  }

  /// Where the text behind codes begins that rsyslog has escaped, `#033[0;33m`, and where it ends before such codes.
  static func withoutEscaped(_ text: Span<UInt8>, _ body: Range<Int>) -> Range<Int> {
    func end(of place: Int) -> Int? {
      guard text.holds("#033[", at: place, before: body.upperBound) else { return nil }
      var end = place + 5
      while end < body.upperBound, (0x30...0x3b).contains(text[end]) { end += 1 }
      guard end < body.upperBound, text[end] == UInt8(ascii: "m") || text[end] == UInt8(ascii: "K")
      else { return nil }
      return end + 1
    }
    var (lower, upper) = (body.lowerBound, body.upperBound)
    while let next = end(of: lower) { lower = next }
    while let place = text.lastOffset(of: UInt8(ascii: "#"), from: lower, before: upper),
      end(of: place) == upper
    {
      upper = place
    }
    return lower..<upper
  }
}
