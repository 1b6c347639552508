// SPDX-License-Identifier: Apache-2.0

/// Takes the events of a message and keeps what its plan depends on.
struct PlanObserver: EntityEventSink, Sendable {
  let policy: ConversionPolicy
  private(set) var facts: [EntityFacts] = []
  /// Outside of messages that may have to be encoded as a whole.
  private(set) var frame = MessageFrame()
  /// Inside of them.
  private(set) var innerFrame = MessageFrame()
  /// The first obstacle, in the order of the reasons, to any conversion.
  private(set) var reason: ConversionReason?
  private(set) var holdsRecipes = false
  /// Signatures in the header section of the message itself.
  private(set) var signature: ConversionReason?
  private(set) var octetCount = 0

  private var open: [OpenEntity] = []
  private var boundaries: [[UInt8]] = []
  private var header = HeaderFacts()
  private var leaf = LeafStudy()
  /// A message/global that may have to be encoded as a whole, and the study of its body.
  private var wholeMessage: (index: Int, study: LeafStudy)?
  private var lastLeaf: Int?
  /// What is left for entities, so that a hostile message does not fill the memory: with this many, of nearly 1 kB each while
  /// the array grows, the program stays below 64 MiB.
  private var budget = 24_000

  /// An open entity: its index in `facts`, nil once there are too many.
  private struct OpenEntity: Sendable {
    var index: Int?
    /// What forbids changes to all that is inside.
    var fixed: ConversionReason?
    var hasBoundary = false
    var hasMultipart = false
  }

  init(policy: ConversionPolicy) { self.policy = policy }

  /// Takes the next event of the message.
  mutating func receive(_ event: EntityEvent, _ octets: Span<UInt8>) {
    if octets.count > 0 { wholeMessage?.study.study(octets) }
    switch event {
    case .entityBegan: beginEntity()
    case .fieldBegan(let name): beginField(name)
    case .field: takeField(octets)
    case .strayLine:
      if header.endStrayLine(octets) { note(.ambiguousHeader) }
      countHeader(octets)
    case .headerEnd:
      if let index = open.last?.index {
        facts[index].headerEnd = (octetCount, octets.count == 2 ? .crlf : .lf)
      }
      countHeader(octets)
    case .bodyBegan(let description): beginBody(description)
    case .body: leaf.study(octets)
    case .preamble, .delimiter, .closeDelimiter, .epilogue, .unparsed: countStructure(octets)
    case .entityEnded: endEntity()
    case .defect(let defect): note(defect)
    }
    octetCount += octets.count
  }

  /// Takes lines of base64 that need not be looked at again.
  mutating func receiveBase64Lines(_ octets: Span<UInt8>, _ lines: Base64Lines) {
    wholeMessage?.study.study(octets)
    leaf.study(octets, lines)
    octetCount += octets.count
  }

  mutating func finish() {
    frame.breakOff()
    innerFrame.breakOff()
  }

  // MARK: Reasons

  private mutating func note(_ found: ConversionReason) {
    reason = min(reason ?? found, found)
  }

  private mutating func note(_ defect: Defect) {
    switch defect.kind {
    case .strayHeaderLine where defect.place == 0: header.mayBeEnvelope = true
    case .encodedComposite: header.isEncodedComposite = true
    case .unclosedMultipart, .noDelimiter:
      // Readers differ about the line end before the place where the multipart breaks off.
      if let lastLeaf, facts[lastLeaf].body.upperBound == octetCount {
        facts[lastLeaf].isEndUncertain = true
      }
      if defect.kind == .noDelimiter { note(.ambiguousStructure) }
    case .irregularBoundary: header.hasIrregularBoundary = true
    default: if let reason = ConversionReason(ambiguityOf: defect.kind) { note(reason) }
    }
  }

  // MARK: Header sections

  private mutating func beginEntity() {
    let cost = 1 + open.count / 4
    var entity = OpenEntity(index: nil, fixed: open.last?.fixed)
    entity.hasMultipart = open.last.map { $0.hasMultipart || $0.hasBoundary } ?? false
    if budget >= cost {
      budget -= cost
      entity.index = facts.count
      var new = EntityFacts()
      new.parent = open.last?.index
      facts.append(new)
    } else {
      note(.limitReached)
    }
    open.append(entity)
    header = HeaderFacts()
  }

  private mutating func beginField(_ name: FieldName) {
    header.begin(name, at: octetCount)
    if name == .contentTransferRecipe {
      holdsRecipes = true
      note(.alreadyConverted)
    }
  }

  private mutating func takeField(_ octets: Span<UInt8>) {
    header.take(octets)
    countHeader(octets)
  }

  private mutating func countHeader(_ octets: Span<UInt8>) {
    header.octetCount += octets.count
    if header.octetCount == octets.count { breakFrame() }
    if policy.target == .binary {
      // Only line ends matter, and header sections come line by line.
      frame.header.countLineEnd(of: octets)
    } else if wholeMessage == nil {
      frame.header.count(octets)
    } else {
      innerFrame.header.count(octets)
    }
  }

  private mutating func countStructure(_ octets: Span<UInt8>) {
    if wholeMessage == nil {
      frame.structure.count(octets)
    } else {
      innerFrame.structure.count(octets)
    }
  }

  private mutating func breakFrame() {
    if wholeMessage == nil { frame.breakOff() } else { innerFrame.breakOff() }
  }

  // MARK: Bodies

  private var isLineStore: Bool { frame.lineEnds.isStore }

  private mutating func beginBody(_ description: EntityDescription) {
    breakFrame()
    if header.octetCount > RestoredHeader.octetLimit / 2 { note(.limitReached) }
    // RFC 6532 section 3.5 lets message/global be encoded.
    if header.isEncodedComposite, description.type.essence != "message/global" {
      note(.encodedComposite)
    }
    if header.hasAmbiguousEncoding(description.encoding) { note(.decoratedEncoding) }
    if description.kind == .multipart, header.hasAmbiguousBoundary(of: description.type) {
      note(.ambiguousStructure)
    }
    guard let last = open.indices.last else { return }
    let isRoot = last == 0
    let isMessage = isRoot || open[last - 1].index.map { facts[$0].kind == .message } ?? false
    if isMessage, let found = header.signature {
      if isRoot {
        signature = found
      } else if policy.purpose == .delivery, policy.signed == .keep {
        open[last].fixed = open[last].fixed ?? found
      }
    }
    open[last].fixed = open[last].fixed ?? Eligibility.fixed(description)
    guard let index = open[last].index else { return }
    facts[index].take(description, header, bodyOffset: octetCount)
    facts[index].fixed = open[last].fixed
    switch description.kind {
    case .leaf: beginLeaf(description, index)
    case .multipart:
      open[last].hasBoundary = true
      boundaries.append(description.type.boundary ?? [])
    case .message:
      if policy.target == .sevenBit, description.type.subtype == "global", wholeMessage == nil,
        facts[index].fixed == nil
      {
        var study = LeafStudy()
        study.begin(
          .identity(hasLines: isLineStore), countsStored: true,
          content: ContentStudy([.counts, .escapes], boundaries: []))
        wholeMessage = (index, study)
      }
    }
  }

  private mutating func beginLeaf(_ description: EntityDescription, _ index: Int) {
    lastLeaf = index
    facts[index].obstacle = Eligibility.obstacle(
      description, policy, isEnclosed: open.last?.hasMultipart == true)
    let isFixed = facts[index].fixed != nil
    var method = LeafStudy.Method.stored
    var content = ContentStudy()
    if !isFixed, description.encoding == .base64,
      policy.target < .binary || facts[index].obstacle == nil
    {
      method = .base64
      if facts[index].obstacle == nil { content = decodedStudy(description) }
    } else if !isFixed, description.encoding == .quotedPrintable,
      facts[index].obstacle == nil, policy.target > .sevenBit
    {
      method = .quotedPrintable(isLineStore: isLineStore)
      content = decodedStudy(description)
    } else if !isFixed, policy.target < .binary, description.encoding?.isIdentity ?? true {
      method = .identity(hasLines: isLineStore && facts[index].hasLines)
      content = ContentStudy([.counts, .escapes], boundaries: [])
    }
    leaf.begin(
      method, countsStored: policy.target < .binary || frame.lineEnds.hasLF, content: content)
  }

  /// A study of content octets that may come to stand unencoded.
  private func decodedStudy(_ description: EntityDescription) -> ContentStudy {
    var wants: ContentStudy.Wants = []
    if description.type.isText { wants.insert(.counts) }
    if policy.keepsFromLines { wants.insert(.fromLines) }
    return ContentStudy(wants, boundaries: boundaries)
  }

  private mutating func endEntity() {
    breakFrame()
    guard let entity = open.popLast() else { return }
    if entity.hasBoundary { boundaries.removeLast() }
    guard let index = entity.index else { return }
    facts[index].body = facts[index].body.lowerBound..<octetCount
    if facts[index].kind == .leaf { facts[index].study = leaf.finish() }
    if var whole = wholeMessage, whole.index == index {
      facts[index].study = whole.study.finish()
      facts[index].mustBeWhole = !innerFrame.fits(policy.target, isLineStore: isLineStore)
      frame.addInner(innerFrame, asBody: facts[index].mustBeWhole)
      innerFrame = MessageFrame()
      wholeMessage = nil
    }
  }
}
