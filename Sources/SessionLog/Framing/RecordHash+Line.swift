// SPDX-License-Identifier: Apache-2.0
import MailTypes

extension RecordHash {
  /// The hash of a record's first line, without the CR that some copies have at its end. Lines
  /// that follow (a stack trace, say) are not in every copy.
  static func hash(record: TextRange, in block: Span<UInt8>) -> UInt64 {
    let octets = block.extracting(record.indices)
    var end =
      octets.firstOffset(of: UInt8(ascii: "\n"), from: 0, before: octets.count)
      ?? octets.count
    if end > 0, octets[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return hash(octets.extracting(0..<end))
  }
}
