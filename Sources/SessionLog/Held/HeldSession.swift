// SPDX-License-Identifier: Apache-2.0
package import MailTypes

/// A session that no input had from its beginning to its end, in a form that can be kept: its records word for
/// word, and what they alone do not state. A later input may go on with it, begin it, or show it to be a copy.
package struct HeldSession: Equatable, Sendable {
  package private(set) var id = SessionID(0)
  package private(set) var start = LogTimestamp(microseconds: 0)
  package private(set) var dialect = Session.Server.ghsmtp
  /// Lines, each with its line feed.
  package private(set) var records: [UInt8] = []
  private var yearSource = YearSource.none
  /// The thread or process, as far as the log names it.
  package private(set) var thread: UInt64 = 0
  /// The doubt that comes from without: not what the records themselves lack.
  private var doubt: UInt16 = 0
  private var ending = SessionEnd.stillOpen
  private var tls = TLSFacts.State.plaintext
  private var quit = Stated.no
  /// Another input may begin the session.
  package private(set) var mayFollow = false
  /// Another input may go on with the session.
  package private(set) var mayGoOn = false
  /// It is not from a file of warnings or errors alone.
  package private(set) var hasInfo = true
  /// Two pieces have been put together: ending, TLS and QUIT are what the records say.
  private var isJoined = false

  private init() {}

  /// Nil for a session that needs not be held, and for one whose records do not give it back.
  package init?(_ session: Session, _ clock: RunClock) {
    guard session.mayChange, !session.truncated, !session.recordText.isEmpty else { return nil }
    id = session.id
    start = session.start
    dialect = session.dialect
    records = session.recordLines
    yearSource = session.yearSource
    thread = session.thread
    ending = session.ending
    tls = session.tls.state
    quit = session.quit
    mayFollow = session.mayFollow
    mayGoOn = session.continuation != nil
    hasInfo = session.hasInfo
    guard let same = restored(clock), same.start == start,
      same.recordCount == session.recordCount
    else { return nil }
    doubt = session.doubt.subtracting(same.doubt).rawValue
  }

  /// The session again, as it is before its times are brought to a zone's clock.
  package func restored(_ clock: RunClock) -> Session? {
    let sessions = Self.sessions(
      in: records, of: dialect, year: clock.civil(start).date.year, clock)
    guard sessions.count == 1, var session = sessions.first else { return nil }
    session.id = id
    session.yearSource = yearSource
    session.thread = thread
    session.doubt.formUnion(Doubt(rawValue: doubt))
    session.thrownDoubt.formUnion(Doubt(rawValue: doubt))
    session.hasInfo = hasInfo
    session.mayFollow = mayFollow
    session.continuation =
      mayGoOn
      ? session.continuation.map { HeldContinuation(self, clock, silence: $0.silence) } : nil
    if isJoined {
      session.withholdWhatIsInDoubt()
    } else {
      session.ending = ending
      session.tls.state = tls
      session.quit = quit
    }
    return session
  }

  /// Gives a session whose facts alone are known its records back, and what is needed to go on with it.
  package func complete(_ session: inout Session, _ clock: RunClock) {
    guard let same = restored(clock) else { return }
    session.records = same.records
    session.recordText = same.recordText
    session.continuation = same.continuation.map {
      HeldContinuation(
        self, clock, silence: $0.silence, domain: session.string(session.recipientDomain))
    }
  }

  /// The sessions that records of one server's log make.
  static func sessions(
    in records: [UInt8], of dialect: Session.Server, year: Int, _ clock: RunClock
  ) -> [Session] {
    let input = DialectInput(
      input: 0, keepsRecords: true, clock: clock.zone,
      years: { YearAnchor(.year(year), .option) }, civilTime: clock.civilTime)
    var block = LogBlock(capacity: records.count + 1)
    _ = block.append(copying: records.span)
    block.cut(atEnd: true, by: .lines)
    var sessions = RestoredSessions()
    switch dialect {
    case .ghsmtp: read(block, GhsmtpReader(), input, into: &sessions)
    case .postfix: read(block, PostfixReader(), input, into: &sessions)
    case .exim: read(block, EximReader(), input, into: &sessions)
    }
    return sessions.all
  }

  private static func read<Reader: DialectReader & ~Copyable>(
    _ block: borrowing LogBlock, _ reader: consuming Reader, _ input: DialectInput,
    into sessions: inout RestoredSessions
  ) {
    reader.begin(input)
    reader.consume(block, into: &sessions)
    reader.finish(into: &sessions)
  }

  /// The session that this one and its rest make; nil if the records do not make one.
  fileprivate func joined(with rest: borrowing Session, _ clock: RunClock) -> Session? {
    var whole = self
    for line in rest.recordLines.split(separator: 0x0A).dropFirst(recordsKnown(of: rest)) {
      whole.records += line + [0x0A]
    }
    whole.doubt |= rest.thrownDoubt.rawValue
    whole.mayGoOn = rest.continuation != nil
    whole.hasInfo = hasInfo || rest.hasInfo
    whole.isJoined = true
    guard var session = whole.restored(clock) else { return nil }
    if session.ending == .stillOpen, !whole.mayGoOn { session.ending = rest.ending }
    return session
  }

  // MARK: Pieces that have records in common

  /// Records at the beginning of another piece that this one ends with, since two logs overlap there. Where records have no
  /// exact times, equal ones prove nothing.
  fileprivate func recordsKnown(of half: borrowing Session) -> Int {
    guard case .ghsmtp = dialect else { return 0 }
    let others = half.recordLines.split(separator: 0x0A)
    return Self.overlap(lines, others) ?? 0
  }

  /// The two as one, where one of them has the other, or the end of one is the beginning of the other.
  package func union(_ other: HeldSession) -> HeldSession? {
    let (mine, others) = (lines, other.lines)
    if Self.has(mine, all: others) { return taking(marksOf: other) }
    if Self.has(others, all: mine) { return other.taking(marksOf: self) }
    guard hasInfo, other.hasInfo else { return nil }
    if let count = Self.overlap(mine, others) { return followed(by: other, lines: count) }
    if let count = Self.overlap(others, mine) { return other.followed(by: self, lines: count) }
    return nil
  }

  private var lines: [ArraySlice<UInt8>] { records.split(separator: 0x0A) }

  /// What a copy knows better: that its log goes on behind the last record, and that the records are not warnings alone.
  private func taking(marksOf other: HeldSession) -> HeldSession {
    var union = self
    union.doubt |= other.doubt
    return union
  }

  private func followed(by other: HeldSession, lines count: Int) -> HeldSession {
    var union = self
    for line in other.lines.dropFirst(count) { union.records += line + [0x0A] }
    union.doubt |= other.doubt
    union.mayGoOn = other.mayGoOn
    union.isJoined = true
    return union
  }

  /// Whether all lines of `part` are in `whole`, in their order.
  private static func has(_ whole: [ArraySlice<UInt8>], all part: [ArraySlice<UInt8>]) -> Bool {
    guard part.count <= whole.count else { return false }
    var place = 0
    for line in whole where place < part.count && line == part[place] { place += 1 }
    return place == part.count
  }

  /// How many lines at the end of one are those at the beginning of the other; nil for none.
  private static func overlap(
    _ first: [ArraySlice<UInt8>], _ second: [ArraySlice<UInt8>]
  ) -> Int? {
    let most = min(first.count, second.count)
    guard most > 0 else { return nil }
    return (1...most).reversed().first { first.suffix($0).elementsEqual(second.prefix($0)) }
  }
}

/// Goes on with a session that was held by reading the records of both halves again.
private final class HeldContinuation: SessionContinuation {
  private let held: HeldSession
  private let clock: RunClock
  let silence: Int64
  /// The recipient's domain where records before those that are held state it; empty where none does.
  private let domain: String

  init(_ held: HeldSession, _ clock: RunClock, silence: Int64, domain: String = "") {
    self.held = held
    self.clock = clock
    self.silence = silence
    self.domain = domain
  }

  func recordsKnown(of half: borrowing Session) -> Int { held.recordsKnown(of: half) }

  func goOn(with half: borrowing Session) -> Session? {
    guard var session = held.joined(with: half, clock) else { return nil }
    if session.recipientDomain.isEmpty, !domain.isEmpty {
      session.recipientDomain = session.keep(Array(domain.utf8).span)
    }
    return session
  }
}

private struct RestoredSessions: SessionSink {
  var all: [Session] = []

  mutating func take(_ session: inout Session) { all.append(session) }
  mutating func takeFragment(_ fragment: inout Session) {
    all.append(fragment)
    all[all.count - 1].isFragment = true
  }
}

extension Session {
  /// A later input may go on with the session, begin it, or show that it is a copy.
  package var mayChange: Bool {
    ending == .stillOpen || mayFollow || continuation != nil || !hasInfo
  }

  /// The kept records word for word, each with a line feed.
  package var recordLines: [UInt8] {
    var lines: [UInt8] = []
    lines.reserveCapacity(recordText.count + records.count)
    for record in records {
      lines += recordText[record.record.indices]
      if lines.last != 0x0A { lines.append(0x0A) }
    }
    return lines
  }

  /// What other files hold of the session, by hash: the WARNING, ERROR and FATAL files, Exim's reject log.
  package var twinKeys: [UInt64] {
    var keys: [UInt64] = []
    if hasInfo { keys += repeatedRecords }
    if hasInfo, warningKey != 0 { keys.append(warningKey) }
    if errorKey != 0, errorKey != warningKey { keys.append(errorKey) }
    if fatalKey != 0, fatalKey != errorKey { keys.append(fatalKey) }
    return keys
  }

  /// The hashes of which any says that a session without INFO records is part of another one; none for others.
  package var twinsToLookFor: [UInt64] {
    if hasInfo { return [] }
    if !repeatedRecords.isEmpty { return repeatedRecords }
    return warningKey == 0 ? [] : [warningKey]
  }
}

extension HeldSession: FieldCoded {
  package static var blank: HeldSession { HeldSession() }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try codeFirst(&archive)
    try archive.flag(&hasInfo)
    try archive.flag(&isJoined)
  }

  /// The fields of version 1.
  fileprivate mutating func codeFirst(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.mark(&start.microseconds, &id.value)
    try archive.choice(&dialect)
    try archive.octets(&records)
    try archive.choice(&yearSource)
    try archive.word(&thread)
    try archive.number(&doubt)
    try archive.choice(&ending)
    try archive.choice(&tls)
    try archive.choice(&quit)
    try archive.flag(&mayFollow)
    try archive.flag(&mayGoOn)
  }
}

/// A session as version 1 of the state holds it.
package struct EarlierHeldSession: FieldCoded {
  package private(set) var session = HeldSession.blank

  package static var blank: EarlierHeldSession { EarlierHeldSession() }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try session.codeFirst(&archive)
  }
}
