// SPDX-License-Identifier: Apache-2.0

/// What was measured of any number of messages. Mergeable: two corpora measured apart and merged give what one run over
/// both gives, as long as no table reaches `rowLimit`.
public struct CorpusTally: Hashable, Sendable {
  /// Rows of one table at most. Further keys are counted under `otherKey`, so that memory stays bounded.
  public static let rowLimit = 20_000
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
  public var sizes = Array(repeating: 0, count: 64)
  /// Messages by overhead in tenths of the decoded size: entry `n` counts `n`/10 up to but not including `(n+1)`/10,
  /// the last entry all above.
  public var overheads = Array(repeating: 0, count: 11)
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
    // In the order of the keys, so that a full table is the same whatever the order of the dictionary.
    for key in other.keys.sorted() {
      if let tally = other[key] { add(tally, to: &rows, key) }
    }
  }

  /// Adds to a row of a table.
  static func add(_ tally: SizeTally, to rows: inout [String: SizeTally], _ key: String) {
    let isFull = rows.count >= rowLimit && rows[key] == nil
    rows[isFull ? otherKey : key, default: SizeTally()].merge(tally)
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
