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

  /// First letters of the names that are always told one by one: bit 0 is A.
  static let letters: UInt32 =
    [
      FieldName.contentType, .contentTransferEncoding, .contentTransferRecipe, .mimeVersion, .from,
      .date, .dkimSignature, .arcSeal,
    ].reduce(0) { letters, name in
      letters | 1 << UInt32((name.rawValue.utf8.first ?? 0) &- UInt8(ascii: "a"))
    }

  /// Longest name in plain lines.
  private static let longestName = 31

  /// Finds the plain lines that begin at `start` and end before `end`: whole ones that begin with a blank, or with a name of
  /// at most 31 octets and its colon, without octets above ASCII and without CR but before the LF. Ends before a name that
  /// is told one by one, and before a hyphen, with which a delimiter may begin.
  @inline(__always)
  package static func plainLines(
    in octets: Span<UInt8>, _ range: Range<Int>
  ) -> Found {
    var lines = tc_header_lines()
    let part = octets.extracting(range)
    unsafe part.withUnsafeBufferPointer { buffer in
      if let base = buffer.baseAddress {
        unsafe tc_find_header_lines(base, buffer.count, letters, &lines)
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
        (1...longestName).contains(index - start), letter >= 26 || letters >> letter & 1 == 0
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
}
