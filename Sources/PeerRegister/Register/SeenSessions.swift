// SPDX-License-Identifier: Apache-2.0
package import MailTypes
import ProviderFindings
package import SessionLog

/// The sessions that a register rests on, by their identity, so that it takes each once. Mergeable, and
/// bounded: beyond `limit` the days that are longest ago are forgotten, but never the two latest ones.
package struct SeenSessions: Equatable, Sendable {
  /// The days since 1970-01-01 of all that a log can state, with room.
  package static let days = -1_000_000...4_000_000
  /// 8 octets of memory each, and 16 in a file.
  package static let limit = 1 << 18

  /// By days since 1970-01-01.
  private var days: [Int: Set<SessionID>] = [:]
  private var count = 0
  private let limit: Int
  /// What began up to here may have been forgotten; nil: nothing was.
  package private(set) var until: LogTimestamp?

  package init(until: LogTimestamp? = nil, limit: Int = SeenSessions.limit) {
    self.until = until
    self.limit = limit
  }

  package mutating func insert(_ id: SessionID, from start: LogTimestamp) {
    insert([id], day: start.days)
    forget()
  }

  package mutating func merge(_ other: SeenSessions) {
    if let time = other.until { forget(upTo: time) }
    for (day, ids) in other.days { insert(ids, day: day) }
    forget()
  }

  /// Days with their sessions in order of identity, the earliest day first.
  package var list: [(day: Int, sessions: [SessionID])] {
    days.sorted { $0.key < $1.key }.map { ($0.key, $0.value.sorted()) }
  }

  /// Puts in a day that a register states.
  package mutating func restore(day: Int, _ sessions: [SessionID]) {
    insert(Set(sessions), day: day)
    forget()
  }

  var all: Set<SessionID> { days.values.reduce(into: []) { $0.formUnion($1) } }

  private mutating func insert(_ ids: Set<SessionID>, day: Int) {
    if let until, day < until.days { return }
    let before = days[day]?.count ?? 0
    days[day, default: []].formUnion(ids)
    count += (days[day]?.count ?? 0) - before
  }

  private mutating func forget() {
    while count > limit, days.count > 2, let first = days.keys.min() {
      forget(upTo: LogTimestamp(microseconds: LogTimestamp(day: first + 1).microseconds - 1))
    }
  }

  /// Days that are over by then are forgotten, whatever the order in which registers are merged.
  private mutating func forget(upTo time: LogTimestamp) {
    until = max(until ?? time, time)
    let end = LogTimestamp(microseconds: time.microseconds + 1).days
    for day in days.keys where day < end { count -= days.removeValue(forKey: day)?.count ?? 0 }
  }
}

/// The same for looking up: what is not to be counted again.
package struct KnownSessions: Sendable {
  private let sessions: Set<SessionID>
  private let until: LogTimestamp?

  package init(_ seen: SeenSessions = SeenSessions()) {
    sessions = seen.all
    until = seen.until
  }

  /// Not logged: it began at a time of which sessions have been forgotten.
  func has(_ id: SessionID, from start: LogTimestamp) -> Stated {
    if sessions.contains(id) { return .yes }
    return until.map { start <= $0 ? .notLogged : .no } ?? .no
  }

  /// How many of the sessions are known.
  package func count(in seen: SeenSessions) -> Int { sessions.intersection(seen.all).count }
}

extension SeenSessions: FieldCoded {
  package static var blank: SeenSessions { SeenSessions() }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    var limit = limit
    try archive.length(&limit, upTo: TallyLimits.most)
    var until = until
    try archive.value(&until)
    let known = list
    if archive.isReading { self = SeenSessions(until: until, limit: limit) }
    var count = known.count
    try archive.length(&count, upTo: TallyLimits.most)
    for place in 0..<count {
      var (day, ids) = archive.isReading ? (0, []) : known[place]
      var number = Int64(day)
      try archive.time(&number)
      guard Self.days.contains(Int(number)) else { throw .impossible }
      day = Int(number)
      var size = ids.count
      try archive.length(&size, upTo: TallyLimits.most)
      for index in 0..<size {
        var id = archive.isReading ? 0 : ids[index].value
        try archive.word(&id)
        if archive.isReading { ids.append(SessionID(id)) }
      }
      if archive.isReading { restore(day: day, ids) }
    }
  }
}
