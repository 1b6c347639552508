// SPDX-License-Identifier: Apache-2.0
import ProviderFindings

/// The tables of the state. `Documentation/State.md` describes them.
enum HistorySchema {
  /// `lgsc`: what SQLite's header says of whose file it is.
  static let application = 0x6C67_7363
  /// Raised with each change of the tables; `migrations` has the steps.
  static let version = migrations.count

  /// What makes version n + 1 of version n.
  static let migrations: [String] = [first]

  private static let first = """
    CREATE TABLE days (
      day INTEGER PRIMARY KEY, sessions INTEGER NOT NULL, attempts INTEGER NOT NULL,
      reported INTEGER, tally BLOB NOT NULL, identities BLOB NOT NULL, halves BLOB NOT NULL, twins BLOB NOT NULL,
      findings BLOB NOT NULL, figures BLOB NOT NULL) STRICT;
    CREATE TABLE peers (
      peer INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, direction TEXT NOT NULL,
      UNIQUE (name, kind, direction)) STRICT;
    CREATE TABLE peer_days (
      day INTEGER NOT NULL, peer INTEGER NOT NULL REFERENCES peers, \(numbers),
      PRIMARY KEY (day, peer)) STRICT, WITHOUT ROWID;
    CREATE TABLE held (
      identity INTEGER PRIMARY KEY, day INTEGER NOT NULL, session BLOB NOT NULL) STRICT;
    CREATE TABLE files (
      device INTEGER NOT NULL, inode INTEGER NOT NULL, size INTEGER NOT NULL,
      edges INTEGER NOT NULL, PRIMARY KEY (device, inode)) STRICT, WITHOUT ROWID;
    CREATE TABLE transcripts (
      identity TEXT PRIMARY KEY, day INTEGER NOT NULL, records BLOB NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE mutes (
      rule TEXT NOT NULL, provider TEXT, until INTEGER NOT NULL, because TEXT NOT NULL) STRICT;
    CREATE TABLE register (one INTEGER PRIMARY KEY CHECK (one = 1), peers BLOB NOT NULL) STRICT;
    CREATE VIEW daily AS
      SELECT date(day * 86400, 'unixepoch') AS date, sessions, attempts, reported FROM days;
    CREATE VIEW provider_days AS
      SELECT date(day * 86400, 'unixepoch') AS date, name AS provider, kind, direction, \(names)
      FROM peer_days JOIN peers USING (peer);
    CREATE VIEW session_records AS
      SELECT identity AS session, date(day * 86400, 'unixepoch') AS date,
        CAST(records AS TEXT) AS records FROM transcripts;
    """

  private static let numbers = ProviderDay.Number.allCases
    .map { "\($0.rawValue) INTEGER NOT NULL" }.joined(separator: ", ")
  static let names = ProviderDay.Number.allCases.map(\.rawValue).joined(separator: ", ")
}
