// SPDX-License-Identifier: Apache-2.0
internal import CTransferCoding

/// Finds the lines of a header section that need no closer look, through a C kernel. Its safe twin stands beside it.
package enum HeaderLineSearch {
  /// Lines at the beginning of some octets.
  package struct Found: Equatable, Sendable {
    /// Octets of the lines.
    package var octets = 0
    /// How many lines.
    package var lines = 0
    /// Line ends that are LF without CR.
    package var loneLineFeeds = 0
    /// The name of the last field that begins among them, empty if none does.
    package var name = 0..<0
  }

  /// The fields that are reported one by one.
  private static let toldAlone: [FieldName] = [
    .contentType, .contentTransferEncoding, .contentTransferRecipe, .mimeVersion, .from, .date,
    .dkimSignature, .arcSeal,
  ]

  /// For each letter from A to Z, which lengths the names have that begin with it and are reported one by one: bit 4 is 4 octets.
  private static let lengths: [UInt32] = (UInt8(ascii: "a")...UInt8(ascii: "z")).map { letter in
    toldAlone.filter { $0.rawValue.utf8.first == letter }
      .reduce(0) { $0 | 1 << UInt32($1.rawValue.utf8.count) }
  }

  /// Longest name in plain lines.
  private static let longestName = 31

  /// Finds the plain lines that begin at `start` and end before `end`: whole ones that begin with a blank, or with a name of
  /// at most 31 octets and its colon, without octets above ASCII and without CR but before the LF. Ends before a name that
  /// is reported alone, or could be by its first letter and its length, and before a hyphen, with which a delimiter may begin.
  @inline(__always)
  package static func plainLines(
    in octets: Span<UInt8>, _ range: Range<Int>
  ) -> Found {
    var lines = tc_header_lines()
    let part = octets.extracting(range)
    unsafe part.withUnsafeBufferPointer { buffer in
      if let base = buffer.baseAddress {
        unsafe tc_find_header_lines(base, buffer.count, lengths, &lines)
      }
    }
    return Found(
      octets: lines.octets, lines: lines.lines, loneLineFeeds: lines.lone_lf,
      name: lines.name_at..<(lines.name_at + lines.name_length))
  }

  /// Safe twin of `plainLines(in:_:)`.
  package static func plainLinesSlowly(in octets: Span<UInt8>, _ range: Range<Int>) -> Found {
    let part = octets.extracting(range)
    var found = Found()
    while let line = plainLine(part, from: found.octets) {
      found.octets = line.end
      found.lines += 1
      if !line.isCRLF { found.loneLineFeeds += 1 }
      if !line.name.isEmpty { found.name = line.name }
    }
    return found
  }

  private static func plainLine(
    _ octets: Span<UInt8>, from start: Int
  ) -> (name: Range<Int>, end: Int, isCRLF: Bool)? {
    guard start < octets.count else { return nil }
    var index = start
    var name = 0..<0
    if !Octet.isBlank(octets[start]) {
      while index < octets.count, octets[index] != Octet.colon, octets[index] &- 33 < 94 {
        index += 1
      }
      let letter = UInt32(octets[start] | 0x20) &- 0x61
      guard index < octets.count, octets[index] == Octet.colon, octets[start] != Octet.hyphen,
        (1...longestName).contains(index - start),
        letter >= 26 || lengths[Int(letter)] >> UInt32(index - start) & 1 == 0
      else { return nil }
      name = start..<index
    }
    while index < octets.count, octets[index] != Octet.lf {
      let isLineEnd = index + 1 < octets.count && octets[index + 1] == Octet.lf
      if octets[index] >= 128 || octets[index] == Octet.cr && !isLineEnd { return nil }
      index += 1
    }
    guard index < octets.count else { return nil }
    return (name, index + 1, index > start && octets[index - 1] == Octet.cr)
  }

  /// Up to eight octets of a name as one number, the first of them highest, each with the bit of lower case set.
  @inline(__always)
  package static func nameWord(_ octets: Span<UInt8>, _ start: Int, _ end: Int) -> UInt64 {
    guard start < end, start + 8 <= octets.count else { return nameWordPlainly(octets, start, end) }
    let word = unsafe octets.withUnsafeBytes { bytes in
      unsafe UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self))
    }
    return (word | 0x2020_2020_2020_2020) >> UInt64(8 * max(0, start + 8 - end))
  }

  /// Safe twin of `nameWord(_:_:_:)`.
  package static func nameWordPlainly(_ octets: Span<UInt8>, _ start: Int, _ end: Int) -> UInt64 {
    var word: UInt64 = 0
    var index = start
    let last = min(end, start + 8)
    while index < last {
      word = word << 8 | UInt64(octets[index] | 0x20)
      index += 1
    }
    return word
  }
}
