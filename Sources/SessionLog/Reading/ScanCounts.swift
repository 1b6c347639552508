// SPDX-License-Identifier: Apache-2.0
package import MailTypes

/// What was seen in the lines of a log. Sums of two logs are the counts of both together.
package struct ScanCounts: Equatable, Sendable {
  /// Lines of any kind.
  package var lines: UInt64 = 0
  /// Lines with a record header.
  package var records: UInt64 = 0
  /// Lines that continue the record before them.
  package var continuations: UInt64 = 0
  /// Lines of file preambles and empty lines.
  package var preambles: UInt64 = 0
  /// Records whose message no pattern takes.
  package var unrecognised: UInt64 = 0
  /// Lines that are not part of any record.
  package var defects: UInt64 = 0
  /// Lines that are counted above as what they are although something of them was lost: NUL octets
  /// before them, the end of a record that is too long, or what looks like a record inside them.
  package var impaired: UInt64 = 0
  /// Records that were dropped since they are copies of others; they are counted as records, too.
  package var copies: UInt64 = 0
  /// Lines, counted above as what they are, in which what looks like another record's header stands.
  package var recordsInside: UInt64 = 0
  /// Notices that the journal or syslog dropped lines.
  package var suppressions: UInt64 = 0
  /// Lines that the journal, syslog or glog put in beside the records, and that say something about the log itself.
  package var notes: UInt64 = 0
  /// Lines of other programs in a shared stream (journal, syslog).
  package var foreign: UInt64 = 0
  package var octets: UInt64 = 0

  package init() {}

  package mutating func add(_ other: ScanCounts) {
    lines += other.lines
    records += other.records
    continuations += other.continuations
    preambles += other.preambles
    unrecognised += other.unrecognised
    defects += other.defects
    impaired += other.impaired
    copies += other.copies
    suppressions += other.suppressions
    recordsInside += other.recordsInside
    notes += other.notes
    foreign += other.foreign
    octets += other.octets
  }
}

extension ScanCounts: FieldCoded {
  package static var blank: Self { Self() }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.number(&lines)
    try archive.number(&records)
    try archive.number(&continuations)
    try archive.number(&preambles)
    try archive.number(&unrecognised)
    try archive.number(&defects)
    try archive.number(&impaired)
    try archive.number(&copies)
    try archive.number(&recordsInside)
    try archive.number(&suppressions)
    try archive.number(&notes)
    try archive.number(&foreign)
    try archive.number(&octets)
  }
}
