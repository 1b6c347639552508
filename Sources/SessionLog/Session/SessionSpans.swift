// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// When the sessions of each thread were, to know an excerpt of one from a session of its own: a log that
/// overlaps another begins in the midst of sessions that the other has whole.
///
/// A session takes 16 octets; one of a log that names no threads none. Times are exact to the microsecond, and a thread of the kernel has one
/// session at a time, so that what lies within the time of another is a part of it. Where processes share
/// a thread id, it must also end with it.
struct SessionSpans: Sendable {
  private struct Span {
    var start: Int64
    var thread: UInt32
    /// Microseconds; longer than 71 minutes are as long as that.
    var length: UInt32

    var end: Int64 { start &+ Int64(length) }
  }

  /// Sessions before the time in question that are looked at where processes share a thread id.
  private static let looks = 256
  private var spans: [Span] = []
  private var isSorted = true

  mutating func add(_ session: borrowing Session) {
    guard session.loggedThread != 0 else { return }
    spans.append(Self.span(of: session))
    isSorted = false
  }

  /// Whether a session that is logged from the middle on is a part of one that was added.
  mutating func hasWhole(of half: borrowing Session) -> Bool {
    guard half.loggedThread != 0 else { return false }
    if !isSorted {
      spans.sort { Self.precedes($0, $1) }
      isSorted = true
    }
    let part = Self.span(of: half)
    let low = spans.partitioningIndex { !Self.precedes($0, part) }
    let isShared = half.loggedThread > SessionLimits.kernelThreads
    var index = low - 1
    while index >= 0, low - index <= (isShared ? Self.looks : 1) {
      guard spans[index].thread == part.thread else { return false }
      if isShared ? spans[index].end == part.end : spans[index].end >= part.end { return true }
      index -= 1
    }
    return false
  }

  private static func precedes(_ a: Span, _ b: Span) -> Bool {
    (a.thread, a.start) < (b.thread, b.start)
  }

  private static func span(of session: borrowing Session) -> Span {
    let hash = session.loggedThread &* 0x9E37_79B9_7F4A_7C15
    return Span(
      start: session.start.microseconds, thread: UInt32(truncatingIfNeeded: hash >> 32),
      length: UInt32(clamping: session.end.since(session.start)))
  }
}
