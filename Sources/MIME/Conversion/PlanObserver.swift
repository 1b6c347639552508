// SPDX-License-Identifier: Apache-2.0

/// Takes the events of a message and keeps what its plan depends on.
struct PlanObserver: EntityEventSink, Sendable {
  private(set) var rules: ConversionRules
  private(set) var facts: [EntityFacts] = []
  /// Outside of messages that may have to be encoded as a whole.
  private(set) var frame = MessageFrame()
  /// Inside of them.
  private(set) var innerFrame = MessageFrame()
  private(set) var octetCount = 0

  private var open: [OpenEntity] = []
  private var boundaries: [[UInt8]] = []
  private var header = HeaderFacts()
  private var leaf = LeafStudy()
  /// A message/global that may have to be encoded as a whole.
  private var wholeMessage: WholeMessage?
  /// One that has ended; whose its last line break is shows with the next octets.
  private var endedWhole: WholeMessage?
  /// The leaf whose body is under way, or has ended and may yet turn out to be the last one of a multipart that breaks off.
  private var lastLeaf: LeafFacts?
  private var cutDelimiter = CutDelimiter()
  /// Octets left for rows and what hangs on them, so that a hostile message does not fill the memory.
  private var room = Self.octetLimit
  /// Whether there were more entities than there was room for. Nothing is kept of them then: the message stays as it is.
  private(set) var isOverLimit = false

  private static let octetLimit = 24 << 20
  /// What a row comes to: itself, twice while the list grows, its line of the plan and what the allocator adds.
  private static let rowCost = 3 * MemoryLayout<EntityFacts>.stride
  /// What a conversion comes to besides: the verdict, the splices and their octets.
  private static let conversionCost = 600

  /// An open entity: its index in `facts`, nil once there are too many.
  private struct OpenEntity: Sendable {
    var index: Int?
    var hasBoundary = false
  }

  init(policy: ConversionPolicy) { rules = ConversionRules(policy: policy) }

  var policy: ConversionPolicy { rules.policy }

  /// Takes the next event of the message.
  mutating func receive(_ event: EntityEvent, _ octets: Span<UInt8>) {
    if octets.count > 0 { settleWhole(before: octets[0]) }
    wholeMessage?.take(event, octets)
    cutDelimiter.take(event, octets, at: octetCount)
    switch event {
    case .entityBegan: beginEntity()
    case .fieldBegan(let name): beginField(name)
    case .field: takeField(octets)
    case .strayLine:
      header.endField()
      countHeader(octets)
    case .headerEnd:
      if let index = open.last?.index {
        facts[index].endHeader(at: octetCount, lineEnd: octets.count == 2 ? .crlf : .lf)
      }
      countHeader(octets)
    case .bodyBegan(let head): beginBody(head)
    case .body: leaf.study(octets)
    case .preamble, .delimiter, .closeDelimiter, .epilogue, .unparsed: countStructure(octets)
    case .entityEnded: endEntity()
    case .defect(let defect): note(defect)
    }
    octetCount += octets.count
  }

  /// Takes lines of base64 that need not be looked at again.
  mutating func receiveBase64Lines(_ octets: Span<UInt8>, _ lines: Base64Lines) {
    if octets.count > 0 { settleWhole(before: octets[0]) }
    wholeMessage?.take(.body, octets)
    leaf.study(octets, lines)
    octetCount += octets.count
  }

  mutating func finish() {
    settleWhole(before: nil)
    if let lastLeaf, facts[lastLeaf.index].body.upperBound == cutDelimiter.uncertainEnd {
      self.lastLeaf?.isEndUncertain = true
    }
    settleLeaf()
    frame.breakOff()
    innerFrame.breakOff()
  }

  private mutating func note(_ defect: Defect) {
    rules.note(defect.kind)
    guard defect.kind == .unclosedMultipart || defect.kind == .noDelimiter else { return }
    // Readers differ about the line end before the place where the multipart breaks off.
    if let lastLeaf, facts[lastLeaf.index].body.upperBound == octetCount {
      self.lastLeaf?.isEndUncertain = true
    }
    endedWhole?.leaf.isEndUncertain = true
  }

  // MARK: Header sections

  private mutating func beginEntity() {
    settleLeaf()
    rules.beginEntity()
    var entity = OpenEntity(index: nil)
    spend(Self.rowCost)
    if !isOverLimit {
      entity.index = facts.count
      facts.append(EntityFacts(parent: open.last?.index))
    }
    open.append(entity)
    header = HeaderFacts()
  }

  private mutating func spend(_ octets: Int) {
    room -= octets
    guard room < 0, !isOverLimit else { return }
    isOverLimit = true
    rules.note(.limitReached)
    facts = []
    lastLeaf = nil
    wholeMessage = nil
    endedWhole = nil
    leaf.begin(.stored, countsStored: false, content: ContentStudy())
    for index in open.indices { open[index].index = nil }
  }

  private mutating func beginField(_ name: FieldName) {
    header.begin(name, at: octetCount)
    rules.beginField(name)
  }

  private mutating func takeField(_ octets: Span<UInt8>) {
    header.take(octets)
    countHeader(octets)
  }

  private mutating func countHeader(_ octets: Span<UInt8>) {
    rules.countHeader(octets.count)
    header.octetCount += octets.count
    if header.octetCount == octets.count { breakFrame() }
    if policy.target == .binary {
      // Only line ends matter, and header sections come line by line.
      frame.header.countLineEnd(of: octets)
    } else {
      let holdsNonASCII =
        wholeMessage == nil ? frame.header.add(octets) : innerFrame.header.add(octets)
      if holdsNonASCII { header.hasNonASCII = true }
    }
  }

  private mutating func countStructure(_ octets: Span<UInt8>) {
    let holdsNonASCII =
      wholeMessage == nil ? frame.structure.add(octets) : innerFrame.structure.add(octets)
    if holdsNonASCII, let index = open.last?.index { facts[index].hasNonASCIIBody = true }
  }

  private mutating func breakFrame() {
    if wholeMessage == nil { frame.breakOff() } else { innerFrame.breakOff() }
  }

  // MARK: Bodies

  private var isLineStore: Bool { frame.lineEnds.isStore }

  private mutating func beginBody(_ head: EntityHead) {
    breakFrame()
    if header.isTooLong { rules.note(.limitReached) }
    let ruling = rules.begin(head)
    guard let last = open.indices.last else { return }
    if head.kind == .multipart {
      open[last].hasBoundary = true
      boundaries.append(head.type.boundary ?? [])
    }
    guard let index = open[last].index else { return }
    facts[index].take(head, header, bodyOffset: octetCount)
    facts[index].fixed = ruling.fixed
    spend(facts[index].heldOctets)
    if isOverLimit { return }
    var leaf = LeafFacts(
      head, index: index, endsMessage: !ruling.isEnclosed, fixed: ruling.fixed)
    leaf.obstacle = ruling.obstacle
    switch head.kind {
    case .leaf: beginLeaf(head, leaf)
    case .multipart: break
    case .message:
      if policy.target == .sevenBit, head.type.subtype == "global", wholeMessage == nil,
        leaf.fixed == nil
      {
        wholeMessage = WholeMessage(leaf, isLineStore: isLineStore)
      }
    }
  }

  private mutating func beginLeaf(_ head: EntityHead, _ leaf: LeafFacts) {
    lastLeaf = leaf
    let isFixed = leaf.fixed != nil
    var method = LeafStudy.Method.stored
    var content = ContentStudy()
    if !isFixed, leaf.encoding == .base64, policy.target < .binary || leaf.obstacle == nil {
      method = .base64
      if leaf.obstacle == nil { content = decodedStudy(head) }
    } else if !isFixed, leaf.encoding == .quotedPrintable, leaf.obstacle == nil,
      policy.target > .sevenBit
    {
      method = .quotedPrintable(isLineStore: isLineStore)
      content = decodedStudy(head)
    } else if !isFixed, policy.target < .binary, leaf.encoding?.isIdentity ?? true {
      method = .identity(hasLines: isLineStore && leaf.hasLines)
      content = ContentStudy([.counts, .escapes], boundaries: [])
    }
    self.leaf.begin(
      method, countsStored: policy.target < .binary || frame.lineEnds.hasLF, content: content)
  }

  /// A study of content octets that may come to stand unencoded.
  private func decodedStudy(_ head: EntityHead) -> ContentStudy {
    var wants: ContentStudy.Wants = []
    if head.type.isText { wants.insert(.counts) }
    if policy.avoidsFromLines { wants.insert(.fromLines) }
    return ContentStudy(wants, boundaries: boundaries)
  }

  private mutating func endEntity() {
    breakFrame()
    guard let entity = open.popLast() else { return }
    if entity.hasBoundary { boundaries.removeLast() }
    guard let index = entity.index else { return }
    facts[index].endBody(at: octetCount)
    if facts[index].kind == .leaf { lastLeaf?.study = leaf.finish() }
    if wholeMessage?.leaf.index == index {
      facts[index].mustBeWhole = !innerFrame.fits(policy.target, isLineStore: isLineStore)
      frame.addInner(innerFrame, asBody: facts[index].mustBeWhole)
      innerFrame = MessageFrame()
      endedWhole = wholeMessage
      wholeMessage = nil
    }
  }

  // MARK: Verdicts

  /// Judges the leaf that has ended. Line ends are known by then: a message that turns out to have both kinds stays as it
  /// is whatever is found.
  private mutating func settleLeaf() {
    guard let leaf = lastLeaf, leaf.study != nil else { return }
    lastLeaf = nil
    settle(leaf)
  }

  /// Judges the message/global that has ended before `octet`, or at the end of the message.
  private mutating func settleWhole(before octet: UInt8?) {
    guard var whole = endedWhole else { return }
    endedWhole = nil
    // A delimiter that does not begin with a line break shares the one before it.
    let shared = whole.finish(sharesBreak: octet == Octet.hyphen)
    facts[whole.leaf.index].endBody(at: octetCount - shared)
    if facts[whole.leaf.index].mustBeWhole { settle(whole.leaf) }
  }

  private mutating func settle(_ leaf: LeafFacts) {
    let judge = LeafJudge(policy: policy, isLineStore: isLineStore)
    let verdict = judge.verdict(leaf)
    let stored = leaf.study?.stored ?? OctetCounts()
    facts[leaf.index].settle(verdict, stored, isText: leaf.isText)
    if case .convert = verdict { spend(Self.conversionCost) }
  }

  /// Hands the rows over, so that their new owner may change them without a copy.
  mutating func takeFacts() -> [EntityFacts] {
    defer { facts = [] }
    return facts
  }
}

extension OctetCounts {
  /// Counts the next octets; says whether any of them is above ASCII.
  fileprivate mutating func add(_ octets: Span<UInt8>) -> Bool {
    let before = nonASCII
    count(octets)
    return nonASCII > before
  }
}
