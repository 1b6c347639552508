// SPDX-License-Identifier: Apache-2.0
internal import CTransferCoding

/// Searches in octets through the C kernels. This file holds the scanner's only unsafe code; the safe twins that
/// tests compare it with stand beside each function.
enum OctetSearch {
  /// Index of the first LF at or after `start`, nil where there is none.
  @inline(__always)
  static func lineFeed(in octets: Span<UInt8>, from start: Int) -> Int? {
    let found = unsafe octets.withUnsafeBufferPointer { buffer -> Int in
      guard let base = buffer.baseAddress, start < buffer.count else { return -1 }
      let count = buffer.count - start
      let index = unsafe tc_find_lf(base + start, count)
      return index == count ? -1 : start + index
    }
    return found < 0 ? nil : found
  }

  /// Index of the first `--` that directly follows a LF, the LF being at or after `start`; nil where there is none.
  @inline(__always)
  static func dashesAfterLineFeed(in octets: Span<UInt8>, from start: Int) -> Int? {
    let found = unsafe octets.withUnsafeBufferPointer { buffer -> Int in
      guard let base = buffer.baseAddress, start < buffer.count else { return -1 }
      let count = buffer.count - start
      let index = unsafe tc_find_dashes(base + start, count)
      return index == count ? -1 : start + index
    }
    return found < 0 ? nil : found
  }

  /// Safe twin of `lineFeed(in:from:)`.
  static func plainLineFeed(in octets: Span<UInt8>, from start: Int) -> Int? {
    var index = start
    while index < octets.count {
      if octets[index] == Octet.lf { return index }
      index += 1
    }
    return nil
  }

  /// Safe twin of `dashesAfterLineFeed(in:from:)`.
  static func plainDashesAfterLineFeed(in octets: Span<UInt8>, from start: Int) -> Int? {
    var index = start
    while index + 2 < octets.count {
      if octets[index] == Octet.lf, octets[index + 1] == Octet.hyphen,
        octets[index + 2] == Octet.hyphen
      {
        return index + 1
      }
      index += 1
    }
    return nil
  }
}
