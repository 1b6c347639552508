// SPDX-License-Identifier: Apache-2.0
import GRDB
package import ProviderFindings
import SessionLog

/// Sums over all time, for those that read counters: days that were forgotten count on.
extension HistoryTransaction {
  /// The numbers of each known provider, and those of all other peers together, by direction and name. Their day is 0.
  package func totals() throws(HistoryFailure) -> [ProviderDay] {
    let sums = ProviderDay.Number.allCases
      .map { "sum(\($0.rawValue)) AS \($0.rawValue)" }.joined(separator: ", ")
    return try run { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT CASE kind WHEN ? THEN name ELSE ? END AS provider, direction, \(sums)
          FROM (
            SELECT peer, \(HistorySchema.names) FROM peer_days
            UNION ALL SELECT peer, \(HistorySchema.names) FROM forgotten) JOIN peers USING (peer)
          GROUP BY provider, direction ORDER BY direction, provider
          """, arguments: [Provider.Kind.alias.name, Provider.others.name]
      ).map(Self.numbers)
    }
  }

  /// The numbers that were exported last.
  package func exported() throws(HistoryFailure) -> [ProviderDay] {
    try run { try Row.fetchAll($0, sql: "SELECT * FROM exported").map(Self.numbers) }
  }

  /// Notes which numbers are exported.
  package func noteExported(_ rows: [ProviderDay]) throws(HistoryFailure) {
    let places = String(repeating: ", ?", count: ProviderDay.Number.allCases.count)
    try run { database in
      let statement = try database.makeStatement(
        sql: """
          INSERT OR REPLACE INTO exported (provider, direction, \(HistorySchema.names))
          VALUES (?, ?\(places))
          """)
      for row in rows {
        let key: [any DatabaseValueConvertible] = [row.peer.name, row.peer.direction.word]
        try statement.execute(
          arguments: StatementArguments(key + ProviderDay.Number.allCases.map { row[$0] }))
      }
    }
  }

  /// Adds up what days before `day` have, before they are forgotten. What is not a known provider is one.
  func keepTotals(before day: Int, in database: Database) throws {
    let sums = ProviderDay.Number.allCases.map { "sum(\($0.rawValue))" }.joined(separator: ", ")
    let others: StatementArguments = [Provider.others.name, Provider.others.kind.name]
    try database.execute(
      sql: """
        INSERT OR IGNORE INTO peers (name, kind, direction)
          SELECT DISTINCT ?, ?, direction FROM peers
        """, arguments: others)
    let additions = ProviderDay.Number.allCases
      .map { "\($0.rawValue) = \($0.rawValue) + excluded.\($0.rawValue)" }
      .joined(separator: ", ")
    try database.execute(
      sql: """
        INSERT INTO forgotten (peer, \(HistorySchema.names))
          SELECT coalesce(folded.peer, peers.peer) AS peer, \(sums)
          FROM peer_days JOIN peers USING (peer)
            LEFT JOIN peers AS folded ON peers.kind <> ? AND folded.name = ? AND folded.kind = ?
              AND folded.direction = peers.direction
          WHERE day < ? GROUP BY 1
        ON CONFLICT (peer) DO UPDATE SET \(additions)
        """, arguments: [Provider.Kind.alias.name] + others + [day])
  }

  private static func numbers(_ row: Row) -> ProviderDay {
    let name: String = row["provider"]
    let direction = Session.Direction.allCases.first { $0.word == row["direction"] } ?? .inbound
    let kind: Provider.Kind = name == Provider.others.name ? .others : .alias
    var numbers = ProviderDay(
      day: 0, peer: ComparedPeer(name: name, kind: kind, direction: direction))
    for number in ProviderDay.Number.allCases { numbers[number] = row[number.rawValue] }
    return numbers
  }
}

extension Session.Direction {
  /// As the tables name it.
  var word: String { self == .inbound ? "in" : "out" }
}
