// SPDX-License-Identifier: Apache-2.0
import GRDB
import ProviderFindings
import SessionLog

/// The tables of the state. `Documentation/State.md` describes them.
enum HistorySchema {
  /// `lgsc`: what SQLite's header says of whose file it is.
  static let application = 0x6C67_7363
  /// Raised with each change of the tables; `migrations` has the steps.
  static let version = migrations.count

  /// What makes version n + 1 of version n.
  static var migrations: [@Sendable (Database) throws -> Void] {
    [makeFirst, makeSecond, makeThird]
  }

  private static func makeFirst(_ database: Database) throws { try database.execute(sql: first) }

  /// Version 2 knows sessions by when they were, too, and counts those that are held.
  private static func makeSecond(_ database: Database) throws {
    try database.execute(sql: second)
    let days = try Row.fetchAll(database, sql: "SELECT day, identities, halves FROM days")
    for row in days {
      let known = Set(Blob.words(row, "identities") + Blob.words(row, "halves"))
      try database.execute(
        sql: "UPDATE days SET identities = ? WHERE day = ?",
        arguments: [Blob.value(known.sorted()), row["day"] as Int])
    }
    try database.execute(sql: "ALTER TABLE days DROP COLUMN halves")
    let held = try Row.fetchAll(database, sql: "SELECT identity, session FROM held")
    for row in held {
      let octets = try StoredValue.upgradedHeldSession(Blob.octets(row, "session"))
      try database.execute(
        sql: "UPDATE held SET session = ? WHERE identity = ?",
        arguments: [Blob.value(octets), row["identity"] as Int64])
    }
  }

  /// Version 3 has sums of what was forgotten, what counters were exported, and which days were reported to have no log.
  private static func makeThird(_ database: Database) throws {
    try database.execute(sql: third)
  }

  private static let third = """
    CREATE TABLE forgotten (peer INTEGER PRIMARY KEY REFERENCES peers, \(numbers)) STRICT;
    CREATE TABLE exported (
      provider TEXT NOT NULL, direction TEXT NOT NULL, \(numbers),
      PRIMARY KEY (provider, direction)) STRICT, WITHOUT ROWID;
    CREATE TABLE missed (day INTEGER PRIMARY KEY) STRICT;
    """

  private static let second = """
    ALTER TABLE days ADD COLUMN settled INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE days ADD COLUMN spans BLOB NOT NULL DEFAULT x'';
    ALTER TABLE days ADD COLUMN stated BLOB NOT NULL DEFAULT x'';
    UPDATE days SET settled = sessions;
    UPDATE days SET stated = findings WHERE reported IS NOT NULL;
    """

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
