// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// One line of Postfix with what it says. Plain data: the ranges are of the text that it was read
/// from, but those of `event`, which are relative to the first octet of `message.text`.
package struct PostfixRecord: Sendable {
  package var time: LogTimestamp
  package var zoneOffsetMinutes: Int16?
  package var yearSource = YearSource.line
  /// The header's time has a fraction of a second.
  package var isPrecise = false
  /// Octet of the input at which the line begins.
  package var ordinal: UInt64
  /// Host, tag and process, hashed: what the lines of one process have in common.
  package var process: UInt64
  /// Host and tag, hashed: what the processes of one service have in common.
  package var service: UInt64
  package var host: UInt64
  package var daemon: PostfixDaemon
  /// The service speaks TLS from the first octet on, as far as its name says so.
  package var isWrapped = false
  /// The line without what the stream puts around it.
  package var record: TextRange
  /// Its ranges are of the same text as `record`.
  package var message: PostfixMessage
  package var event: PostfixEvent

  /// Sets what tells the lines of one process from those of others.
  @inline(__always)
  mutating func identify(
    _ text: Span<UInt8>, host: TextRange, tag: PostfixTag, process: TextRange
  ) {
    isWrapped = tag.isWrapped
    self.host = host.isEmpty ? 0 : RecordHash.hash(text.extracting(host.indices))
    service = self.host ^ tag.hash
    let digits = RecordHash.hash(text.extracting(process.indices))
    self.process = service ^ (digits &* 0x9E37_79B9_7F4A_7C15)
  }

  /// What a range of the event holds in the text that the record was read from.
  @inline(__always)
  func place(_ range: TextRange) -> TextRange { range.moved(by: Int(message.text.start)) }

  /// What the copies of a line in other files have in common: the second, the process, the message.
  func hash(in text: Span<UInt8>) -> UInt64 {
    let second = UInt64(bitPattern: time.microseconds / 1_000_000)
    // Messages of one wording differ in their queue ids alone.
    let start = Int(message.queueID.isEmpty ? message.text.start : message.queueID.start)
    let words = RecordHash.hash(text.extracting(start..<message.text.end))
    return words ^ (second &* 0x9E37_79B9_7F4A_7C15) ^ process.byteSwapped
  }
}
