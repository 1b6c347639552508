// SPDX-License-Identifier: Apache-2.0
import MailTypes
import TestSupport

/// An archive that gives every field a value of its own, so that one that no list of fields has is the
/// only one that stays as it was.
struct FillingArchive: FieldArchive {
  private var generator: SeededGenerator
  private var lastNumber: UInt64 = 0
  private var lastWord: UInt64 = 0
  private var lastTime: Int64 = 1_500_000_000_000_000
  private var texts = 10_000
  private var marks = 0

  init(_ seed: Seed) { generator = seed.generator }

  var isReading: Bool { true }

  /// Never 0, and greater than all before where it can be, so that what must be in order is.
  mutating func number(_ value: inout UInt64, upTo most: UInt64) {
    lastNumber += UInt64(generator.number(1...2))
    value = min(most, lastNumber)
  }

  mutating func length(_ value: inout Int, upTo most: Int) { value = min(most, 2) }

  /// Later than all before, so that what must be in order is.
  mutating func time(_ value: inout Int64) {
    lastTime += Int64(generator.number(1...90_000)) * 1_000_000
    value = lastTime
  }

  /// Greater than all before, since tables are in order of their hashes.
  mutating func word(_ value: inout UInt64) {
    lastWord += UInt64(generator.number(1...1 << 30))
    value = lastWord
  }

  mutating func mark(_ time: inout Int64, _ identity: inout UInt64) {
    self.time(&time)
    marks += 1
    identity = UInt64(marks)
  }

  mutating func text(_ value: inout String) {
    texts += 1
    value = "text-\(texts)"
  }

  mutating func octets(_ value: inout [UInt8]) { value = generator.octets(count: 5) }
}

/// The stored properties of a value and of all that it holds, by their names.
enum Leaves {
  /// Path → description, for each leaf.
  static func of(_ value: Any, path: String = "") -> [String: String] {
    var mirror = Mirror(reflecting: value)
    if mirror.displayStyle == .optional, let some = mirror.children.first {
      mirror = Mirror(reflecting: some.value)
      if mirror.children.isEmpty { return [path: "some \(some.value)"] }
    }
    if mirror.children.isEmpty { return [path: "\(value)"] }
    var leaves: [String: String] = [:]
    for (index, child) in mirror.children.enumerated() {
      let name = child.label ?? "\(index)"
      leaves.merge(of(child.value, path: "\(path)/\(name)")) { first, _ in first }
    }
    return leaves
  }
}

/// The elements, where the standard library shows storage alone.
extension InlineArray: @retroactive CustomReflectable where Element: Copyable {
  /// The elements by their places.
  public var customMirror: Mirror { Mirror(self, unlabeledChildren: indices.map { self[$0] }) }
}
