// SPDX-License-Identifier: Apache-2.0
import MailTypes
import ProviderFindings

/// A row of a `PeerTable`.
protocol PeerRow: BoundedRow {
  var sessions: Sightings { get }
}

extension PeerServer: PeerRow {}
extension PeerClient: PeerRow {}

/// Rows of peers in bounded memory, and how many sessions belong to those that are not kept.
struct PeerTable<Row: PeerRow>: Sendable {
  private var table: BoundedTable<Row>
  private var sessionsDropped = 0

  init(limit: Int) { table = BoundedTable(limit: limit) }

  /// Changes the row with the rank of `empty`, which is put in if there is none.
  mutating func update(_ empty: @autoclosure () -> Row, _ change: (inout Row) -> Void) {
    let row = empty()
    if let index = table.index(of: row.rank) ?? table.insert(row) {
      table.update(index, change)
    } else {
      sessionsDropped = sessionsDropped.saturatingSum(1)
    }
    fold()
  }

  mutating func merge(_ other: PeerTable) {
    table.merge(other.table)
    sessionsDropped = sessionsDropped.saturatingSum(other.sessionsDropped)
    fold()
  }

  mutating func restore(_ rows: [Row], dropped: Int) {
    for row in rows {
      if let index = table.index(of: row.rank) {
        table.update(index) { $0.merge(row) }
      } else if table.insert(row) == nil {
        sessionsDropped = sessionsDropped.saturatingSum(row.sessions.count)
      }
      fold()
    }
    sessionsDropped = sessionsDropped.saturatingSum(max(0, dropped))
  }

  private mutating func fold() {
    for row in table.takeDropped() {
      sessionsDropped = sessionsDropped.saturatingSum(row.sessions.count)
    }
  }

  /// The table with no more rows than its limit.
  private var settled: PeerTable {
    var copy = self
    copy.table.settle()
    copy.fold()
    return copy
  }

  var dropped: Int { settled.sessionsDropped }

  func rows(by areInOrder: (Row, Row) -> Bool) -> [Row] {
    settled.table.rows.sorted(by: areInOrder)
  }

  func row(_ rank: UInt64) -> Row? { table.index(of: rank).map { table.rows[$0] } }
}

extension PeerTable: FieldCoded where Row: FieldCoded {
  static var blank: PeerTable { PeerTable(limit: 1) }

  mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    table.settle()
    fold()
    var limit = UInt64(table.limit)
    try archive.number(&limit, upTo: UInt64(TallyLimits.most))
    if archive.isReading { self = PeerTable(limit: Int(limit)) }
    try table.code(&archive)
    try archive.saturatingCount(&sessionsDropped)
  }
}
