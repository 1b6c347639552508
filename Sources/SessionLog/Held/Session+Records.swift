// SPDX-License-Identifier: Apache-2.0

extension Session {
  /// A session from its records as they stood in the log, a line each; nil where they do not make just one of any
  /// server's. `year` is that of records which state none.
  package static func made(ofRecords records: [UInt8], year: Int, _ clock: RunClock) -> Session? {
    Session.Server.allCases.lazy
      .map { HeldSession.sessions(in: records, of: $0, year: year, clock) }
      .first { $0.count == 1 }?.first
  }
}
