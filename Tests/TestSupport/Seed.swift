// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import Testing

/// Start of a pseudo-random sequence: the argument of a property test.
///
/// `@Test(arguments: Seed.several(50)) func …(seed: Seed)` runs with the same seeds each time. A
/// failure names its seed, and `TEST_SEED=N` in the environment runs that one alone.
package struct Seed: Hashable, Sendable, Codable, CustomTestStringConvertible {
  package let value: UInt64

  package init(_ value: UInt64) { self.value = value }

  package var testDescription: String { "TEST_SEED=\(value)" }

  /// A generator that starts here.
  package var generator: SeededGenerator { SeededGenerator(seed: value) }

  /// The seeds of a property test: `count` fixed ones, or the one that the environment names.
  package static func several(_ count: Int) -> [Seed] {
    if let text = ProcessInfo.processInfo.environment["TEST_SEED"], let value = UInt64(text) {
      return [Seed(value)]
    }
    return (1...UInt64(max(count, 1))).map(Seed.init)
  }
}

/// SplitMix64: small, fast, and the same sequence on every machine. For tests, not for secrets.
package struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number in `range`, evenly distributed.
  package mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &self)
  }

  /// True once in `count` times on average.
  package mutating func once(in count: Int) -> Bool { number(1...count) == 1 }

  /// One of `choices`, which must not be empty.
  package mutating func one<Choice>(of choices: [Choice]) -> Choice {
    choices[number(0...choices.count - 1)]
  }

  /// Octets of any value.
  package mutating func octets(count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) }
  }

  /// Octets drawn from `alphabet`: hits the interesting paths of a parser far more often.
  package mutating func octets(count: Int, from alphabet: String) -> [UInt8] {
    let letters = Array(alphabet.utf8)
    return (0..<count).map { _ in one(of: letters) }
  }
}
