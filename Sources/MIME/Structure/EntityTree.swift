// SPDX-License-Identifier: Apache-2.0

/// The entities of one message in the order in which they begin; the first is the message itself.
public struct EntityTree: Hashable, Sendable {
  /// The entities; an entity's `parent` is an index into this.
  public internal(set) var entities: [Entity] = []
  /// Entities beyond the builder's limit, which are not in `entities`.
  public internal(set) var omittedCount = 0
  /// Defects and content fields beyond the builder's limit, which are not in the tree.
  public internal(set) var omittedNotes = 0
  /// Octets of the message.
  public internal(set) var octetCount = 0
  /// Octets by what they are; their sum is `octetCount`.
  public internal(set) var octets = OctetAccount()
  /// Defects met outside any entity of the tree.
  public internal(set) var defects: [Defect] = []
}

/// Octets of a message by what they are.
public struct OctetAccount: Hashable, Sendable {
  /// Header sections with the empty lines that end them.
  public internal(set) var header = 0
  /// Bodies of leaves.
  public internal(set) var body = 0
  /// Delimiters, preambles and epilogues.
  public internal(set) var structure = 0
  /// Octets beyond `ParseLimits.parts`.
  public internal(set) var unparsed = 0

  /// All octets.
  public var total: Int { header + body + structure + unparsed }

  mutating func add(_ event: EntityEvent, _ count: Int) {
    switch event {
    case .field, .strayLine, .headerEnd: header += count
    case .body: body += count
    case .preamble, .delimiter, .closeDelimiter, .epilogue: structure += count
    case .unparsed: unparsed += count
    case .entityBegan, .fieldBegan, .bodyBegan, .entityEnded, .defect: break
    }
  }
}
