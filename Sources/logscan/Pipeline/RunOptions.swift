// SPDX-License-Identifier: Apache-2.0
import ProviderFindings
import SessionLog

/// What a run over logs is told.
struct RunOptions: Sendable {
  var paths: [String]
  /// Files that will be written: none of them may be an input.
  var outputs: [String] = []
  /// Threads to read with.
  var jobs: Int
  /// `--year`: year of records that state none, where nothing better tells it.
  var year: Int?
  /// The log's civil time of the present moment: a log from a pipe ends then at the latest.
  var now: LogTimestamp
  /// The log's civil time of a moment given in seconds since 1970, UTC.
  var civilTime: @Sendable (Int) -> LogTimestamp
  /// The zone's clock, if it is changed now and then: sessions are put together by instants then.
  var clock: ZoneClock?
  /// Which sessions count.
  var filter: SessionFilter
  var aliases: AliasTable
  /// Keep the records of each session, for transcripts.
  var keepsRecords = false
  /// Fill a register of peers, too, with sessions that these are not among; nil: none.
  var registerPeersBeside: KnownSessions?
  /// Count by day, month or year, too.
  var periods: PeriodTally.Length?
}
