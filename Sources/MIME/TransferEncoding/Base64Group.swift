// SPDX-License-Identifier: Apache-2.0

/// The plain reading of base64, octet by octet (RFC 2045 section 6.8): groups of four characters, three octets each.
/// Octets outside the alphabet are ignored; the first complete padding ends the data. The fast kernels do nothing else
/// for well-formed lines, and tests compare them with this.
struct Base64Group: Sendable {
  /// Sextets of the open group, the latest in the lowest bits.
  private(set) var bits: UInt32 = 0
  /// Characters in the open group, 0 to 3.
  private(set) var count = 0
  private var padding = 0
  /// Padding was complete: nothing more is decoded.
  private(set) var isDone = false

  private(set) var sawForeign = false
  private(set) var sawAfterPadding = false
  private(set) var sawSurplusPadding = false
  private(set) var sawTrailingBits = false
  private(set) var isTruncated = false

  /// What one character completed.
  enum Step: Sendable {
    case nothing
    /// Octets of a group, in the lowest 24, 16 or 8 bits.
    case octets(UInt32, count: Int)
  }

  /// Takes one octet that is neither CR, LF nor blank.
  @inline(__always)
  mutating func take(_ octet: UInt8) -> Step {
    let sextet = Base64Alphabet.sextet(of: octet)
    if isDone {
      if octet == Octet.equals { sawSurplusPadding = true } else { sawAfterPadding = true }
      return .nothing
    }
    guard let sextet else { return takeOutsideAlphabet(octet) }
    if padding > 0 {
      sawForeign = true
      padding = 0
    }
    bits = bits << 6 | UInt32(sextet)
    count += 1
    guard count == 4 else { return .nothing }
    defer { clearGroup() }
    return .octets(bits & 0xFF_FFFF, count: 3)
  }

  private mutating func takeOutsideAlphabet(_ octet: UInt8) -> Step {
    guard octet == Octet.equals else {
      sawForeign = true
      return .nothing
    }
    guard count >= 2 else {
      sawSurplusPadding = true
      return .nothing
    }
    padding += 1
    guard count + padding == 4 else { return .nothing }
    isDone = true
    defer { clearGroup() }
    return lastOctets()
  }

  /// Ends the data: an open group of two or three characters still holds one or two octets.
  mutating func finish() -> Step {
    guard count > 0 else { return .nothing }
    isTruncated = true
    defer { clearGroup() }
    return count == 1 ? .nothing : lastOctets()
  }

  private mutating func lastOctets() -> Step {
    let unused: UInt32 = count == 2 ? 4 : 2
    if bits & (1 << unused - 1) != 0 { sawTrailingBits = true }
    return .octets(bits >> unused, count: count - 1)
  }

  private mutating func clearGroup() {
    bits = 0
    count = 0
    padding = 0
  }

  /// Whether a kernel may take over: no group is open and the data goes on.
  var isAtGroupStart: Bool { count == 0 && !isDone }

  /// What was wrong, each kind once.
  var defects: [Defect.Kind] {
    var kinds: [Defect.Kind] = []
    if sawForeign { kinds.append(.base64ForeignOctets) }
    if sawAfterPadding { kinds.append(.base64AfterPadding) }
    if sawSurplusPadding { kinds.append(.base64SurplusPadding) }
    if sawTrailingBits { kinds.append(.base64TrailingBits) }
    if isTruncated { kinds.append(.base64Truncated) }
    return kinds
  }
}

/// The alphabet of RFC 2045 section 6.8 table 1.
enum Base64Alphabet {
  /// Value 0 to 63 of a character, nil for octets outside the alphabet.
  @inline(__always)
  static func sextet(of octet: UInt8) -> UInt8? {
    switch octet {
    case 0x41...0x5A: octet - 0x41
    case 0x61...0x7A: octet - 0x61 + 26
    case 0x30...0x39: octet - 0x30 + 52
    case 0x2B: 62
    case 0x2F: 63
    default: nil
    }
  }

  /// Character of a value 0 to 63.
  @inline(__always)
  static func character(of sextet: UInt8) -> UInt8 {
    switch sextet & 63 {
    case let value where value < 26: value + 0x41
    case let value where value < 52: value - 26 + 0x61
    case let value where value < 62: value - 52 + 0x30
    case 62: 0x2B
    default: 0x2F
    }
  }
}
