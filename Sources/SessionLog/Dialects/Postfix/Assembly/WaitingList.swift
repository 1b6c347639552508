// SPDX-License-Identifier: Apache-2.0

/// Slots of sessions that are over and wait for the queue manager: first in, first out. A session that
/// is complete earlier leaves from the middle.
struct WaitingList: Sendable {
  private var places: [(slot: Int32, generation: UInt32, since: LogTimestamp)] = []
  private var first = 0

  var count: Int { places.count - first }
  var front: (slot: Int, generation: UInt32, since: LogTimestamp)? {
    guard first < places.count else { return nil }
    let place = places[first]
    return (Int(place.slot), place.generation, place.since)
  }

  mutating func append(_ slot: Int, _ generation: UInt32, since: LogTimestamp) {
    places.append((Int32(slot), generation, since))
  }

  mutating func dropFirst() {
    first += 1
    guard first > 1024, first * 2 > places.count else { return }
    places.removeFirst(first)
    first = 0
  }
}
