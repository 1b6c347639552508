// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// One line of an Exim log, without its text.
struct EximRecord: Sendable {
  var time = LogTimestamp(microseconds: 0)
  var yearSource = YearSource.line
  /// The process that logged it; 0 where neither the line nor its stream states it.
  var process: UInt32 = 0
  /// Octet of the input at which the line begins.
  var ordinal: UInt64 = 0
  /// In the octets that the assembler is given with the record: the line, its message id, and its text
  /// behind the header.
  var line = TextRange.empty
  var id = TextRange.empty
  var text = TextRange.empty
  /// The line has a stamp of Exim's own.
  var isStamped = true

  /// Hash of what copies of the log have in common: the line's octets; where it has no stamp of its own,
  /// those of its text, with the second and the process.
  func hash(in octets: Span<UInt8>) -> UInt64 {
    if isStamped { return RecordHash.hash(octets.extracting(line.indices)) }
    let seconds = UInt64(bitPattern: time.microseconds / 1_000_000)
    return RecordHash.hash(octets.extracting(text.indices))
      ^ (seconds &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(process))
  }

  /// Hash of what a line and its copy for the reject log have in common: the copy, which has the message's
  /// header behind it, comes in parts, and has the mark of its first part before the stamp.
  func hashOfCopies(in octets: Span<UInt8>) -> UInt64 {
    let seconds = UInt64(bitPattern: time.microseconds / 1_000_000)
    return RecordHash.hash(octets.extracting(text.indices)) ^ message(in: octets) &* 3
      ^ (seconds &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(process))
  }

  /// Hash of the message id; 0 without one.
  func message(in octets: Span<UInt8>) -> UInt64 {
    id.isEmpty ? 0 : RecordHash.hash(octets.extracting(id.indices))
  }

  /// The process that received the message that the line's id is of; 0 without an id.
  func receiver(in octets: Span<UInt8>) -> UInt32 {
    id.isEmpty ? 0 : EximMessageID.process(octets, id)
  }
}
