// SPDX-License-Identifier: Apache-2.0
import PeerRegister
internal import ProviderFindings
internal import SessionLog

/// Stage 6 of one worker: counts the sessions that are not copies and pass the filter.
struct SessionCollector: SessionSink {
  private let shared: RunShared
  /// Nothing is to be left out: asked once, since a filter is large.
  private let takesAll: Bool
  /// There is a register of peers, there are periods: to ask an optional of its size costs a copy.
  private let registersPeers: Bool
  private let countsPeriods: Bool
  private let countsDays: Bool
  private let clock: ZoneClock?
  private(set) var tally = LogTally()
  /// Only where it is asked for.
  private(set) var peers: PeerRegister?
  private(set) var periods: PeriodTally?
  private(set) var ledger = DayLedger()
  /// Sessions that a later input may change.
  private(set) var held: [HeldSession] = []
  /// Sessions for a partial result, until they fill a block.
  private var archived = SessionBlock()
  private let isArchived: Bool
  private let anonymizer: SessionAnonymizer?
  private var directory: ProviderDirectory
  private(set) var counts = SessionCounts()
  /// Of the sessions that a filter by provider left out; nil without such a filter.
  private(set) var nearest: NearestName?
  /// Sessions since the last time that progress was noted.
  private var unnoted = 0
  /// A session that begins later than this may begin after the present.
  private var latest = LogTimestamp(microseconds: .min)
  /// By how much two clocks that are right may differ, in microseconds.
  private static let skew: Int64 = 60_000_000

  init(_ shared: RunShared) {
    self.shared = shared
    takesAll = shared.options.filter.isEmpty
    clock = shared.options.clock
    directory = ProviderDirectory(aliases: shared.options.aliases)
    peers = shared.options.registerPeersBeside.map { PeerRegister(known: $0) }
    registersPeers = peers != nil
    periods = shared.options.periods.map { PeriodTally(by: $0) }
    countsPeriods = periods != nil
    countsDays = shared.options.memory != nil
    anonymizer = shared.options.anonymizer
    isArchived = shared.options.archive != nil
    nearest = shared.options.filter.provider.map { NearestName(to: $0.pattern) }
  }

  mutating func take(_ session: inout Session) {
    if isArchived { archive(ArchivedSession(session, shared.options.runClock)) }
    let place = shared.listing?.place(of: session)
    let id = session.id
    switch shared.judge(&session) {
    case .new: admit(&session)
    case .wait: break
    case .duplicate:
      if let place {
        shared.listing?.noteCopy(id: anonymizer?.identity(of: id) ?? id, at: place)
      }
    }
  }

  mutating func takeAttempt(_ attempt: borrowing Session) {
    if isArchived { archive(ArchivedSession(attempt: attempt)) }
    guard shared.isNew(attempt) else { return }
    var session = copy attempt
    clock?.bringToCivilTime(&session)
    if countsDays { ledger.add(attempt: session) }
    if takesAll || shared.options.filter.admits(session, in: &directory) {
      counts.attempts += 1
    }
  }

  mutating func takeFragment(_ fragment: inout Session) {
    if isArchived {
      fragment.isFragment = true
      archive(ArchivedSession(fragment, shared.options.runClock))
    }
    shared.keep(&fragment)
  }

  private mutating func archive(_ session: ArchivedSession) {
    archived.sessions.append(session)
    if archived.sessions.count == SessionBlock.most { flushArchive() }
  }

  /// Hands over what is left for a partial result.
  mutating func flushArchive() {
    guard !archived.sessions.isEmpty else { return }
    shared.options.archive?.put(archived)
    archived.sessions.removeAll(keepingCapacity: true)
  }

  /// Counts a session that is not a copy. From here on its times are those of its clock.
  mutating func admit(_ session: inout Session) {
    anonymizer?.apply(to: &session)
    let span = countsDays ? SessionSpan(session) : nil
    clock?.bringToCivilTime(&session)
    switch session.unit {
    case .session: counts.sessions += 1
    case .delivery: counts.deliveries += 1
    }
    if session.start > latest, isInFuture(session) { counts.inFuture += 1 }
    counts.add(session.start)
    unnoted += 1
    counts.yearSources.add(session.yearSource)
    let selected = takesAll || shared.options.filter.admits(session, in: &directory)
    if selected {
      if session.ending == .stillOpen { counts.open += 1 }
      if session.lacksBeginning { counts.lackingBeginning += 1 }
      if !session.doubt.isEmpty { counts.add(session.doubt) }
      if !session.hasInfo { counts.withoutInfo += 1 }
    } else {
      counts.filteredOut += 1
      // Needed only where nothing is selected in the end.
      if counts.filteredOut == counts.sessions {
        nearest?.consider(directory.provider(of: session))
      }
    }
    // A listing needs the fallbacks of all sessions, also with those that it does not show.
    guard selected || shared.listing != nil else { return }
    if countsDays {
      ledger.add(session, span: span, in: &directory)
      if registersPeers { peers?.add(session, in: &directory) }
      return
    }
    tally.add(session, in: &directory)
    if selected, registersPeers { peers?.add(session, in: &directory) }
    if selected, countsPeriods { periods?.add(session) }
    if selected, let listing = shared.listing {
      listing.append(session, provider: directory.provider(of: session))
    }
  }

  /// Keeps a session that a later input may change. False for any other: it is to be admitted.
  mutating func hold(_ session: borrowing Session) -> Bool {
    guard countsDays, let piece = HeldSession(copy session, shared.options.runClock) else {
      return false
    }
    held.append(piece)
    return true
  }

  /// Whether a session begins after the present, by the clock of the report; a run may take its time.
  private mutating func isInFuture(_ session: borrowing Session) -> Bool {
    latest = shared.options.present()
    latest.microseconds += Self.skew
    return session.start > latest
  }

  /// Sessions counted since the last call.
  mutating func takeUnnoted() -> Int {
    defer { unnoted = 0 }
    return unnoted
  }

  /// Adds what another worker has counted.
  mutating func merge(_ other: SessionCollector) {
    for session in other.archived.sessions { archive(session) }
    tally.merge(other.tally)
    if let other = other.nearest { nearest?.merge(other) }
    if let other = other.peers { peers?.merge(other) }
    if let other = other.periods { periods?.merge(other) }
    ledger.merge(other.ledger)
    counts.add(other.counts)
  }
}

/// Counts of sessions that no provider's tally has.
struct SessionCounts {
  /// Sessions that are not copies, before the filter.
  var sessions = 0
  /// Start of the first and of the last one, in microseconds as in `LogTimestamp`.
  private var first = Int64.max
  private var last = Int64.min
  var filteredOut = 0
  /// Deliveries from logs that do not delimit connections, before the filter.
  var deliveries = 0
  /// Sessions that begin after the present.
  var inFuture = 0
  // MARK: Of the selected ones
  var open = 0
  var lackingBeginning = 0
  /// Sessions in doubt, and those with each reason of `Doubt.names`.
  var inDoubt = 0
  private(set) var doubts = [Int](repeating: 0, count: Doubt.names.count)
  /// Sessions without an INFO record.
  var withoutInfo = 0
  /// Attempts without a connection.
  var attempts = 0
  var yearSources = Counts<YearSource, 7>()

  mutating func add(_ other: SessionCounts) {
    sessions += other.sessions
    first = min(first, other.first)
    last = max(last, other.last)
    filteredOut += other.filteredOut
    inFuture += other.inFuture
    open += other.open
    lackingBeginning += other.lackingBeginning
    deliveries += other.deliveries
    inDoubt += other.inDoubt
    for index in doubts.indices { doubts[index] += other.doubts[index] }
    withoutInfo += other.withoutInfo
    attempts += other.attempts
    yearSources.merge(other.yearSources)
  }

  mutating func add(_ doubt: Doubt) {
    inDoubt += 1
    for (index, reason) in Doubt.names.enumerated() where doubt.contains(reason.doubt) {
      doubts[index] += 1
    }
  }

  /// Start of the first and of the last session; nil if there is none.
  var span: ClosedRange<LogTimestamp>? {
    guard first <= last else { return nil }
    return LogTimestamp(microseconds: first)...LogTimestamp(microseconds: last)
  }

  /// Widens the span.
  mutating func add(_ start: LogTimestamp) {
    first = min(first, start.microseconds)
    last = max(last, start.microseconds)
  }
}

/// Takes the sessions that waited for the end of all input: no copies, by then.
struct LateSessions: SessionSink {
  var collector: SessionCollector

  mutating func take(_ session: inout Session) {
    if !collector.hold(session) { collector.admit(&session) }
  }

  mutating func takeFragment(_ fragment: inout Session) { _ = collector.hold(fragment) }
}
