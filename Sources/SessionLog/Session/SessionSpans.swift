// SPDX-License-Identifier: Apache-2.0
package import MailTypes

/// When a session was, and whose: by that a part of it is known that another log begins with.
package struct SessionSpan: Hashable, Sendable {
  /// Microseconds as in `LogTimestamp`.
  package var start: Int64
  /// Hash of the thread or process.
  package var thread: UInt32
  /// Microseconds; longer than 71 minutes are as long as that.
  package var length: UInt32

  package init(start: Int64, thread: UInt32, length: UInt32) {
    self.start = start
    self.thread = thread
    self.length = length
  }

  /// Nil for a session that cannot have the parts of another log: its log names neither threads nor processes, or is
  /// one of warnings or errors alone.
  package init?(_ session: borrowing Session) {
    guard session.hasInfo else { return nil }
    self.init(part: session)
  }

  fileprivate init?(part session: borrowing Session) {
    let thread = session.spanThread
    guard thread != 0 else { return nil }
    let hash = thread &* 0x9E37_79B9_7F4A_7C15
    self.init(
      start: session.start.microseconds, thread: UInt32(truncatingIfNeeded: hash >> 32),
      length: UInt32(clamping: session.end.since(session.start)))
  }

  var end: Int64 { start &+ Int64(length) }
}

extension SessionSpan: Comparable {
  package static func < (a: SessionSpan, b: SessionSpan) -> Bool {
    (a.thread, a.start, a.length) < (b.thread, b.start, b.length)
  }
}

extension SessionSpan: FieldCoded {
  package static var blank: SessionSpan { SessionSpan(start: 0, thread: 0, length: 0) }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.time(&start)
    try archive.number(&thread)
    try archive.number(&length)
  }
}

/// When the sessions of each thread were, to know an excerpt of one from a session of its own: a log that
/// overlaps another begins in the midst of sessions that the other has whole.
///
/// A session takes 16 octets; one of a log that names no threads none. Times are exact to the microsecond, and a thread of the kernel has one
/// session at a time, so that what lies within the time of another is a part of it. Where processes share
/// a thread id, it must also end with it.
package struct SessionSpans: Sendable {
  /// Sessions that began before the time in question and are looked at: where processes share a thread id, and where
  /// a thread has one session at a time, but the log no fractions of a second.
  private static let looks = (shared: 256, own: 4)
  private var spans: [SessionSpan] = []
  private var isSorted = true

  package init() {}

  package init(_ spans: [SessionSpan]) {
    self.spans = spans
    isSorted = false
  }

  mutating func add(_ session: borrowing Session) {
    guard let span = SessionSpan(session) else { return }
    spans.append(span)
    isSorted = false
  }

  /// Whether a session that is logged from the middle on is a part of one that was added.
  package mutating func hasWhole(of half: borrowing Session) -> Bool {
    guard let part = SessionSpan(part: half) else { return false }
    if !isSorted {
      spans.sort()
      isSorted = true
    }
    let low = spans.partitioningIndex { ($0.thread, $0.start) > (part.thread, part.start) }
    let isShared = half.sharesThread
    var index = low - 1
    while index >= 0, low - index <= (isShared ? Self.looks.shared : Self.looks.own) {
      guard spans[index].thread == part.thread else { return false }
      if isShared ? spans[index].end == part.end : spans[index].end >= part.end { return true }
      index -= 1
    }
    return false
  }
}

extension Session {
  /// The thread or process that has one session at a time, or, in the files of forked children, a thread id that they all
  /// have; 0 where the log names none.
  fileprivate var spanThread: UInt64 { dialect == .ghsmtp ? loggedThread : thread }

  /// Several processes have the thread id.
  fileprivate var sharesThread: Bool {
    dialect == .ghsmtp && loggedThread > SessionLimits.kernelThreads
  }
}
