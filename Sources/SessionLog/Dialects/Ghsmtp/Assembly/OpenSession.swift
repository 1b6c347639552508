// SPDX-License-Identifier: Apache-2.0

/// A session whose input ended before it did, as it stood under assembly, so that the records at the
/// beginning of another input can go on with it.
///
/// Shared by nobody, which the compiler cannot see: the session that it belongs to holds it, and one
/// worker, then the filter of copies, holds that session.
final class OpenSession: SessionContinuation, @unchecked Sendable {
  private var slot: SessionSlot

  init(_ slot: consuming SessionSlot) { self.slot = slot }

  var silence: Int64 { slot.silence }

  func goOn(with half: borrowing Session) -> Session {
    let text = half.recordText.span
    for index in half.records.indices {
      let record = half.records[index]
      let logged = LoggedEvent(
        thread: half.thread, time: record.time, record: record.record, message: record.message,
        event: record.event, severity: record.severity, origin: record.origin,
        ordinal: slot.newestOrdinal, zoneOffsetMinutes: half.zoneOffsetMinutes,
        yearSource: half.yearSource)
      _ = slot.take(logged, text, keepsRecord: !slot.session.records.isEmpty)
    }
    slot.session.duplicateRecords &+= half.duplicateRecords
    _ = slot.finish(isGone: half.continuation == nil)
    return slot.session
  }
}
