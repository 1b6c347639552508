// SPDX-License-Identifier: Apache-2.0

/// The byte order mark of UTF-8, which editors put before the first line of what they save. It belongs to no header field and to
/// no `From ` line: whoever looks for one of those passes over it.
package enum ByteOrderMark {
  /// Its octets.
  package static let count = 3

  /// Whether it stands at `start`.
  package static func stands(at start: Int, in octets: Span<UInt8>) -> Bool {
    start + count <= octets.count && octets[start] == 0xEF && octets[start + 1] == 0xBB
      && octets[start + 2] == 0xBF
  }
}
