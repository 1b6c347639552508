// SPDX-License-Identifier: Apache-2.0

/// A session whose input ended before it did, since its log was rotated meanwhile.
///
/// Shared by nobody, which the compiler cannot see: the session that it belongs to holds it, and one
/// worker, then the filter of copies, holds that session.
final class EximOpenSession: SessionContinuation, @unchecked Sendable {
  private var slot: EximSlot

  init(_ slot: EximSlot) {
    self.slot = slot
    self.slot.marks.remove(.cutByEnd)
  }

  var silence: Int64 { EximLimits.silence }

  func goOn(with half: borrowing Session) -> Session? {
    let octets = half.recordText.span
    let keepsRecords = !slot.session.records.isEmpty
    for index in half.records.indices {
      let kept = half.records[index]
      let header = EximHeader.read(octets, kept.record.indices)
      var record = EximRecord()
      record.time = kept.time
      record.yearSource = half.yearSource
      record.process = slot.owner
      record.line = kept.record
      record.text = kept.message
      record.isStamped = header.days != nil
      let text = EximText(octets, kept.message)
      let statement = EximCatalogue.read(
        octets.extracting(kept.message.indices), hasID: !header.id.isEmpty)
      slot.take(statement, record, text, octets, keepsRecord: keepsRecords)
    }
    // The other half may be cut itself.
    if half.continuation != nil { slot.marks.insert(.cutByEnd) }
    for index in half.repeatedRecords.indices { slot.noteRepeated(half.repeatedRecords[index]) }
    slot.conclude()
    slot.session.hasInfo = slot.session.hasInfo || half.hasInfo
    return slot.session
  }
}
