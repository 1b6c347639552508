// SPDX-License-Identifier: Apache-2.0

/// What was measured of any number of messages. Mergeable: two corpora measured apart and merged give what one run over
/// both gives, in whatever order.
///
/// Tables are bounded. A table with more than `rowLimit` keys keeps those with the shortest names, in alphabetical order
/// among names of one length, and adds up all others under `otherKey`: a rule that looks at nothing but the names, so that
/// what is kept is exact and does not depend on the order of the messages or on how they were shared out. The domains from
/// which most mail comes have short names; the ones made up by the thousand have not. To keep the largest rows instead, all
/// rows would have to be kept: one that is small in each of two halves, and dropped there, can be the largest of the whole.
public struct CorpusTally: Hashable, Sendable {
  /// Rows of one table at most, that for `otherKey` and that for `unknownKey` not counted.
  public static let rowLimit = 10_000
  /// Rows by which a table grows over its limit before it is shortened.
  private static let rowSlack = 2_000
  /// Messages listed at most, in each list.
  public static let listLimit = 100
  /// Stands for all keys beyond `rowLimit`.
  public static let otherKey = "(others)"
  /// Stands for a key that a message does not have.
  public static let unknownKey = "(unknown)"

  /// Everything.
  public var total = SizeTally()
  /// Leaves by content type.
  public var byType: [String: SizeTally] = [:]
  /// Leaves by transfer encoding; `(none)` where the field is missing.
  public var byEncoding: [String: SizeTally] = [:]
  /// Messages by the domain of the From field.
  public var byDomain: [String: SizeTally] = [:]
  /// Messages by the year of the Date field.
  public var byYear: [String: SizeTally] = [:]
  /// Messages by the mailbox that holds them.
  public var byMailbox: [String: SizeTally] = [:]
  /// Messages by trait.
  public var traits: [MessageTrait: Int] = [:]
  /// Messages by defect.
  public var defects: [String: Int] = [:]
  /// Encoded leaves by whether they can be converted.
  public var convertibility: [Convertibility: SizeTally] = [:]
  /// Messages by size in wire form: entry `n` counts sizes of `2^(n-1)` up to but not including `2^n` octets.
  public package(set) var sizes = Array(repeating: 0, count: 64)
  /// Messages by overhead in tenths of the decoded size: entry `n` counts `n`/10 up to but not including `(n+1)`/10,
  /// the last entry all above.
  public package(set) var overheads = Array(repeating: 0, count: 11)
  /// The messages whose encodings waste most octets, largest first.
  public var wasteful: [ListedMessage] = []
  /// Messages that known readers understand differently, by file and number.
  public var ambiguous: [ListedMessage] = []

  /// A message named in a list.
  public struct ListedMessage: Hashable, Sendable {
    /// Path of its file.
    public var file: String
    /// Number in the file, from 1.
    public var message: Int
    /// Octets on the wire.
    public var octets: Int
    /// Octets that its encodings add.
    public var overhead: Int
    /// The defects for which it is listed.
    public var defects: [String]

    /// A message of these values.
    public init(file: String, message: Int, octets: Int, overhead: Int, defects: [String]) {
      self.file = file
      self.message = message
      self.octets = octets
      self.overhead = overhead
      self.defects = defects
    }

    var place: (String, Int) { (file, message) }
  }

  /// Nothing measured.
  public init() {}

  /// Adds what another tally counted.
  public mutating func merge(_ other: CorpusTally) {
    total.merge(other.total)
    Self.merge(&byType, other.byType)
    Self.merge(&byEncoding, other.byEncoding)
    Self.merge(&byDomain, other.byDomain)
    Self.merge(&byYear, other.byYear)
    Self.merge(&byMailbox, other.byMailbox)
    traits.merge(other.traits, uniquingKeysWith: +)
    defects.merge(other.defects, uniquingKeysWith: +)
    for (key, tally) in other.convertibility {
      convertibility[key, default: SizeTally()].merge(tally)
    }
    for index in sizes.indices { sizes[index] += other.sizes[index] }
    for index in overheads.indices { overheads[index] += other.overheads[index] }
    wasteful += other.wasteful
    ambiguous += other.ambiguous
    shortenLists(to: Self.listLimit)
  }

  private static func merge(
    _ rows: inout [String: SizeTally], _ other: [String: SizeTally]
  ) {
    if rows.isEmpty {
      rows = other
    } else {
      for (key, tally) in other { add(tally, to: &rows, key) }
    }
    shorten(&rows)
  }

  /// Adds to a row of a table.
  static func add(_ tally: SizeTally, to rows: inout [String: SizeTally], _ key: String) {
    rows[key, default: SizeTally()].merge(tally)
    if rows.count > rowLimit + rowSlack { shorten(&rows) }
  }

  /// Brings a table to its limit. A key that goes once never comes back, for the shorter names stay.
  private static func shorten(_ rows: inout [String: SizeTally]) {
    guard rows.count > rowLimit else { return }
    let keys = rows.keys.filter { $0 != otherKey && $0 != unknownKey }
    guard keys.count > rowLimit else { return }
    let inOrder = keys.sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
    for key in inOrder[rowLimit...] {
      if let tally = rows.removeValue(forKey: key) {
        rows[otherKey, default: SizeTally()].merge(tally)
      }
    }
  }

  /// Brings tables and lists into the form that does not depend on how the messages came.
  mutating func shorten() {
    Self.shorten(&byType)
    Self.shorten(&byEncoding)
    Self.shorten(&byDomain)
    Self.shorten(&byYear)
    Self.shorten(&byMailbox)
    shortenLists(to: Self.listLimit)
  }

  mutating func list(_ message: ListedMessage, isAmbiguous: Bool) {
    if message.overhead > 0 {
      wasteful.append(
        ListedMessage(
          file: message.file, message: message.message, octets: message.octets,
          overhead: message.overhead, defects: []))
    }
    if isAmbiguous { ambiguous.append(message) }
    if max(wasteful.count, ambiguous.count) >= 2 * Self.listLimit {
      shortenLists(to: Self.listLimit)
    }
  }

  /// Brings the lists into their order and to their length.
  mutating func shortenLists(to limit: Int) {
    wasteful.sort { ($1.overhead, $0.file, $0.message) < ($0.overhead, $1.file, $1.message) }
    ambiguous.sort { $0.place < $1.place }
    if wasteful.count > limit { wasteful.removeLast(wasteful.count - limit) }
    if ambiguous.count > limit { ambiguous.removeLast(ambiguous.count - limit) }
  }
}
