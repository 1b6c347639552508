// SPDX-License-Identifier: Apache-2.0

/// Some providers' tallies in some order.
///
/// A tally is large, and a log has thousands of them. A list holds places in one array that all lists
/// made from it share, and closures borrow what they look at: so to choose, to sort and to walk
/// copies no tally. For the same reason it is not a `Sequence`, whose iterator would copy each.
package struct TallyList: Sendable {
  private let tallies: [ProviderTally]
  private var places: [Int32]

  /// `places` are indices of `tallies`.
  init(_ tallies: [ProviderTally], _ places: [Int]) {
    self.tallies = tallies
    self.places = places.map { Int32(truncatingIfNeeded: $0) }
  }

  package var count: Int { places.count }
  package var isEmpty: Bool { places.isEmpty }

  // MARK: Other lists

  package func filter(_ isIncluded: (ProviderTally) -> Bool) -> TallyList {
    let span = tallies.span
    var list = self
    list.places = []
    for place in places where isIncluded(span[Int(place)]) { list.places.append(place) }
    return list
  }

  /// Those with the largest value first; of one value, in the order in which they were.
  package func largestFirst(_ value: (ProviderTally) -> Int) -> TallyList {
    let span = tallies.span
    var keys: [(value: Int, place: Int32)] = []
    keys.reserveCapacity(places.count)
    for place in places { keys.append((value(span[Int(place)]), place)) }
    // Swift's sort is stable.
    keys.sort { $0.value > $1.value }
    var list = self
    list.places = keys.map(\.place)
    return list
  }

  /// The first ones, at most `count`.
  package func prefix(_ count: Int) -> TallyList {
    var list = self
    list.places = Array(places.prefix(count))
    return list
  }

  /// This list and then another one of the same tallies.
  func followed(by other: TallyList) -> TallyList {
    var list = self
    list.places += other.places
    return list
  }

  // MARK: Walks

  package func forEach(_ body: (ProviderTally) -> Void) {
    let span = tallies.span
    for place in places { body(span[Int(place)]) }
  }

  package func contains(where matches: (ProviderTally) -> Bool) -> Bool {
    let span = tallies.span
    for place in places where matches(span[Int(place)]) { return true }
    return false
  }

  package func map<Result>(_ transform: (ProviderTally) -> Result) -> [Result] {
    compactMap(transform)
  }

  package func compactMap<Result>(_ transform: (ProviderTally) -> Result?) -> [Result] {
    let span = tallies.span
    var results: [Result] = []
    for place in places {
      if let result = transform(span[Int(place)]) { results.append(result) }
    }
    return results
  }

  package func flatMap<Result>(_ transform: (ProviderTally) -> [Result]) -> [Result] {
    let span = tallies.span
    var results: [Result] = []
    for place in places { results += transform(span[Int(place)]) }
    return results
  }
}

extension TallyList: Equatable {
  /// The same tallies in the same order.
  package static func == (a: TallyList, b: TallyList) -> Bool {
    a.places.elementsEqual(b.places) { a.tallies[Int($0)] == b.tallies[Int($1)] }
  }
}
