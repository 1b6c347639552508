// SPDX-License-Identifier: Apache-2.0

extension CompressedInput {
  /// RFC 1952 section 2.3.1: ID1 and ID2.
  var startsGzipMember: Bool {
    unread.count >= 2 && octets[unread.lowerBound] == 0x1f && octets[unread.lowerBound + 1] == 0x8b
  }

  /// MTIME of the gzip header at the start: seconds since 1970, UTC. It stands in the octets 4 to 7,
  /// the least significant first (RFC 1952 section 2.3); 0 means that there is none.
  var gzipTime: Int? {
    guard unread.count >= 8 else { return nil }
    var time = 0
    for index in (4..<8).reversed() { time = time << 8 | Int(octets[unread.lowerBound + index]) }
    return time == 0 ? nil : time
  }
}
