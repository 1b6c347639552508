// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// A session whose input ended before it did, as it stood under assembly, so that the records at the
/// beginning of another input can go on with it.
///
/// Shared by nobody, which the compiler cannot see: the session that it belongs to holds it, and one
/// worker, then the filter of copies, holds that session.
final class OpenSession: SessionContinuation, @unchecked Sendable {
  private var slot: SessionSlot

  init(_ slot: consuming SessionSlot) { self.slot = slot }

  var silence: Int64 { slot.silence }

  func recordsKnown(of half: borrowing Session) -> Int {
    let text = half.recordText.span
    for index in half.records.indices.reversed() where half.records[index].time == slot.newest {
      if RecordHash.hash(record: half.records[index].record, in: text) == slot.newestHash {
        return index + 1
      }
    }
    return 0
  }

  func goOn(with half: borrowing Session) -> Session? {
    let text = half.recordText.span
    let known = recordsKnown(of: half)
    slot.session.duplicateRecords &+= UInt32(known)
    for index in half.records.indices.dropFirst(known) {
      let record = half.records[index]
      let logged = LoggedEvent(
        thread: half.thread, time: record.time, record: record.record, message: record.message,
        event: record.event, severity: record.severity, origin: record.origin,
        ordinal: slot.newestOrdinal, zoneOffsetMinutes: half.zoneOffsetMinutes,
        yearSource: half.yearSource)
      _ = slot.take(logged, text, keepsRecord: !slot.session.records.isEmpty)
    }
    slot.session.thrownDoubt.formUnion(half.thrownDoubt)
    slot.session.duplicateRecords &+= half.duplicateRecords
    slot.newestRecord = .empty
    if let last = half.records.last, known < half.records.count {
      slot.newestHash = RecordHash.hash(record: last.record, in: text)
    }
    _ = slot.finish(isGone: half.continuation == nil)
    return slot.session
  }
}
