// SPDX-License-Identifier: Apache-2.0

/// Writes fields as compact octets. `Documentation/TallyFormat.md` describes the form.
package struct FieldWriter: FieldArchive {
  private struct Mark: Hashable {
    var time: Int64
    var identity: UInt64
  }

  private var written: [UInt8] = []
  /// Zeros that are not written yet: most counters are 0, and a run of them takes two octets.
  private var zeros: UInt64 = 0
  /// The moment that the next one is written as a difference from.
  private var lastTime: Int64 = 0
  /// What was written before and is only pointed at when it comes again.
  private var words: [UInt64: Int] = [:]
  private var marks: [Mark: Int] = [:]
  private var texts: [[UInt8]: Int] = [:]

  package init() {}

  package var isReading: Bool { false }

  /// What has been written.
  package consuming func finish() -> [UInt8] {
    flushZeros()
    return written
  }

  package mutating func number(_ value: inout UInt64, upTo most: UInt64) {
    write(min(value, most))
  }

  package mutating func time(_ value: inout Int64) {
    write(difference: value &- lastTime)
    lastTime = value
  }

  package mutating func word(_ value: inout UInt64) {
    if isKnown(words[value], of: words.count) { return }
    words[value] = words.count
    write(word: value)
  }

  package mutating func mark(_ time: inout Int64, _ identity: inout UInt64) {
    let mark = Mark(time: time, identity: identity)
    if isKnown(marks[mark], of: marks.count) { return }
    marks[mark] = marks.count
    self.time(&time)
    write(word: identity)
  }

  package mutating func text(_ value: inout String) {
    let octets = Array(value.utf8)
    if isKnown(texts[octets], of: texts.count) { return }
    texts[octets] = texts.count
    write(octets)
  }

  package mutating func octets(_ value: inout [UInt8]) { write(value) }

  /// Writes how far back a thing is that came before, or 0 for a new one.
  private mutating func isKnown(_ place: Int?, of count: Int) -> Bool {
    write(UInt64(place.map { count - $0 } ?? 0))
    return place != nil
  }

  private mutating func write(_ octets: [UInt8]) {
    write(UInt64(octets.count))
    flushZeros()
    written += octets
  }

  private mutating func write(_ number: UInt64) {
    if number == 0 { return zeros += 1 }
    flushZeros()
    append(number)
  }

  /// Small differences of both signs as small numbers: 0, −1, 1, −2, 2 …
  private mutating func write(difference: Int64) {
    write(UInt64(bitPattern: difference << 1 ^ difference >> 63))
  }

  private mutating func write(word: UInt64) {
    flushZeros()
    for shift in 0..<UInt64(8) { written.append(UInt8(truncatingIfNeeded: word >> (8 * shift))) }
  }

  private mutating func flushZeros() {
    if zeros == 0 { return }
    written.append(0)
    append(zeros - 1)
    zeros = 0
  }

  /// Seven bits in each octet, the lowest first; the highest bit says that more follow.
  private mutating func append(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      written.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    written.append(UInt8(truncatingIfNeeded: rest))
  }
}
