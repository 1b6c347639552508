// SPDX-License-Identifier: Apache-2.0
import GRDB
import SystemCalls

/// The memory of the nightly job: one SQLite file.
///
/// A run changes it in one transaction that begins before anything is read and is committed when all that
/// the run was asked for has been written. Whatever ends the run before leaves the file as it was.
package final class HistoryFile {
  private let queue: DatabaseQueue

  /// Seconds for which a second run waits for the first.
  private static let patience = 10.0

  /// Opens a state, or makes an empty one where there is no file.
  ///
  /// - Parameter creating: False where a state that is not there is a mistake.
  package init(path: String, creating: Bool = true) throws(HistoryFailure) {
    try Self.inspect(path, creating: creating)
    do {
      var configuration = Configuration()
      configuration.busyMode = .timeout(Self.patience)
      queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.writeWithoutTransaction { database in
        try Self.migrate(database)
        try database.execute(sql: "PRAGMA journal_mode = WAL")
      }
    } catch {
      throw Self.failure(error)
    }
  }

  /// Looks at the header before SQLite does, which might go to work on a file of another program.
  private static func inspect(_ path: String, creating: Bool) throws(HistoryFailure) {
    var header = [UInt8](repeating: 0, count: 100)
    do throws(SystemError) {
      let descriptor = try Kernel.open(Array(path.utf8))
      defer { Kernel.close(descriptor) }
      var room = header.mutableSpan
      var count = 0
      while count < 100, try Kernel.read(descriptor, into: &room, from: &count, upTo: 100) {}
      header.removeLast(100 - count)
    } catch {
      if error.isMissingName, creating { return }
      throw .system(error.description)
    }
    if header.isEmpty { return }
    guard header.count == 100, header.starts(with: Array("SQLite format 3\0".utf8)),
      number(header, at: 68) == HistorySchema.application
    else { throw .foreign }
    let version = number(header, at: 60)
    if version > HistorySchema.version { throw .laterVersion(version) }
  }

  private static func number(_ header: [UInt8], at place: Int) -> Int {
    header[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
  }

  private static func migrate(_ database: Database) throws {
    try database.inTransaction(.immediate) {
      let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
      for step in HistorySchema.migrations.dropFirst(version) { try step(database) }
      if version < HistorySchema.version {
        try database.execute(sql: "PRAGMA application_id = \(HistorySchema.application)")
        try database.execute(sql: "PRAGMA user_version = \(HistorySchema.version)")
      }
      return .commit
    }
  }

  /// Changes the state; nothing of it lasts if `body` throws.
  package func change<Value>(_ body: (HistoryTransaction) throws -> Value) throws -> Value {
    var value: Value?
    var reason: (any Error)?
    do {
      try queue.inTransaction(.immediate) { database in
        do {
          value = try body(HistoryTransaction(database))
          return .commit
        } catch {
          reason = error
          return .rollback
        }
      }
    } catch {
      throw Self.failure(error)
    }
    if let reason { throw reason }
    guard let value else { throw HistoryFailure.system("no result") }
    return value
  }

  /// Reads the state as it is.
  package func read<Value>(_ body: (HistoryTransaction) throws -> Value) throws -> Value {
    var result: Result<Value, any Error>?
    do {
      try queue.read { database in result = Result { try body(HistoryTransaction(database)) } }
    } catch {
      throw Self.failure(error)
    }
    guard let result else { throw HistoryFailure.system("no result") }
    return try result.get()
  }

  /// Ends the work, so that the file alone is the state.
  package func close() throws(HistoryFailure) {
    do { try queue.close() } catch { throw Self.failure(error) }
  }

  static func failure(_ error: any Error) -> HistoryFailure {
    if let failure = error as? HistoryFailure { return failure }
    guard let error = error as? DatabaseError else { return .system("\(error)") }
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: return .busy
    case .SQLITE_NOTADB: return .foreign
    case .SQLITE_CANTOPEN: return .system("its folder must exist and be writable")
    case .SQLITE_READONLY: return .system("it is not writable")
    case .SQLITE_CORRUPT: return .damaged(error.message ?? "SQLite cannot read it")
    default: return .system(error.message ?? "\(error)")
    }
  }
}
