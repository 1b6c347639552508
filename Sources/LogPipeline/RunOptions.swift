// SPDX-License-Identifier: Apache-2.0
package import PeerRegister
package import ProviderFindings
package import SessionLog

/// What a run over logs is given.
package struct RunOptions: Sendable {
  package var paths: [String]
  /// Files that will be written: none of them may be an input.
  package var outputs: [String] = []
  /// Number of threads.
  package var jobs: Int
  /// `--year`: year of records that state none, where nothing better says it.
  package var year: Int?
  /// The log's civil time of the present moment: a log from a pipe ends then at the latest.
  package var now: LogTimestamp
  /// The present moment, each time that it is asked for, in the civil time of the log.
  package var present: @Sendable () -> LogTimestamp
  /// The log's civil time of a moment given in seconds since 1970, UTC.
  package var civilTime: @Sendable (Int) -> LogTimestamp
  /// The zone's clock, if it is changed now and then: sessions are put together by instants then.
  package var clock: ZoneClock?
  /// The server whose logs the inputs are; nil where they are to show it.
  package var dialect: Dialect?
  /// Which sessions count.
  package var filter: SessionFilter
  package var aliases: AliasTable
  /// Keep the records of each session, for transcripts.
  package var keepsRecords = false
  /// Fill a register of peers, too, with sessions that these are not among; nil: none.
  package var registerPeersBeside: KnownSessions?
  /// Count by day, month or year, too.
  package var periods: PeriodTally.Length?
  /// What earlier runs have counted; nil where there is no state.
  package var memory: RunMemory?
  /// Hides who the peers are; nil where nothing is to be hidden.
  package var anonymizer: SessionAnonymizer?
  /// Where the sessions go for a partial result; nil where none is made. The records of sessions must be kept then.
  package var archive: SessionArchive?

  /// The clock to which the times of all inputs are brought.
  package var runClock: RunClock { RunClock(civilTime: civilTime, zone: clock) }

  package init(
    paths: [String], outputs: [String] = [], jobs: Int, year: Int?, now: LogTimestamp,
    present: @escaping @Sendable () -> LogTimestamp,
    civilTime: @escaping @Sendable (Int) -> LogTimestamp, clock: ZoneClock? = nil,
    dialect: Dialect? = nil,
    filter: SessionFilter, aliases: AliasTable, keepsRecords: Bool = false,
    registerPeersBeside: KnownSessions? = nil, periods: PeriodTally.Length? = nil,
    memory: RunMemory? = nil
  ) {
    self.paths = paths
    self.outputs = outputs
    self.jobs = jobs
    self.year = year
    self.now = now
    self.present = present
    self.civilTime = civilTime
    self.clock = clock
    self.dialect = dialect
    self.filter = filter
    self.aliases = aliases
    self.keepsRecords = keepsRecords
    self.registerPeersBeside = registerPeersBeside
    self.periods = periods
    self.memory = memory
  }
}
