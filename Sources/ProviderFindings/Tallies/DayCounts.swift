// SPDX-License-Identifier: Apache-2.0
package import MailTypes

/// Sessions by day of the log's calendar. The latest `limit` days are kept apart, what is earlier is
/// one number: the same whatever the order of arrival.
package struct DayCounts: Equatable, Sendable {
  /// A year and its neighbours' edges.
  package static let limit = 400

  package struct Day: Equatable, Sendable {
    /// Days since 1970-01-01.
    package var day: Int32
    package var sessions: Int
  }

  /// In ascending order.
  package private(set) var days: [Day] = []
  package private(set) var earlier = 0

  package init() {}

  package mutating func add(day: Int32, sessions: Int = 1) {
    var index = days.count
    while index > 0, days[index - 1].day > day { index -= 1 }
    if index > 0, days[index - 1].day == day {
      days[index - 1].sessions += sessions
      return
    }
    if days.count == Self.limit {
      guard index > 0 else {
        earlier += sessions
        return
      }
      earlier += days.removeFirst().sessions
      index -= 1
    }
    days.insert(Day(day: day, sessions: sessions), at: index)
  }

  package mutating func merge(_ other: DayCounts) {
    earlier += other.earlier
    for day in other.days { add(day: day.day, sessions: day.sessions) }
  }
}

extension DayCounts: FieldCoded {
  package static var blank: DayCounts { DayCounts() }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.list(&days, atMost: Self.limit)
    try archive.count(&earlier)
    for index in days.indices.dropFirst() where days[index - 1].day >= days[index].day {
      throw .impossible
    }
  }
}

extension DayCounts.Day: FieldCoded {
  package static var blank: DayCounts.Day { DayCounts.Day(day: 0, sessions: 0) }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    var number = UInt32(bitPattern: day)
    try archive.number(&number)
    day = Int32(bitPattern: number)
    try archive.count(&sessions)
  }
}
