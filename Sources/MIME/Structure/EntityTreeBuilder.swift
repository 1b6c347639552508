// SPDX-License-Identifier: Apache-2.0

/// Stage 2: events → tree. Leaves are measured on the way.
public struct EntityTreeBuilder: EntityEventSink, Sendable {
  /// The tree so far; complete after `EntityScanner.finish`.
  public private(set) var tree = EntityTree()

  /// Defects and content fields kept at most for each entity that is, taken together over the message.
  private static let notesForEachEntity = 4
  /// The same whatever the number of entities: what is kept is to be shown.
  private static let noteLimit = 1 << 17
  /// What is left for defects and content fields.
  private var notes: Int
  /// What is left for entities, so that a hostile message does not fill the memory. Deep ones cost more, for their part
  /// numbers are long.
  private var budget: Int
  /// Open entities: index in the tree, or nil for one that is omitted.
  private var open: [Int?] = []
  private var meter = LeafMeter()

  /// A builder for one message.
  ///
  /// - Parameter entityLimit: entities kept at most, if they are not nested deeply.
  public init(entityLimit: Int = 65_536) {
    budget = entityLimit
    notes = min(min(entityLimit, Self.noteLimit) * Self.notesForEachEntity, Self.noteLimit)
  }

  /// The tree of a message that is at hand as a whole.
  public static func tree(
    of message: Span<UInt8>, limits: ParseLimits = .standard
  ) -> EntityTree {
    var builder = EntityTreeBuilder()
    var scanner = EntityScanner(limits: limits)
    scanner.scan(message, into: &builder)
    scanner.finish(into: &builder)
    return builder.tree
  }

  /// Takes the next event of the message.
  public mutating func receive(_ event: EntityEvent, _ octets: Span<UInt8>) {
    switch event {
    case .entityBegan: beginEntity()
    case .fieldBegan(let name): beginField(name)
    case .field: endRange(at: tree.octetCount + octets.count)
    case .bodyBegan(let head): beginBody(head)
    case .body: meter.measure(octets)
    case .entityEnded: endEntity()
    case .defect(let defect): note(defect)
    case .strayLine, .headerEnd, .preamble, .delimiter, .closeDelimiter, .epilogue, .unparsed:
      break
    }
    tree.octetCount += octets.count
    tree.octets.add(event, octets.count)
  }

  private mutating func beginEntity() {
    let cost = 1 + open.count / 4
    guard budget >= cost else {
      tree.omittedCount += 1
      open.append(nil)
      return
    }
    budget -= cost
    let parent = open.last ?? nil
    open.append(tree.entities.count)
    tree.entities.append(Entity(at: tree.octetCount, parent: parent))
  }

  private mutating func beginField(_ name: FieldName) {
    guard let index = open.last ?? nil else { return }
    switch name {
    case .contentType, .contentTransferEncoding, .contentDisposition, .mimeVersion:
      isInContentField = takeNote()
      guard isInContentField else { return }
      let start = tree.octetCount
      tree.entities[index].contentFields.append(
        Entity.ContentField(name: name, range: start..<start))
    default: isInContentField = false
    }
  }

  private var isInContentField = false

  private mutating func endRange(at end: Int) {
    guard isInContentField, let index = open.last ?? nil else { return }
    let last = tree.entities[index].contentFields.count - 1
    let start = tree.entities[index].contentFields[last].range.lowerBound
    tree.entities[index].contentFields[last].range = start..<end
  }

  private mutating func beginBody(_ head: EntityHead) {
    isInContentField = false
    if head.kind == .leaf {
      meter.begin(head.encoding, isText: head.type.isText)
    }
    guard let index = open.last ?? nil else { return }
    let start = tree.octetCount
    tree.entities[index].head = head
    tree.entities[index].header = tree.entities[index].header.lowerBound..<start
    tree.entities[index].body = start..<start
  }

  private mutating func endEntity() {
    guard let index = open.popLast() ?? nil else { return }
    let body = tree.entities[index].body.lowerBound
    tree.entities[index].body = body..<tree.octetCount
    guard tree.entities[index].head.kind == .leaf else { return }
    let result = meter.finish()
    tree.entities[index].size = result.size
    tree.entities[index].layout = result.layout
    tree.entities[index].irregularity = result.irregularity
    tree.entities[index].decodedCounts = result.decodedCounts
    for kind in result.defects { note(Defect(kind, at: body), of: index) }
  }

  /// Keeps a defect of an entity, or of none.
  private mutating func note(_ defect: Defect, of index: Int?) {
    guard takeNote() else { return }
    if let index {
      tree.entities[index].defects.append(defect)
    } else {
      tree.defects.append(defect)
    }
  }

  private mutating func takeNote() -> Bool {
    guard notes > 0 else {
      tree.omittedNotes += 1
      return false
    }
    notes -= 1
    return true
  }

  private mutating func note(_ defect: Defect) {
    note(defect, of: open.last ?? nil)
  }
}
