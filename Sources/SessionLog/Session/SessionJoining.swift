// SPDX-License-Identifier: Apache-2.0

/// Puts sessions together again that a change of the log file has cut in two or more.
///
/// A half that is open at the end of one input goes on with a half that another input begins with, if
/// thread id, direction and clock agree, the pause between them is one that a session can make, and
/// nothing that both know of the peer differs. Where several halves could be the one before, as where
/// forked children share a thread id, none is: a wrong session is worse than two halves, which say
/// what they are.
struct SessionJoining {
  /// Places of halves that are part of an earlier one now.
  private(set) var joined: Set<Int> = []
  /// Places of the sessions that were put together.
  private(set) var whole: Set<Int> = []

  /// `copies` are places of sessions that are to be left out.
  init(_ sessions: inout [Session], without copies: Set<Int>) {
    var open: [UInt64: [Int]] = [:]
    for index in sessions.indices
    where sessions[index].continuation != nil && !copies.contains(index) {
      open[sessions[index].thread, default: []].append(index)
    }
    guard !open.isEmpty else { return }
    let halves = sessions.indices.filter {
      sessions[$0].mayFollow && !sessions[$0].truncated && !copies.contains($0)
    }
    .sorted { Self.precedes(sessions[$0], sessions[$1]) }
    for half in halves {
      let before = open[sessions[half].thread, default: []].filter {
        $0 != half && !joined.contains($0) && Self.fits(sessions[half], behind: sessions[$0])
      }
      guard before.count == 1, let first = before.first,
        let continuation = sessions[first].continuation,
        let session = continuation.goOn(with: sessions[half])
      else { continue }
      let stillOpen = sessions[half].continuation != nil
      sessions[first] = session
      if stillOpen, session.continuation == nil {
        sessions[first].continuation = continuation
      }
      joined.insert(half)
      whole.insert(first)
    }
  }

  private static func precedes(_ a: Session, _ b: Session) -> Bool {
    (a.start, a.input, a.firstOrdinal, a.id) < (b.start, b.input, b.firstOrdinal, b.id)
  }

  private static func fits(_ half: Session, behind first: Session) -> Bool {
    guard let continuation = first.continuation else { return false }
    let pause = half.start.since(first.end)
    guard first.start <= half.start, pause <= continuation.silence else { return false }
    // What a file of warnings holds of a session is a copy and no half: it is not later.
    let follows = pause >= (half.hasInfo ? -SessionLimits.inversion : 1)
    return (follows || continuation.recordsKnown(of: half) > 0)
      && half.zoneOffsetMinutes == first.zoneOffsetMinutes
      && agree(half, half.peerAddress, first, first.peerAddress)
      && (half.direction == first.direction || couldBeOutbound(half, behind: first))
  }

  /// Records on TLS and the like show no direction, and count as inbound where none before them does.
  private static func couldBeOutbound(_ half: Session, behind first: Session) -> Bool {
    first.direction == .outbound && !half.records.contains { $0.origin == .server }
  }

  /// Whether two texts are equal, as far as both are known.
  private static func agree(
    _ a: Session, _ textOfA: TextRange, _ b: Session, _ textOfB: TextRange
  ) -> Bool {
    textOfA.isEmpty || textOfB.isEmpty
      || a.text[textOfA.indices].elementsEqual(b.text[textOfB.indices])
  }
}
