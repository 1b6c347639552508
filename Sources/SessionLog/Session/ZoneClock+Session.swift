// SPDX-License-Identifier: Apache-2.0

extension ZoneClock {
  /// Gives a session the civil time that its beginning had. All its times have one offset then, that of its beginning.
  package func bringToCivilTime(_ session: inout Session) {
    let (start, minutes) = civil(session.start)
    let shift = start.since(session.start)
    session.zoneOffsetMinutes = minutes
    func move(_ time: inout LogTimestamp) { time.microseconds += shift }
    move(&session.start)
    move(&session.end)
    for index in session.transactions.indices { move(&session.transactions[index].start) }
    for index in session.records.indices { move(&session.records[index].time) }
  }
}
