// SPDX-License-Identifier: Apache-2.0
package import MailTypes

/// A session that a later input may go on with, complete, or show to be a copy, in a form that can be kept:
/// its records word for word, and what they alone do not tell.
package struct HeldSession: Equatable, Sendable {
  package private(set) var id = SessionID(0)
  package private(set) var start = LogTimestamp(microseconds: 0)
  private var dialect = Session.Server.ghsmtp
  private var records: [UInt8] = []
  private var yearSource = YearSource.none
  private var thread: UInt64 = 0
  private var doubt: UInt16 = 0
  private var ending = SessionEnd.stillOpen
  private var tls = TLSFacts.State.plaintext
  private var quit = Stated.no
  private var mayFollow = false
  private var mayGoOn = false

  private init() {}

  /// Nil for a session that needs not be held, and for one whose records do not give it back.
  package init?(_ session: Session, civilTime: @Sendable (Int) -> LogTimestamp, clock: ZoneClock?) {
    guard session.mayChange, !session.truncated, !session.recordText.isEmpty else { return nil }
    id = session.id
    start = session.start
    dialect = session.dialect
    for record in session.records {
      records += session.recordText[record.record.indices]
      if records.last != UInt8(ascii: "\n") { records.append(UInt8(ascii: "\n")) }
    }
    yearSource = session.yearSource
    thread = session.thread
    doubt = session.doubt.rawValue
    ending = session.ending
    tls = session.tls.state
    quit = session.quit
    mayFollow = session.mayFollow
    mayGoOn = session.continuation != nil
    guard let same = restored(civilTime: civilTime, clock: clock), same.id == id,
      same.start == start, same.recordCount == session.recordCount
    else { return nil }
  }

  /// The session again, as it is before its times are brought to a zone's clock.
  ///
  /// - Parameters:
  ///   - civilTime: The log's civil time of a moment in seconds since 1970.
  ///   - clock: The zone's clock, if it is changed now and then.
  package func restored(
    civilTime: @Sendable (Int) -> LogTimestamp, clock: ZoneClock?
  ) -> Session? {
    // Deliveries of other servers are whole when they are handed on.
    guard dialect == .ghsmtp else { return nil }
    var block = LogBlock(capacity: records.count + 1)
    _ = block.append(copying: records.span)
    block.cut(atEnd: true, by: .lines)
    var batch = EventBatch()
    var scanner = BlockScanner()
    var resolver = YearResolver(YearAnchor(.year(start.date.year), .option))
    scanner.scan(block, anchor: resolver.expectation, into: &batch)
    resolver.resolve(&batch)
    if var clock {
      clock.bringToInstants(&batch)
    } else {
      batch.bringToOneClock(civilTime)
    }
    var assembler = SessionAssembler(input: 0, keepsRecords: true)
    var sessions = RestoredSessions()
    assembler.consume(batch, block: block.octets, into: &sessions)
    assembler.finish(into: &sessions)
    guard sessions.all.count == 1, var session = sessions.all.first else { return nil }
    session.yearSource = yearSource
    session.thread = thread
    session.doubt = Doubt(rawValue: doubt)
    session.ending = ending
    session.tls.state = tls
    session.quit = quit
    session.mayFollow = mayFollow
    if !mayGoOn { session.continuation = nil }
    return session
  }
}

private struct RestoredSessions: SessionSink {
  var all: [Session] = []

  mutating func take(_ session: inout Session) { all.append(session) }
}

extension Session {
  /// A later input may go on with the session, begin it, or show that it is a copy.
  package var mayChange: Bool {
    ending == .stillOpen || mayFollow || continuation != nil || !hasInfo
  }

  /// What the WARNING, ERROR and FATAL files hold of the session, by their hashes.
  package var twinKeys: [UInt64] {
    var keys: [UInt64] = []
    if hasInfo, warningKey != 0 { keys.append(warningKey) }
    if errorKey != 0, errorKey != warningKey { keys.append(errorKey) }
    if fatalKey != 0, fatalKey != errorKey { keys.append(fatalKey) }
    return keys
  }

  /// The hash by which a session without INFO records is known as part of another one; nil for others.
  package var twinKey: UInt64? { hasInfo || warningKey == 0 ? nil : warningKey }
}

extension HeldSession: FieldCoded {
  package static var blank: HeldSession { HeldSession() }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
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
