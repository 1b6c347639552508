// SPDX-License-Identifier: Apache-2.0

/// The clock to which a run brings the times of all inputs.
package struct RunClock: Sendable {
  /// The log's civil time of a moment in seconds since 1970, UTC.
  package var civilTime: @Sendable (Int) -> LogTimestamp
  /// The zone's clock, if it is changed now and then: sessions are put together by instants then.
  package var zone: ZoneClock?

  package init(civilTime: @escaping @Sendable (Int) -> LogTimestamp, zone: ZoneClock? = nil) {
    self.civilTime = civilTime
    self.zone = zone
  }

  /// The civil time of a session's time, which is an instant where the zone's clock is changed now and then.
  package func civil(_ time: LogTimestamp) -> LogTimestamp {
    guard zone != nil else { return time }
    let second: Int64 = 1_000_000
    let fraction = (time.microseconds % second + second) % second
    var civil = civilTime(Int((time.microseconds - fraction) / second))
    civil.microseconds += fraction
    return civil
  }

  /// Brings a session to the civil time that its beginning had.
  package func bringToCivilTime(_ session: inout Session) {
    if let zone { zone.bringToCivilTime(&session) }
  }
}
