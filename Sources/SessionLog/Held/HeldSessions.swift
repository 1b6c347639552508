// SPDX-License-Identifier: Apache-2.0
internal import MailTypes

/// Pieces of sessions that no input had from beginning to end, whatever the inputs were and in whatever order they came:
/// no piece has a record of another one.
///
/// Pieces are never put together for good, since one that belongs between two of them may still come: `sessions` is
/// what they say at the moment. So the same records give the same pieces and the same sessions, however they were cut.
package struct HeldSessions: Sendable {
  private struct Key: Hashable {
    var dialect: Session.Server
    var thread: UInt64
  }

  /// A session lasts a day at most.
  private static let longest = CivilTime.microsecondsPerDay

  private var pieces: [Key: [HeldSession]] = [:]

  package init() {}

  package init(_ pieces: [HeldSession]) {
    for piece in pieces { self.pieces[Self.key(of: piece), default: []].append(piece) }
  }

  private static func key(of piece: HeldSession) -> Key {
    Key(dialect: piece.dialect, thread: piece.thread)
  }

  package var isEmpty: Bool { pieces.isEmpty }

  /// All pieces, by start and identity.
  package var all: [HeldSession] {
    pieces.values.joined().sorted { ($0.start, $0.id) < ($1.start, $1.id) }
  }

  /// Takes a piece; what it has in common with others becomes one with them.
  package mutating func add(_ piece: HeldSession) {
    var piece = piece
    var others = pieces.removeValue(forKey: Self.key(of: piece)) ?? []
    var place = 0
    while place < others.count {
      let other = others[place]
      if abs(other.start.since(piece.start)) <= Self.longest,
        let union = piece.union(other) ?? Self.longer(piece, other)
      {
        piece = union
        others.remove(at: place)
        place = 0
      } else {
        place += 1
      }
    }
    others.append(piece)
    pieces[Self.key(of: piece)] = others
  }

  /// Of two that begin with the same record, and do not fit each other since lines are lost, the one with more records.
  private static func longer(_ a: HeldSession, _ b: HeldSession) -> HeldSession? {
    guard a.id == b.id else { return nil }
    if a.records.count != b.records.count { return a.records.count > b.records.count ? a : b }
    return a.records.lexicographicallyPrecedes(b.records) ? a : b
  }

  /// Leaves out pieces, such as those of sessions that came whole.
  package mutating func drop(where isOver: (HeldSession) -> Bool) {
    pieces = pieces.mapValues { $0.filter { !isOver($0) } }.filter { !$0.value.isEmpty }
  }

  /// Takes out what began before a time, and nothing that could belong to something later.
  package mutating func takeOut(before time: LogTimestamp) -> HeldSessions {
    var old = HeldSessions()
    for (key, some) in pieces {
      var rest = some.sorted { ($0.start, $0.id) < ($1.start, $1.id) }
      var count = rest.firstIndex { $0.start >= time } ?? rest.count
      while count > 0, count < rest.count,
        rest[count].start.since(rest[count - 1].start) <= Self.longest
      { count -= 1 }
      if count == 0 { continue }
      old.pieces[key] = Array(rest.prefix(count))
      rest.removeFirst(count)
      pieces[key] = rest.isEmpty ? nil : rest
    }
    return old
  }

  /// What the pieces say at the moment: sessions that were put together from them, and those that are pieces still, by
  /// start and identity. The times are what they are before they are brought to a zone's clock. `joined` are the pieces
  /// that go on with another one.
  package func sessions(_ clock: RunClock) -> (sessions: [Session], joined: [SessionID]) {
    var sessions = all.compactMap { $0.restored(clock) }
    let joining = SessionJoining(&sessions, without: [])
    var keys = SessionKeys()
    for session in sessions { for key in session.twinKeys { _ = keys.insert(key) } }
    let left = sessions.indices.filter { place in
      !joining.joined.contains(place)
        && !sessions[place].twinsToLookFor.contains(where: keys.contains)
        && !sessions[place].isFragment
    }
    return (left.map { sessions[$0] }, joining.joined.sorted().map { sessions[$0].id })
  }
}
