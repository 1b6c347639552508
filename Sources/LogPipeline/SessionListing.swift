// SPDX-License-Identifier: Apache-2.0
package import ProviderFindings
package import SessionLog
internal import Synchronization

/// One session as it will be printed, cut where the other session of a plaintext fallback is to be
/// named: that is known only when all input was read.
package typealias RenderedSession = (before: [UInt8], after: [UInt8])

/// Collects rendered sessions from all workers and hands them out in the order of the input.
package final class SessionListing: Sendable {
  package typealias Render = @Sendable (_ session: Session, _ provider: Provider) -> RenderedSession

  private struct State: ~Copyable {
    var spool = SessionSpool()
    /// Where copies of sessions stood that were left out: the first place is the one that counts,
    /// whichever worker was faster.
    var copies: [UInt64: SessionPlace] = [:]
    var failure: TemporaryFileFailure?
  }

  private let render: Render
  private let order: SessionOrder
  private let state = Mutex(State())

  package init(in order: SessionOrder = .input, _ render: @escaping Render) {
    self.order = order
    self.render = render
  }

  /// Where a session stands in the list.
  func place(of session: Session) -> SessionPlace { SessionPlace(session, in: order) }

  /// Adds a session that counts.
  func append(_ session: Session, provider: Provider) {
    let rendered = render(session, provider)
    state.withLock { state in
      do throws(TemporaryFileFailure) {
        try state.spool.append(rendered, id: session.id.value, at: place(of: session))
      } catch {
        state.failure = error
      }
    }
  }

  /// Notes that a copy of a session was left out.
  func noteCopy(id: SessionID, at place: SessionPlace) {
    state.withLock { state in
      state.copies[id.value] = min(place, state.copies[id.value] ?? place)
    }
  }

  /// Hands out all sessions in order. `partner` gives the other session of a fallback.
  package func drain(
    partner: [SessionID: SessionID], _ body: (_ octets: [UInt8]) throws -> Void,
    unpaired: [UInt8], paired: (SessionID) -> [UInt8]
  ) throws {
    try state.withLock { state in
      if let failure = state.failure { throw failure }
      try state.spool.drain(moved: state.copies) { id, before, after in
        let mark = partner[SessionID(id)].map(paired) ?? unpaired
        try body(before + mark + after)
      }
    }
  }
}

/// What sessions are listed by.
package enum SessionOrder: String, CaseIterable, Sendable {
  /// Where they begin in the input.
  case input
  /// When they begin.
  case start
}

/// A session's place in a listing: its time, where the order is one of time, then where it begins in the
/// input.
struct SessionPlace: Comparable, Sendable {
  private var time: LogTimestamp
  private var input: UInt32
  private var ordinal: UInt64

  init(_ session: Session, in order: SessionOrder) {
    time = order == .start ? session.start : LogTimestamp(microseconds: 0)
    input = UInt32(truncatingIfNeeded: session.input)
    ordinal = session.firstOrdinal
  }

  static func < (a: SessionPlace, b: SessionPlace) -> Bool {
    (a.time, a.input, a.ordinal) < (b.time, b.input, b.ordinal)
  }
}
