// SPDX-License-Identifier: Apache-2.0
import History
import LogPipeline
import MailTypes
import OctetSources
import PeerRegister
import ProviderFindings
import SessionLog

/// Puts what a run has counted into the state.
///
/// Sessions that came whole are settled: their days count them for good. Those that no input had from beginning to end are
/// held; what they say at the moment is counted beside, and may become more with the next run.
struct StateIntake {
  /// Days after which what is held counts as it is: nobody brings the rest of it any more.
  static let patience = 40

  private let state: HistoryTransaction
  private let options: RunOptions
  private let today: Int
  /// `--fallback-window` in microseconds.
  private let window: Int64
  /// What the held sessions count for, by day.
  private(set) var unsettled = DayLedger()
  /// Pieces of this run that go on with others.
  private(set) var joined = 0

  init(_ state: HistoryTransaction, _ options: RunOptions, today: Int, window: Int64) {
    self.state = state
    self.today = today
    self.options = options
    self.window = window
  }

  /// Looks at what is held.
  mutating func recall() throws(HistoryFailure) { count(HeldSessions(try state.held())) }

  /// Takes in what a run has found.
  mutating func take(_ result: LogResult) throws(HistoryFailure) {
    var changed = Set(result.ledger.days.keys)
    for (day, new) in result.ledger.days.sorted(by: { $0.key < $1.key }) {
      try state.add(new, to: day)
    }
    try merge(result.peers, ifAny: !result.ledger.days.isEmpty)
    let before = try state.held()
    var held = HeldSessions(before)
    for piece in result.held { held.add(piece) }
    let known = try known(held.all, changed, result)
    held.drop { known.contains($0.id) }
    changed.formUnion(try settleOld(&held))
    let joined = count(held)
    self.joined = Set(joined).intersection(result.held.map(\.id)).count
    let (old, new) = Self.difference(before, held.all)
    try state.hold(new, without: old)
    for piece in old + new {
      // A piece may belong to a session of the day before.
      let day = options.runClock.civil(piece.start).day
      changed.formUnion([day - 1, day])
    }
    let days = Set(try state.days().map(\.day)).union(unsettled.days.keys)
    for day in changed.intersection(days).sorted() { try recount(day, result.ledger.records) }
    try state.add(result.filesRead.map(FileMark.init))
  }

  private func merge(_ new: PeerRegister?, ifAny isNew: Bool) throws(HistoryFailure) {
    guard isNew, let new else { return }
    var register = try state.register() ?? PeerRegister()
    register.merge(new)
    try state.put(register)
  }

  /// What is in one list alone.
  private static func difference(
    _ before: [HeldSession], _ after: [HeldSession]
  ) -> (old: [HeldSession], new: [HeldSession]) {
    let known = Dictionary(before.map { ($0.id, $0) }) { first, _ in first }
    let left = Dictionary(after.map { ($0.id, $0) }) { first, _ in first }
    return (before.filter { left[$0.id] != $0 }, after.filter { known[$0.id] != $0 })
  }

  // MARK: What is held

  /// Those that are part of a session that came whole, now or earlier.
  private func known(
    _ held: [HeldSession], _ changed: Set<Int>, _ result: LogResult
  ) throws(HistoryFailure) -> Set<SessionID> {
    let new = Set(result.held.map(\.id))
    var settled: Set<UInt64> = []
    for tally in result.ledger.days.values { settled.formUnion(tally.identities) }
    var twins: Set<UInt64>?
    var spans: [Int: SessionSpans] = [:]
    var known: Set<SessionID> = []
    for piece in held {
      let day = options.runClock.civil(piece.start).day
      let days = [day - 1, day, day + 1]
      guard new.contains(piece.id) || days.contains(where: changed.contains) else { continue }
      if settled.contains(piece.id.value) { known.insert(piece.id) }
      guard piece.mayFollow || !piece.hasInfo, let session = piece.restored(options.runClock) else {
        continue
      }
      if piece.mayFollow {
        for day in days {
          if spans[day] == nil { spans[day] = SessionSpans(try state.spans(of: day)) }
          guard var some = spans[day] else { continue }
          if some.hasWhole(of: session) { known.insert(piece.id) }
          spans[day] = some
        }
      }
      if !piece.hasInfo {
        if twins == nil { twins = try state.twins() }
        let isKnown = session.twinsToLookFor.contains { twins?.contains($0) ?? false }
        if isKnown { known.insert(piece.id) }
      }
    }
    return known
  }

  /// Counts for good what has been held for long. Gives the days that it is of.
  private func settleOld(_ held: inout HeldSessions) throws(HistoryFailure) -> Set<Int> {
    guard let last = try state.days().last?.day else { return [] }
    let limit = LogTimestamp(
      microseconds: Int64(min(last, today) - Self.patience)
        * CivilTime.microsecondsPerDay)
    let old = held.takeOut(before: limit)
    if old.isEmpty { return [] }
    var ledger = DayLedger()
    var directory = ProviderDirectory(aliases: options.aliases)
    var register = PeerRegister()
    for var session in old.sessions(options.runClock).sessions {
      let span = SessionSpan(session)
      options.runClock.bringToCivilTime(&session)
      ledger.add(session, span: span, in: &directory)
      register.add(session, in: &directory)
    }
    for (day, tally) in ledger.days.sorted(by: { $0.key < $1.key }) {
      try state.add(tally, to: day)
      for id in ledger.records.keys.sorted() where tally.identities.contains(id.value) {
        try ledger.records[id].map { records throws(HistoryFailure) in
          try state.add(records, of: id, day: day)
        }
      }
    }
    try merge(register, ifAny: true)
    return Set(ledger.days.keys)
  }

  /// Counts what the held sessions are at the moment. Gives the pieces that go on with others.
  @discardableResult
  private mutating func count(_ held: HeldSessions) -> [SessionID] {
    var directory = ProviderDirectory(aliases: options.aliases)
    unsettled = DayLedger()
    let (sessions, joined) = held.sessions(options.runClock)
    for var session in sessions {
      let span = SessionSpan(session)
      options.runClock.bringToCivilTime(&session)
      unsettled.add(session, span: span, in: &directory)
    }
    return joined
  }

  // MARK: What follows

  /// The findings and numbers of a day, of which `records` are those of new sessions.
  private func recount(_ day: Int, _ records: [SessionID: [UInt8]]) throws(HistoryFailure) {
    var tally = LogTally()
    if let settled = try state.tally(of: day) {
      tally = settled
    } else {
      // A day on which no session is settled is a day all the same.
      try state.add(DayTally(), to: day)
    }
    let held = unsettled.days[day]
    if let held { tally.merge(held.tally) }
    let findings = FindingCatalogue.findings(for: FindingInput(tally, fallbackWindow: window))
    try state.put(
      findings.map(DayFinding.init), Self.numbers(of: tally, day),
      DaySheet(date: CivilDate(days: day), tally), held: held?.sessions ?? 0, of: day)
    for id in Set(findings.flatMap(\.evidence).map(\.id)).sorted() {
      guard let text = records[id] ?? unsettled.records[id] else { continue }
      try state.add(text, of: id, day: day)
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
}

extension RunMemory {
  /// What the state knows.
  init(_ state: HistoryTransaction) throws(HistoryFailure) {
    self.init(
      seen: try state.identities(), twins: try state.twins(),
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
