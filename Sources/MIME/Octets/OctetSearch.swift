// SPDX-License-Identifier: Apache-2.0
internal import CTransferCoding

/// Searches in octets through the C kernels; the safe twins that tests compare them with stand beside each function.
package enum OctetSearch {
  /// What a kernel finds at or after `start`; kernels return the count of octets where there is nothing.
  @inline(__always)
  private static func search(
    _ octets: Span<UInt8>, from start: Int, _ kernel: (UnsafePointer<UInt8>, Int) -> Int
  ) -> Int? {
    let found = unsafe octets.withUnsafeBufferPointer { buffer -> Int in
      guard let base = buffer.baseAddress, start < buffer.count else { return -1 }
      let count = buffer.count - start
      let index = unsafe kernel(base + start, count)
      return index == count ? -1 : start + index
    }
    return found < 0 ? nil : found
  }

  /// Index of the first LF at or after `start`, nil if there is none.
  @inline(__always)
  package static func lineFeed(in octets: Span<UInt8>, from start: Int) -> Int? {
    unsafe search(octets, from: start) { unsafe tc_find_lf($0, $1) }
  }

  /// The same, and whether a CR stands in the line that no LF follows; the last octet is not counted, for a LF may follow.
  @inline(__always)
  package static func line(
    in octets: Span<UInt8>, from start: Int
  ) -> (lineFeed: Int?, hasLoneCR: Bool) {
    var loneCR: Int32 = 0
    let found = unsafe search(octets, from: start) { unsafe tc_find_line($0, $1, &loneCR) }
    return (found, loneCR != 0)
  }

  /// Index of the first line start that holds the two octets, the LF before it being at or after `start`; nil where
  /// there is none.
  @inline(__always)
  package static func lineStart(
    _ first: UInt8, _ second: UInt8, in octets: Span<UInt8>, from start: Int
  ) -> Int? {
    unsafe search(octets, from: start) { unsafe tc_find_line_start($0, $1, first, second) }
  }

  /// Index of the first place behind a CR or LF, at or after `start`, that holds the two octets; nil if there is none.
  @inline(__always)
  package static func afterBreak(
    _ first: UInt8, _ second: UInt8, in octets: Span<UInt8>, from start: Int
  ) -> Int? {
    unsafe search(octets, from: start) { unsafe tc_find_after_break($0, $1, first, second) }
  }

  /// How many octets quoted-printable must encode; CR and LF are among them.
  @inline(__always)
  package static func escapeCount(_ octets: Span<UInt8>) -> Int {
    unsafe octets.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      return unsafe tc_count_escapes(base, buffer.count)
    }
  }

  /// Whether any octet is 128 or more.
  @inline(__always)
  static func holdsNonASCII(_ octets: Span<UInt8>) -> Bool {
    unsafe octets.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return false }
      return unsafe tc_any_high(base, buffer.count) != 0
    }
  }

  /// Safe twin of `lineFeed(in:from:)`.
  package static func plainLineFeed(in octets: Span<UInt8>, from start: Int) -> Int? {
    var index = start
    while index < octets.count {
      if octets[index] == Octet.lf { return index }
      index += 1
    }
    return nil
  }

  /// Safe twin of `escapeCount(_:)`.
  package static func plainEscapeCount(_ octets: Span<UInt8>) -> Int {
    var count = 0
    for index in octets.indices {
      let octet = octets[index]
      if octet > 0x7E || octet < 0x20 && octet != Octet.tab || octet == Octet.equals { count += 1 }
    }
    return count
  }

  /// Safe twin of `afterBreak(_:_:in:from:)`.
  package static func plainAfterBreak(
    _ first: UInt8, _ second: UInt8, in octets: Span<UInt8>, from start: Int
  ) -> Int? {
    var index = start
    while index + 2 < octets.count {
      if octets[index] == Octet.lf || octets[index] == Octet.cr, octets[index + 1] == first,
        octets[index + 2] == second
      {
        return index + 1
      }
      index += 1
    }
    return nil
  }

  /// Safe twin of `line(in:from:)`.
  package static func plainLine(
    in octets: Span<UInt8>, from start: Int
  ) -> (lineFeed: Int?, hasLoneCR: Bool) {
    let lineFeed = plainLineFeed(in: octets, from: start)
    var index = start
    while index + 1 < lineFeed ?? octets.count {
      if octets[index] == Octet.cr { return (lineFeed, true) }
      index += 1
    }
    return (lineFeed, false)
  }

  /// Safe twin of `lineStart(_:_:in:from:)`.
  package static func plainLineStart(
    _ first: UInt8, _ second: UInt8, in octets: Span<UInt8>, from start: Int
  ) -> Int? {
    var index = start
    while index + 2 < octets.count {
      if octets[index] == Octet.lf, octets[index + 1] == first, octets[index + 2] == second {
        return index + 1
      }
      index += 1
    }
    return nil
  }
}
