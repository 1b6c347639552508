// SPDX-License-Identifier: Apache-2.0
import GRDB
import MailTypes
package import PeerRegister
import ProviderFindings
package import SessionLog

/// What a run reads from the state and writes to it, in one transaction.
package struct HistoryTransaction {
  let database: Database

  init(_ database: Database) { self.database = database }

  // MARK: What was seen

  /// Sorted identities of all that was taken in, by day, in days since 1970-01-01.
  package func identities() throws(HistoryFailure) -> [Int: [UInt64]] { try words("identities") }

  /// When the sessions of a day were.
  package func spans(of day: Int) throws(HistoryFailure) -> [SessionSpan] {
    let row = try run {
      try Row.fetchOne($0, sql: "SELECT spans FROM days WHERE day = ?", arguments: [day])
    }
    guard let row else { return [] }
    return try Self.spans(row)
  }

  static func spans(_ row: Row) throws(HistoryFailure) -> [SessionSpan] {
    let octets = Blob.octets(row, "spans")
    if octets.isEmpty { return [] }
    return try StoredValue.decoded(StoredList<SessionSpan>.self, octets, .spans).elements
  }

  package func twins() throws(HistoryFailure) -> Set<UInt64> {
    Set(try words("twins").values.joined())
  }

  package func identities(of day: Int) throws(HistoryFailure) -> [UInt64] {
    try words("identities", of: day)
  }

  package func twins(of day: Int) throws(HistoryFailure) -> [UInt64] {
    try words("twins", of: day)
  }

  private func words(_ column: String, of day: Int) throws(HistoryFailure) -> [UInt64] {
    try run {
      try Row.fetchOne(
        $0, sql: "SELECT \(column) AS words FROM days WHERE day = ?", arguments: [day]
      )
      .map { Blob.words($0, "words") } ?? []
    }
  }

  private func words(_ column: String) throws(HistoryFailure) -> [Int: [UInt64]] {
    try run {
      var days: [Int: [UInt64]] = [:]
      let rows = try Row.fetchCursor($0, sql: "SELECT day, \(column) AS words FROM days")
      while let row = try rows.next() { days[row["day"]] = Blob.words(row, "words") }
      return days
    }
  }

  package func files() throws(HistoryFailure) -> Set<FileMark> {
    try run {
      var files: Set<FileMark> = []
      let rows = try Row.fetchCursor($0, sql: "SELECT device, inode, size, edges FROM files")
      while let row = try rows.next() {
        func number(_ column: String) -> UInt64 {
          UInt64(bitPattern: (row[column] as Int64?) ?? 0)
        }
        files.insert(
          FileMark(
            device: number("device"), inode: number("inode"), size: number("size"),
            edges: number("edges")))
      }
      return files
    }
  }

  package func add(_ files: [FileMark]) throws(HistoryFailure) {
    try run { database in
      let statement = try database.makeStatement(
        sql: "INSERT OR REPLACE INTO files (device, inode, size, edges) VALUES (?, ?, ?, ?)")
      for file in files {
        let numbers = [file.device, file.inode, file.size, file.edges].map {
          Int64(bitPattern: $0)
        }
        try statement.execute(arguments: StatementArguments(numbers))
      }
    }
  }

  // MARK: Sessions that may change

  package func held() throws(HistoryFailure) -> [HeldSession] {
    let blobs = try run { database in
      var blobs: [[UInt8]] = []
      let rows = try Row.fetchCursor(database, sql: "SELECT session FROM held ORDER BY identity")
      while let row = try rows.next() { blobs.append(Blob.octets(row, "session")) }
      return blobs
    }
    var sessions: [HeldSession] = []
    for blob in blobs {
      sessions.append(try StoredValue.decoded(HeldSession.self, blob, .heldSession))
    }
    return sessions
  }

  /// Holds some, and no more some that were held.
  package func hold(_ sessions: [HeldSession], without old: [HeldSession]) throws(HistoryFailure) {
    try run { database in
      for session in old {
        try database.execute(
          sql: "DELETE FROM held WHERE identity = ?",
          arguments: [Int64(bitPattern: session.id.value)])
      }
      for session in sessions {
        try database.execute(
          sql: "INSERT OR REPLACE INTO held (identity, day, session) VALUES (?, ?, ?)",
          arguments: [
            Int64(bitPattern: session.id.value), session.start.day,
            Blob.value(try StoredValue.encoded(session, .heldSession)),
          ])
      }
    }
  }

  // MARK: The register of peers

  package func register() throws(HistoryFailure) -> PeerRegister? {
    let blob = try run { try Row.fetchOne($0, sql: "SELECT peers FROM register") }
    guard let blob else { return nil }
    return try StoredValue.decoded(PeerRegister.self, Blob.octets(blob, "peers"), .register)
  }

  package func put(_ register: PeerRegister) throws(HistoryFailure) {
    try run {
      try $0.execute(
        sql: "INSERT OR REPLACE INTO register (one, peers) VALUES (1, ?)",
        arguments: [Blob.value(try StoredValue.encoded(register, .register))])
    }
  }

  // MARK: Transcripts

  /// The records of a session that a finding points to, word for word.
  package func records(of session: SessionID) throws(HistoryFailure) -> [UInt8]? {
    try run {
      try Row.fetchOne(
        $0, sql: "SELECT records FROM transcripts WHERE identity = ?",
        arguments: [session.description]
      ).map { Blob.octets($0, "records") }
    }
  }

  package func add(
    _ records: [UInt8], of session: SessionID, day: Int
  ) throws(HistoryFailure) {
    try run {
      try $0.execute(
        sql: "INSERT OR REPLACE INTO transcripts (identity, day, records) VALUES (?, ?, ?)",
        arguments: [session.description, day, Blob.value(records)])
    }
  }

  // MARK: Age

  /// Forgets what is about days before `day`.
  package func forget(before day: Int) throws(HistoryFailure) {
    try run { database in
      try keepTotals(before: day, in: database)
      for table in ["days", "peer_days", "held", "transcripts", "missed"] {
        try database.execute(sql: "DELETE FROM \(table) WHERE day < ?", arguments: [day])
      }
      try database.execute(
        sql: """
          DELETE FROM peers WHERE peer NOT IN (SELECT peer FROM peer_days)
            AND peer NOT IN (SELECT peer FROM forgotten)
          """)
    }
  }

  // MARK: Common ground

  func run<Value>(_ body: (Database) throws -> Value) throws(HistoryFailure) -> Value {
    do {
      return try body(database)
    } catch {
      throw HistoryFile.failure(error)
    }
  }
}
