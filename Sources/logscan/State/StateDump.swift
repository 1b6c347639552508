// SPDX-License-Identifier: Apache-2.0
import History
import LogPipeline
import MailTypes
import ProviderFindings
import SessionLog

/// All that a state has counted, a line for each day: the same octets for the same logs, whatever the order, the names and the
/// pieces in which they came.
struct StateDump {
  private let path: String
  private let options: RunOptions

  init(_ path: String, _ options: RunOptions) {
    self.path = path
    self.options = options
  }

  func lines() throws -> [UInt8] {
    do {
      let file = try HistoryFile(path: path, creating: false)
      let octets = try file.read { try lines(of: $0) }
      try file.close()
      return octets
    } catch let failure as HistoryFailure {
      throw Failure(failure == .busy ? .incomplete : .usage, "\(path) \(failure)")
    }
  }

  private func lines(of state: HistoryTransaction) throws -> [UInt8] {
    var intake = StateIntake(state, options, today: options.now.day, window: 0)
    try intake.recall()
    var writer = JSONWriter()
    for account in try state.days() {
      var whole = DayTally()
      whole.tally = try state.tally(of: account.day) ?? LogTally()
      whole.identities = try state.identities(of: account.day)
      whole.spans = try state.spans(of: account.day)
      whole.twins = try state.twins(of: account.day)
      whole.attempts = account.attempts
      whole.sessions = account.settled
      if let held = intake.unsettled.days[account.day] { whole.merge(held) }
      let tally = try StateDump.octets(of: whole.tally)
      writer.line { line in
        line.member("type", "day")
        line.member("day", account.day)
        line.member("sessions", whole.sessions)
        line.member("attempts", whole.attempts)
        line.member("tally", StateDump.hexadecimal(tally))
        line.member("identities", StateDump.hexadecimal(whole.identities))
        line.member("twins", StateDump.hexadecimal(whole.twins))
        line.strings(
          "spans", Set(whole.spans).sorted().map { "\($0.start) \($0.length) \($0.thread)" })
      }
      writer.endLine()
    }
    return writer.octets
  }

  private static func octets(of tally: LogTally) throws -> [UInt8] {
    try CodedOctets.write(tally, kind: 1, version: 1)
  }

  private static func hexadecimal(_ words: [UInt64]) -> String {
    Set(words).sorted().map { SessionID($0).description }.joined(separator: " ")
  }

  private static func hexadecimal(_ octets: [UInt8]) -> String {
    octets.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}
