// SPDX-License-Identifier: Apache-2.0
package import MailTypes

/// Durations in buckets that double: bucket `n` holds durations below 2^(n+10) microseconds that
/// the bucket before does not; the first takes all below about 1 ms, the last is open.
package struct LatencyHistogram: Equatable, Sendable {
  package static let buckets = 22

  private var counts = InlineArray<22, UInt32>(repeating: 0)

  package init() {}

  package var total: Int {
    var sum = 0
    for index in counts.indices { sum += Int(counts[index]) }
    return sum
  }

  package func count(inBucket bucket: Int) -> Int { Int(counts[bucket]) }

  /// Upper end of a bucket in microseconds; nil for the last, which has none.
  package static func upperBound(ofBucket bucket: Int) -> Int64? {
    bucket == buckets - 1 ? nil : 1 << Int64(bucket + 10)
  }

  /// Negative durations (a clock set back) count as 0.
  package mutating func add(microseconds: Int64) {
    let width = Int64.bitWidth - max(0, microseconds).leadingZeroBitCount
    let bucket = min(max(0, width - 10), Self.buckets - 1)
    if counts[bucket] < .max { counts[bucket] += 1 }
  }

  /// An upper bound of the quantile in microseconds: the upper end of the bucket in which it lies.
  /// Nil without durations, and where the quantile lies in the open last bucket.
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

  package mutating func merge(_ other: LatencyHistogram) {
    for index in counts.indices {
      let (sum, overflow) = counts[index].addingReportingOverflow(other.counts[index])
      counts[index] = overflow ? .max : sum
    }
  }

  package static func == (a: LatencyHistogram, b: LatencyHistogram) -> Bool {
    for index in a.counts.indices where a.counts[index] != b.counts[index] { return false }
    return true
  }
}

extension LatencyHistogram: FieldCoded {
  package static var blank: LatencyHistogram { LatencyHistogram() }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    for index in counts.indices { try archive.number(&counts[index]) }
  }
}
