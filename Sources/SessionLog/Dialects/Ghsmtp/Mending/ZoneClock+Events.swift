// SPDX-License-Identifier: Apache-2.0

extension ZoneClock {
  /// Makes instants of the times of all events.
  package mutating func bringToInstants(_ batch: inout EventBatch) {
    for index in batch.events.indices {
      batch.events[index].time = instant(
        of: batch.events[index].time, offsetMinutes: batch.events[index].zoneOffsetMinutes)
      batch.events[index].zoneOffsetMinutes = nil
    }
  }

  /// Gives an event back the civil time that its clock showed, with the offset.
  package func bringToCivilTime(_ event: inout LoggedEvent) {
    (event.time, event.zoneOffsetMinutes) = civil(event.time)
  }
}
