// SPDX-License-Identifier: Apache-2.0
import History
import LogPipeline
import MailTypes
import OctetSources
import ProviderFindings
import SessionLog

/// Puts what a run has counted into the state.
struct StateIntake {
  private let state: HistoryTransaction
  /// `--fallback-window` in microseconds.
  private let window: Int64

  init(_ state: HistoryTransaction, window: Int64) {
    self.state = state
    self.window = window
  }

  func take(_ result: LogResult) throws(HistoryFailure) {
    for (day, new) in result.ledger.days.sorted(by: { $0.key < $1.key }) {
      let tally = try state.add(new, to: day)
      let input = FindingInput(tally, fallbackWindow: window)
      let findings = FindingCatalogue.findings(for: input)
      try state.put(
        findings.map(DayFinding.init), Self.numbers(of: tally, day),
        DaySheet(date: CivilDate(days: day), tally), of: day)
      let marks = Set(findings.flatMap(\.evidence).map(\.id))
      for id in marks.sorted() {
        guard let records = result.ledger.records[id] else { continue }
        try state.add(records, of: id, day: day)
      }
    }
    // A day on which no session is settled is a day all the same.
    for day in result.unsettled.days.keys.sorted() where result.ledger.days[day] == nil {
      _ = try state.add(DayTally(), to: day)
    }
    try state.hold(result.held)
    try state.add(result.read.map(FileMark.init))
    if let new = result.peers, !result.ledger.days.isEmpty {
      var register = try state.register() ?? PeerRegister()
      register.merge(new)
      try state.put(register)
    }
  }

  private static func numbers(of tally: LogTally, _ day: Int) -> [ProviderDay] {
    var tally = tally
    tally.settle()
    var numbers: [ProviderDay] = []
    for list in [tally.providers.inbound, tally.providers.outbound] {
      list.forEach { numbers.append(ProviderDay(day: day, $0)) }
    }
    return numbers
  }

  /// What the sessions count for by day that a later input may change.
  func unsettled(
    _ result: LogResult?, _ options: RunOptions
  ) throws(HistoryFailure) -> DayLedger {
    if let result { return result.unsettled }
    var ledger = DayLedger()
    var directory = ProviderDirectory(aliases: options.aliases)
    for held in try state.held() {
      guard
        var session = held.restored(civilTime: options.civilTime, clock: options.clock)
      else { continue }
      options.clock?.bringToCivilTime(&session)
      ledger.add(session, in: &directory)
    }
    return ledger
  }
}

extension RunMemory {
  /// What the state knows.
  init(_ state: HistoryTransaction) throws(HistoryFailure) {
    self.init(
      seen: try state.identities(), twins: try state.twins(), held: try state.held(),
      files: Set(
        try state.files().map {
          InputMark(device: $0.device, inode: $0.inode, size: $0.size, edges: $0.edges)
        }))
  }
}

extension FileMark {
  fileprivate init(_ mark: InputMark) {
    self.init(device: mark.device, inode: mark.inode, size: mark.size, edges: mark.edges)
  }
}
