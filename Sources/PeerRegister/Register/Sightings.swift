// SPDX-License-Identifier: Apache-2.0
package import MailTypes
import ProviderFindings
package import SessionLog

/// How often something was seen, and when first and last. Sessions, unless it says otherwise; their
/// start is the time. Mergeable.
package struct Sightings: Equatable, Sendable {
  package private(set) var count = 0
  private var earliest = LogTimestamp(microseconds: .max)
  private var latest = LogTimestamp(microseconds: .min)

  package init() {}

  /// What a register states; nil where a count has no times, or times have no order.
  package init?(count: Int, first: LogTimestamp?, last: LogTimestamp?) {
    if count == 0 { return }
    guard count > 0, let first, let last, first <= last else { return nil }
    self.count = count
    earliest = first
    latest = last
  }

  package var isEmpty: Bool { count == 0 }
  package var first: LogTimestamp? { isEmpty ? nil : earliest }
  package var last: LogTimestamp? { isEmpty ? nil : latest }

  package mutating func add(_ time: LogTimestamp) {
    count = count.saturatingSum(1)
    earliest = min(earliest, time)
    latest = max(latest, time)
  }

  package mutating func merge(_ other: Sightings) {
    count = count.saturatingSum(other.count)
    earliest = min(earliest, other.earliest)
    latest = max(latest, other.latest)
  }

  /// Of the provider known so far and one seen at `time`, the one that was seen last; at the same
  /// time the first by name.
  func laterProvider(_ known: Provider, or other: Provider, of time: LogTimestamp?) -> Provider {
    guard let time, let last else { return last == nil ? other : known }
    if time != last { return time > last ? other : known }
    return min(known, other)
  }
}

extension Sightings: FieldCoded {
  package static var blank: Sightings { Sightings() }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    var count = count
    try archive.saturatingCount(&count)
    guard count > 0 else { return self = Sightings() }
    var (first, last) = (first ?? .blank, last ?? .blank)
    try archive.value(&first)
    try archive.value(&last)
    guard let read = Sightings(count: count, first: first, last: last) else { throw .impossible }
    self = read
  }
}
