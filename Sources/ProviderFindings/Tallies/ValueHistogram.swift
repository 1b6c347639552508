// SPDX-License-Identifier: Apache-2.0
package import MailTypes

/// Durations in microseconds, or sizes in octets, in buckets that quarter each doubling: a bucket's upper end is at
/// most a quarter above its lower one. The first takes all below 256, the last is open from 2^39 on.
package struct ValueHistogram: Equatable, Sendable {
  /// The doublings that are told apart: from 2^8 to 2^39.
  private static let firstDoubling = 8
  private static let doublings = 31
  package static let buckets = 4 * doublings + 2

  private var counts = InlineArray<126, UInt32>(repeating: 0)

  package init() {}

  package var total: Int {
    var sum = 0
    for index in counts.indices { sum += Int(counts[index]) }
    return sum
  }

  package func count(inBucket bucket: Int) -> Int { Int(counts[bucket]) }

  /// Upper end of a bucket; nil for the last, which has none.
  package static func upperBound(ofBucket bucket: Int) -> Int64? {
    if bucket == buckets - 1 { return nil }
    let (doubling, quarter) = bucket.quotientAndRemainder(dividingBy: 4)
    return Int64(4 + quarter) << Int64(firstDoubling + doubling - 2)
  }

  /// The bucket of a value. Negative ones (durations when a clock was set back) count as 0.
  package static func bucket(of value: Int64) -> Int {
    let value = max(0, value)
    let doubling = Int64.bitWidth - 1 - value.leadingZeroBitCount
    if doubling < firstDoubling { return 0 }
    if doubling >= firstDoubling + doublings { return buckets - 1 }
    let quarter = Int(value >> Int64(doubling - 2)) & 3
    return 4 * (doubling - firstDoubling) + quarter + 1
  }

  package mutating func add(_ value: Int64) {
    let bucket = Self.bucket(of: value)
    if counts[bucket] < .max { counts[bucket] += 1 }
  }

  /// An upper bound of the quantile: the upper end of the bucket in which it lies. Nil without values, and where the
  /// quantile lies in the open last bucket.
  package func upperBound(ofPermille permille: Int) -> Int64? {
    let total = self.total
    guard total > 0 else { return nil }
    let rank = max(1, (total * permille + 999) / 1000)
    var sum = 0
    for bucket in 0..<Self.buckets {
      sum += Int(counts[bucket])
      if sum >= rank { return Self.upperBound(ofBucket: bucket) }
    }
    return nil
  }

  package mutating func merge(_ other: ValueHistogram) {
    for index in counts.indices {
      counts[index].addSaturating(other.counts[index])
    }
  }

  package static func == (a: ValueHistogram, b: ValueHistogram) -> Bool {
    for index in a.counts.indices where a.counts[index] != b.counts[index] { return false }
    return true
  }
}

extension ValueHistogram: FieldCoded {
  package static var blank: ValueHistogram { ValueHistogram() }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    for index in counts.indices { try archive.number(&counts[index]) }
  }
}
