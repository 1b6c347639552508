// SPDX-License-Identifier: Apache-2.0

/// The name that is most like one that nothing matched: for a hint to who mistyped it.
package struct NearestName: Equatable, Sendable {
  private let pattern: String
  private let wanted: [Character]
  private var best: (distance: Int, name: String)?

  /// - Parameter pattern: The name that was asked for; the signs of a `Glob` do not count.
  package init(to pattern: String) {
    self.pattern = pattern
    wanted = Array(pattern.lowercased().filter { !"*?“”".contains($0) }.prefix(Self.lengthLimit))
  }

  /// Longer names are not compared to their ends.
  private static let lengthLimit = 64

  /// The nearest of the names so far; nil where all are other names altogether.
  package var name: String? { best?.name }

  /// Compares a provider's name and key.
  package mutating func consider(_ provider: Provider) {
    for name in [provider.name, provider.key] { consider(name, shown: provider.name) }
  }

  package mutating func merge(_ other: NearestName) {
    if let other = other.best { keep(other.distance, other.name) }
  }

  private mutating func consider(_ name: String, shown: String) {
    guard !wanted.isEmpty else { return }
    let characters = Array(name.lowercased().prefix(Self.lengthLimit))
    // What was asked for may be a part of the name, or the name a part of it.
    let isPart =
      min(wanted.count, characters.count) > 2
      && (Self.contains(characters, wanted) || Self.contains(wanted, characters))
    let distance = isPart ? 1 : Self.distance(wanted, characters)
    if distance <= max(1, wanted.count / 3) { keep(distance, shown) }
  }

  private mutating func keep(_ distance: Int, _ name: String) {
    if let best, (best.distance, best.name) <= (distance, name) { return }
    best = (distance, name)
  }

  private static func contains(_ text: [Character], _ part: [Character]) -> Bool {
    part.count <= text.count
      && (0...(text.count - part.count)).contains { text[$0...].starts(with: part) }
  }

  /// How many characters are to be put in, taken out, replaced or swapped with their neighbours.
  static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var before: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var cost = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, before[j - 1] + 1) }
        row.append(cost)
      }
      (before, last) = (last, row)
    }
    return last[b.count]
  }

  package static func == (a: NearestName, b: NearestName) -> Bool {
    a.pattern == b.pattern && a.best?.name == b.best?.name
  }
}
