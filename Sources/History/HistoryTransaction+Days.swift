// SPDX-License-Identifier: Apache-2.0
import GRDB
import MailTypes
package import ProviderFindings
import SessionLog

/// How far a day has been reported.
package struct DayAccount: Equatable, Sendable {
  /// In days since 1970-01-01.
  package var day: Int
  package var sessions: Int
  /// Those of them that count for good.
  package var settled: Int
  package var attempts: Int
  /// Sessions of it when it was reported last; nil where it never was.
  package var reported: Int?
}

extension HistoryTransaction {
  /// All days with a session, in order.
  package func days() throws(HistoryFailure) -> [DayAccount] {
    try run { database in
      try Row.fetchAll(
        database,
        sql: "SELECT day, sessions, settled, attempts, reported FROM days ORDER BY day"
      ).map {
        DayAccount(
          day: $0["day"], sessions: $0["sessions"], settled: $0["settled"],
          attempts: $0["attempts"], reported: $0["reported"])
      }
    }
  }

  /// What was counted of a day; nil where it has nothing.
  package func tally(of day: Int) throws(HistoryFailure) -> LogTally? {
    let blob = try run {
      try Row.fetchOne($0, sql: "SELECT tally FROM days WHERE day = ?", arguments: [day])
    }
    guard let blob else { return nil }
    return try StoredValue.decoded(LogTally.self, Blob.octets(blob, "tally"), .tally)
  }

  /// Adds what a run has counted of a day for good.
  package func add(_ new: DayTally, to day: Int) throws(HistoryFailure) {
    var sum = new
    let row = try run {
      try Row.fetchOne($0, sql: "SELECT * FROM days WHERE day = ?", arguments: [day])
    }
    if let row {
      sum.tally = try StoredValue.decoded(LogTally.self, Blob.octets(row, "tally"), .tally)
      sum.tally.merge(new.tally)
      sum.identities += Blob.words(row, "identities")
      sum.spans += try Self.spans(row)
      sum.twins += Blob.words(row, "twins")
      sum.sessions += (row["settled"] as Int?) ?? 0
      sum.attempts += (row["attempts"] as Int?) ?? 0
    }
    let spans = StoredList(Set(sum.spans).sorted { ($0.start, $0) < ($1.start, $1) })
    try run { database in
      try database.execute(
        sql: """
          INSERT OR REPLACE INTO days (
            day, settled, sessions, attempts, reported, tally, identities, spans, twins, findings,
            figures, stated)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          day, sum.sessions, (row?["sessions"] as Int?) ?? 0, sum.attempts,
          row?["reported"] as Int?, Blob.value(try StoredValue.encoded(sum.tally, .tally)),
          Blob.value(Set(sum.identities).sorted()),
          Blob.value(try StoredValue.encoded(spans, .spans)),
          Blob.value(Set(sum.twins).sorted()),
          Blob.value(row.map { Blob.octets($0, "findings") } ?? []),
          Blob.value(row.map { Blob.octets($0, "figures") } ?? []),
          Blob.value(row.map { Blob.octets($0, "stated") } ?? []),
        ])
    }
  }

  /// Puts in what follows from all that is known of a day: its findings, its numbers by provider, its figures for charts, and
  /// how many of its sessions are held.
  package func put(
    _ findings: [DayFinding], _ numbers: [ProviderDay], _ sheet: DaySheet, held: Int, of day: Int
  ) throws(HistoryFailure) {
    let octets = try StoredValue.encoded(StoredList(findings), .findings)
    let figures = try StoredValue.encoded(sheet, .figures)
    try run { database in
      try database.execute(
        sql: "UPDATE days SET findings = ?, figures = ?, sessions = settled + ? WHERE day = ?",
        arguments: [Blob.value(octets), Blob.value(figures), held, day])
      try database.execute(sql: "DELETE FROM peer_days WHERE day = ?", arguments: [day])
      let places = String(repeating: ", ?", count: ProviderDay.Number.allCases.count)
      let statement = try database.makeStatement(
        sql: "INSERT INTO peer_days (day, peer, \(HistorySchema.names)) VALUES (?, ?\(places))")
      for row in numbers {
        let values = [day, try peer(row.peer)] + ProviderDay.Number.allCases.map { row[$0] }
        try statement.execute(arguments: StatementArguments(values))
      }
    }
  }

  private func peer(_ peer: ComparedPeer) throws -> Int {
    let key: StatementArguments = [peer.name, peer.kind.name, peer.direction.word]
    let known = try Int.fetchOne(
      database, sql: "SELECT peer FROM peers WHERE name = ? AND kind = ? AND direction = ?",
      arguments: key)
    if let known { return known }
    try database.execute(
      sql: "INSERT INTO peers (name, kind, direction) VALUES (?, ?, ?)", arguments: key)
    return Int(database.lastInsertedRowID)
  }

  /// The numbers of all providers on the days of a range, by day, then peer.
  package func providerDays(_ range: Range<Int>) throws(HistoryFailure) -> [ProviderDay] {
    try run { database in
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT * FROM peer_days JOIN peers USING (peer) WHERE day >= ? AND day < ?
          ORDER BY day, direction, name, kind
          """, arguments: [range.lowerBound, range.upperBound])
      var days: [ProviderDay] = []
      while let row = try rows.next() {
        let kind = Provider.Kind.allCases.first { $0.name == row["kind"] } ?? .unknown
        let direction = Session.Direction.allCases.first { $0.word == row["direction"] } ?? .inbound
        var day = ProviderDay(
          day: row["day"],
          peer: ComparedPeer(name: row["name"], kind: kind, direction: direction))
        for number in ProviderDay.Number.allCases { day[number] = row[number.rawValue] }
        days.append(day)
      }
      return days
    }
  }

  /// What was found on each day, in order.
  package func findings() throws(HistoryFailure) -> [(day: Int, findings: [DayFinding])] {
    try findings("findings")
  }

  /// What had been found on each day when it was reported last, in order.
  package func told() throws(HistoryFailure) -> [(day: Int, findings: [DayFinding])] {
    try findings("stated")
  }

  private func findings(
    _ column: String
  ) throws(HistoryFailure) -> [(day: Int, findings: [DayFinding])] {
    let rows = try run {
      try Row.fetchAll($0, sql: "SELECT day, \(column) AS findings FROM days ORDER BY day").map {
        (day: $0["day"] as Int, octets: Blob.octets($0, "findings"))
      }
    }
    var days: [(day: Int, findings: [DayFinding])] = []
    for row in rows where !row.octets.isEmpty {
      days.append(
        (
          row.day,
          try StoredValue.decoded(StoredList<DayFinding>.self, row.octets, .findings).elements
        ))
    }
    return days
  }

  /// The figures of the days of a range that have a log, in order.
  package func sheets(_ range: Range<Int>) throws(HistoryFailure) -> [DaySheet] {
    let rows = try run {
      try Row.fetchAll(
        $0, sql: "SELECT day, figures FROM days WHERE day >= ? AND day < ? ORDER BY day",
        arguments: [range.lowerBound, range.upperBound]
      ).map { (day: $0["day"] as Int, octets: Blob.octets($0, "figures")) }
    }
    var sheets: [DaySheet] = []
    for row in rows {
      // A day on which no session is settled has none.
      var sheet =
        row.octets.isEmpty ? .blank : try StoredValue.decoded(DaySheet.self, row.octets, .figures)
      sheet.date = CivilDate(days: row.day)
      sheets.append(sheet)
    }
    return sheets
  }

  /// Notes that days were reported as they are.
  package func noteReported(_ days: [Int]) throws(HistoryFailure) {
    try run { database in
      for day in days {
        try database.execute(
          sql: "UPDATE days SET reported = sessions, stated = findings WHERE day = ?",
          arguments: [day])
      }
    }
  }

  /// Days that were reported to have no log.
  package func missedDays() throws(HistoryFailure) -> Set<Int> {
    try run { Set(try Int.fetchAll($0, sql: "SELECT day FROM missed")) }
  }

  /// Notes that days were reported to have no log.
  package func noteMissed(_ days: [Int]) throws(HistoryFailure) {
    try run { database in
      for day in days {
        try database.execute(sql: "INSERT OR IGNORE INTO missed (day) VALUES (?)", arguments: [day])
      }
    }
  }

  // MARK: Mutes

  package func mutes() throws(HistoryFailure) -> [FindingMute] {
    try run {
      try Row.fetchAll(
        $0, sql: "SELECT rule, provider, until, because FROM mutes ORDER BY rule, provider, until"
      ).map {
        FindingMute(
          rule: $0["rule"], provider: $0["provider"], until: $0["until"], because: $0["because"])
      }
    }
  }

  package func add(_ mute: FindingMute) throws(HistoryFailure) {
    _ = try remove(mute)
    try run {
      try $0.execute(
        sql: "INSERT INTO mutes (rule, provider, until, because) VALUES (?, ?, ?, ?)",
        arguments: [mute.rule, mute.provider, mute.until, mute.because])
    }
  }

  /// Removes the mutes of that rule and provider; how many there were.
  package func remove(_ mute: FindingMute) throws(HistoryFailure) -> Int {
    try run {
      try $0.execute(
        sql: "DELETE FROM mutes WHERE rule = ? AND provider IS ?",
        arguments: [mute.rule, mute.provider])
      return $0.changesCount
    }
  }
}
