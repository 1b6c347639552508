// SPDX-License-Identifier: Apache-2.0
import ProviderFindings
import SessionLog

/// What a run over logs is told.
struct RunOptions: Sendable {
  var paths: [String]
  /// Threads to read with.
  var jobs: Int
  /// `--year`: year of records that state none, where nothing better tells it.
  var year: Int?
  /// The log's civil time of a moment given in seconds since 1970, UTC.
  var civilTime: @Sendable (Int) -> LogTimestamp
  /// Which sessions count.
  var filter: SessionFilter
  var aliases: AliasTable
  /// Keep the records of each session, for transcripts.
  var keepsRecords = false
}
