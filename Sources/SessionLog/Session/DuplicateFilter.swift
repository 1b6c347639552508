// SPDX-License-Identifier: Apache-2.0

/// Sees to it that each session counts once, however many copies of its log were read.
///
/// A session is known by the hash of its first record. Two kinds of session need more than that:
///
/// - One without INFO records can be what the WARNING, ERROR or FATAL file of another one's process
///   holds. It has that session's W-or-worse (E-or-worse, F) records, and no others, so that the
///   xor of their hashes is the same. It waits until the end, unless its twin was there before.
/// - One that was still open when its log was copied has a longer version in a later copy. It waits
///   too, and the longest version is the one that counts.
///
/// A third kind waits with them: halves of sessions that were logged to different files, which are put
/// together at the end (`SessionJoining`). A half can also be an excerpt of a session that another input
/// has whole; then it is a copy (`SessionSpans`).
///
/// How many wait is bounded; beyond that a session is let through, which is counted.
package struct DuplicateFilter: Sendable {
  package enum Verdict: Equatable, Sendable {
    /// Count it.
    case new
    /// Do not count it: another one is the same session.
    case duplicate
    /// It was taken over by the filter, and comes back from `finish` if it is to count.
    case wait
  }

  /// Sessions that wait at most; some kilobytes each.
  package static let defaultLimit = 4096

  private var sessions = SessionKeys()
  private var twins = SessionKeys()
  /// Records of sessions that count, which another file may repeat.
  private var repeated = SessionKeys()
  private var waiting: [Session] = []
  /// Id → place in `waiting`.
  private var waitingPlaces: [SessionID: Int] = [:]
  private let limit: Int
  /// Halves that wait at most.
  private let halves: Int
  /// Nil where one input is read, which has no copies of parts of it.
  private var spans: SessionSpans?
  /// Sessions that were left out as copies.
  package private(set) var duplicates = 0
  /// Records of those sessions.
  package private(set) var duplicateRecords: UInt64 = 0
  /// Sessions that should have waited, and could not.
  package private(set) var unresolved = 0
  /// Halves that became part of the session that they go on with.
  package private(set) var joined = 0

  package init(
    limit: Int = DuplicateFilter.defaultLimit, halves: Int = SessionLimits.waitingHalves,
    hasSeveralInputs: Bool = true
  ) {
    self.limit = limit
    self.halves = halves
    spans = hasSeveralInputs ? SessionSpans() : nil
  }

  /// Judges a session, in the order in which sessions are to count. When the verdict is to wait,
  /// its contents are moved out, and it is left empty.
  package mutating func judge(_ session: inout Session) -> Verdict {
    let records = session.recordCount
    let verdict = verdict(on: &session)
    if verdict == .duplicate { countDuplicate(records) }
    return verdict
  }

  /// Hands on the sessions that waited and turned out not to be copies, in the order of arrival.
  package mutating func finish(into sink: inout some SessionSink) {
    // A copy does not become a half, whichever of the two came first.
    let excerpts = excerpts().union(
      waiting.indices.filter { !waiting[$0].hasInfo && isTwin(waiting[$0]) })
    let joining = SessionJoining(&waiting, without: excerpts)
    joined = joining.joined.count
    for index in joining.whole { noteTwins(waiting[index]) }
    for index in waiting.indices where !joining.joined.contains(index) {
      if excerpts.contains(index) || !waiting[index].hasInfo && isTwin(waiting[index]) {
        countDuplicate(waiting[index].recordCount)
      } else if !waiting[index].isFragment {
        noteRepeated(waiting[index])
        sink.take(&waiting[index])
      }
    }
    waiting.removeAll()
    waitingPlaces.removeAll()
  }

  /// Hands on everything that waits, apart from copies, as it came: for a memory that keeps it for later inputs.
  package mutating func release(into sink: inout some SessionSink) {
    for index in waiting.indices {
      if !waiting[index].hasInfo, isTwin(waiting[index]) {
        countDuplicate(waiting[index].recordCount)
      } else if waiting[index].isFragment {
        sink.takeFragment(&waiting[index])
      } else {
        sink.take(&waiting[index])
      }
    }
    waiting.removeAll()
    waitingPlaces.removeAll()
  }

  /// Takes records that make no session by themselves: the other part may be in another input. It is left empty.
  package mutating func takeFragment(_ fragment: inout Session) {
    guard fragment.mayFollow || fragment.continuation != nil,
      waiting.count < min(limit, halves), sessions.insert(fragment.id.value)
    else { return }
    fragment.isFragment = true
    waitingPlaces[fragment.id] = waiting.count
    waiting.append(Session(moving: &fragment))
  }

  private mutating func verdict(on session: inout Session) -> Verdict {
    if !session.hasInfo, isTwin(session) { return .duplicate }
    noteTwins(session)
    guard sessions.insert(session.id.value) else { return replaceWaiting(&session) }
    if waiting.count >= halves {
      session.continuation = nil
      session.mayFollow = false
    }
    if !session.mayFollow { spans?.add(session) }
    let mayBeHalf = session.mayFollow || session.continuation != nil
    guard !session.hasInfo || session.ending == .stillOpen || mayBeHalf else { return .new }
    guard waiting.count < limit else {
      unresolved += 1
      return .new
    }
    waitingPlaces[session.id] = waiting.count
    waiting.append(Session(moving: &session))
    return .wait
  }

  /// A session that is known already: only a longer version of one that waits is of use, or one of
  /// which more than its refusals is known.
  private mutating func replaceWaiting(_ session: inout Session) -> Verdict {
    guard let place = waitingPlaces[session.id],
      waiting[place].recordCount < session.recordCount
        || session.hasInfo && !waiting[place].hasInfo
    else { return .duplicate }
    if !session.mayFollow { spans?.add(session) }
    // The shorter version is the copy now.
    if !waiting[place].isFragment { countDuplicate(waiting[place].recordCount) }
    waiting[place] = Session(moving: &session)
    return .wait
  }

  /// Places of halves that are parts of other sessions, or of other halves.
  private mutating func excerpts() -> Set<Int> {
    guard var spans else { return [] }
    let halves = waiting.indices.filter { waiting[$0].mayFollow }.sorted {
      (waiting[$0].start, waiting[$1].end) < (waiting[$1].start, waiting[$0].end)
    }
    var excerpts: Set<Int> = []
    for index in halves {
      if spans.hasWhole(of: waiting[index]) {
        excerpts.insert(index)
      } else {
        spans.add(waiting[index])
      }
    }
    self.spans = nil
    return excerpts
  }

  private mutating func countDuplicate(_ records: UInt32) {
    duplicates += 1
    duplicateRecords += UInt64(records)
  }

  /// Remembers what the files of higher severity hold of this session. That of a session without
  /// INFO records must not be found to be its own twin.
  private mutating func noteTwins(_ session: borrowing Session) {
    if session.hasInfo { noteRepeated(session) }
    guard session.warningKey != 0 else { return }
    if session.hasInfo { _ = twins.insert(session.warningKey) }
    if session.errorKey != 0, session.errorKey != session.warningKey {
      _ = twins.insert(session.errorKey)
    }
    if session.fatalKey != 0, session.fatalKey != session.errorKey {
      _ = twins.insert(session.fatalKey)
    }
  }

  private mutating func noteRepeated(_ session: borrowing Session) {
    for index in session.repeatedRecords.indices {
      _ = repeated.insert(session.repeatedRecords[index])
    }
  }

  private func isTwin(_ session: Session) -> Bool {
    if session.repeatedRecords.isEmpty { return twins.contains(session.warningKey) }
    // A reject log may have a line that the main log lacks: the session is known all the same.
    return session.repeatedRecords.contains { repeated.contains($0) }
  }
}

extension Session {
  /// Takes over the contents of `session`, its texts in storage of just the size that is needed.
  fileprivate init(moving session: inout Session) {
    self = session
    session = Session()
    text = Array(text.prefix(text.count))
    recordText = Array(recordText.prefix(recordText.count))
  }
}
