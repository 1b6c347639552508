// SPDX-License-Identifier: Apache-2.0

/// Stage 3: events → sizes. Measures messages one after the other and adds each to a tally.
public struct OverheadMeter: EntityEventSink, Sendable {
  private var tally = CorpusTally()
  // What goes into the tally at the end.
  private var messageCounts = MessageCounts()
  private var typeRow = LastRow()
  private var encodingRow = LastRow()
  private var domainRow = LastRow()
  private var yearRow = LastRow()
  private var mailboxRow = LastRow()

  private var leaf = LeafMeter()
  /// The leaf whose body is under way, or has ended and may yet turn out to be the last one of a multipart that breaks off.
  private var openLeaf: OpenLeaf?
  /// Leaves of the message that can be converted if the message can, by content type.
  private var convertible: [String: SizeTally] = [:]
  private var cutDelimiter = CutDelimiter()
  private var message = MessageProgress()
  /// Lone LF in structure.
  private var counts = OctetCounts()
  /// The last octet of a header section was a CR.
  private var lastWasCR = false
  private var octetCount = 0

  private struct OpenLeaf: Sendable {
    var head: EntityHead
    var outlook: ConversionRules.Ruling
    var result: LeafMeter.Result?
    /// Where the body ended.
    var end = 0
    var isEndUncertain = false
  }

  /// A meter that has measured nothing.
  public init() {}

  /// Begins a message. Its events must follow.
  public mutating func beginMessage() {
    message = MessageProgress()
    counts = OctetCounts()
    lastWasCR = false
    octetCount = 0
    cutDelimiter = CutDelimiter()
  }

  /// Ends a message and adds it to the tally.
  ///
  /// - Parameters:
  ///   - file: path of its file, for the lists.
  ///   - number: number in the file, from 1.
  ///   - mailbox: name of the mailbox that it is counted under.
  public mutating func endMessage(file: String, number: Int, mailbox: String) {
    if openLeaf?.end == cutDelimiter.uncertainEnd { openLeaf?.isEndUncertain = true }
    settleLeaf()
    if !convertible.isEmpty { settleConvertible() }
    message.sizes.messages = 1
    add(message, file, number, mailbox)
  }

  /// Ends measuring.
  ///
  /// - Returns: what was measured, the lists and tables sorted and cut to length.
  public consuming func finish() -> CorpusTally {
    flush()
    tally.shorten()
    return tally
  }

  /// Brings everything that was counted into the tally.
  private mutating func flush() {
    messageCounts.flush(into: &tally)
    typeRow.flush(into: &tally.byType)
    encodingRow.flush(into: &tally.byEncoding)
    domainRow.flush(into: &tally.byDomain)
    yearRow.flush(into: &tally.byYear)
    mailboxRow.flush(into: &tally.byMailbox)
  }

  /// Takes the next event of the message.
  public mutating func receive(_ event: EntityEvent, _ octets: Span<UInt8>) {
    cutDelimiter.take(event, octets, at: octetCount)
    switch event {
    case .entityBegan:
      settleLeaf()
      message.beginEntity()
    case .fieldBegan(let name): message.beginField(name)
    case .field:
      countHeader(octets)
      if message.collecting != nil { message.collect(octets) }
    case .strayLine, .headerEnd: countHeader(octets)
    case .bodyBegan(let head): beginBody(head)
    case .body: leaf.measure(octets)
    case .preamble, .delimiter, .closeDelimiter, .epilogue, .unparsed: countStructure(octets)
    case .entityEnded: endLeaf()
    case .defect(let defect): note(defect.kind)
    }
    octetCount += octets.count
  }

  /// Takes lines of base64 that need not be looked at again.
  public mutating func receiveBase64Lines(_ octets: Span<UInt8>, _ lines: Base64Lines) {
    leaf.measure(octets, lines)
    octetCount += octets.count
  }

  /// Takes lines of fields that are only counted.
  public mutating func receiveHeaderLines(_ octets: Span<UInt8>, _ lines: HeaderLines) {
    guard message.pass(lines, beginningWith: octets[0]) else {
      return receiveOneByOne(octets)
    }
    message.sizes.header += octets.count
    message.sizes.headerLineFeeds += lines.loneLineFeedCount
    message.outlook.countHeader(octets.count, lines)
    lastWasCR = false
    octetCount += octets.count
  }

  /// Counts octets of one line, or a piece of one.
  private mutating func countHeader(_ octets: Span<UInt8>) {
    let last = octets.count - 1
    guard last >= 0 else { return }
    message.sizes.header += octets.count
    var endsInLoneLF: Bool?
    if octets[last] == Octet.lf {
      let followsCR = last > 0 ? octets[last - 1] == Octet.cr : lastWasCR
      if !followsCR { message.sizes.headerLineFeeds += 1 }
      endsInLoneLF = !followsCR
    }
    message.outlook.countHeader(octets.count, endsInLoneLF: endsInLoneLF)
    lastWasCR = octets[last] == Octet.cr
    if OctetSearch.holdsNonASCII(octets) || message.isWithinCharacter {
      message.takeNonASCII(octets)
    }
  }

  private mutating func countStructure(_ octets: Span<UInt8>) {
    counts.loneLineFeeds = 0
    counts.lineFeeds = 0
    counts.count(octets)
    message.outlook.countStructure(counts)
    message.sizes.structure += octets.count
    message.sizes.structureLineFeeds += counts.loneLineFeeds
  }

  private mutating func beginBody(_ head: EntityHead) {
    let outlook = message.endHeader(head)
    // What follows does not go on from the header's last octet.
    counts = OctetCounts()
    guard head.kind == .leaf else { return }
    openLeaf = OpenLeaf(head: head, outlook: outlook)
    leaf.begin(head.encoding, isText: head.type.isText)
  }

  private mutating func endLeaf() {
    guard openLeaf != nil, openLeaf?.result == nil else { return }
    let result = leaf.finish()
    for kind in result.defects { message.note(kind) }
    openLeaf?.result = result
    openLeaf?.end = octetCount
  }

  private mutating func note(_ kind: Defect.Kind) {
    message.note(kind)
    // Readers differ about the line end before the place where a multipart breaks off.
    if kind == .unclosedMultipart || kind == .noDelimiter, openLeaf?.end == octetCount {
      openLeaf?.isEndUncertain = true
    }
  }

  /// Counts the leaf that has ended.
  private mutating func settleLeaf() {
    guard let leaf = openLeaf, let result = leaf.result else { return }
    openLeaf = nil
    let head = leaf.head
    let sizes = message.sizes(of: head, result, isFixed: leaf.outlook.fixed != nil)
    message.sizes.merge(sizes)
    typeRow.add(sizes, head.type.essence, to: &tally.byType)
    encodingRow.add(sizes, head.encoding?.token ?? "(none)", to: &tally.byEncoding)
    if let encoding = head.encoding, encoding.isDecodable {
      message.note(encoding)
      guard let reason = obstacle(leaf, result) else {
        CorpusTally.add(sizes, to: &convertible, head.type.essence)
        return
      }
      tally.convertibility[.refused(reason), default: SizeTally()].merge(sizes)
    }
    message.outlook.keep(head, result.lineEnds, hasLines: result.hasLineBreaks)
  }

  private func obstacle(_ leaf: OpenLeaf, _ result: LeafMeter.Result) -> ConversionReason? {
    if let fixed = leaf.outlook.fixed { return fixed }
    return Eligibility.decodingObstacle(
      EncodedBody(
        octetCount: result.size.encoded, decodedCount: result.size.decoded,
        obstacle: leaf.outlook.obstacle, isEndUncertain: leaf.isEndUncertain,
        defects: result.defects, layout: result.layout,
        text: leaf.head.type.isText ? result.decodedCounts : nil))
  }

  /// Counts the leaves that can be converted, now that it is known whether the message can.
  private mutating func settleConvertible() {
    let reason = message.outlook.obstacle
    var all = SizeTally()
    for (type, sizes) in convertible {
      all.merge(sizes)
      guard reason == nil else { continue }
      CorpusTally.add(Self.exactly(sizes.savedBinary), to: &tally.byType, type)
    }
    convertible.removeAll(keepingCapacity: true)
    if reason == nil {
      CorpusTally.add(
        Self.exactly(all.savedBinary), to: &tally.byEncoding, ContentTransferEncoding.base64.token)
      message.sizes.savedExactly += all.savedBinary
      all.savedExactly = all.savedBinary
    }
    let verdict = reason.map { Convertibility.refused($0) } ?? .exact
    tally.convertibility[verdict, default: SizeTally()].merge(all)
  }

  private static func exactly(_ saved: Int) -> SizeTally {
    var sizes = SizeTally()
    sizes.savedExactly = saved
    return sizes
  }

  private mutating func add(
    _ message: MessageProgress, _ file: String, _ number: Int, _ mailbox: String
  ) {
    let sizes = message.sizes
    tally.total.merge(sizes)
    domainRow.add(sizes, message.domain ?? CorpusTally.unknownKey, to: &tally.byDomain)
    let year = message.year.map { String($0) } ?? CorpusTally.unknownKey
    yearRow.add(sizes, year, to: &tally.byYear)
    mailboxRow.add(sizes, mailbox, to: &tally.byMailbox)
    message.count(into: &messageCounts)
    let wire = sizes.wire
    tally.sizes[Int.bitWidth - wire.leadingZeroBitCount] += 1
    let decoded = sizes.header + sizes.structure + sizes.decodedOnWire
    let share = decoded > 0 ? max(0, sizes.overhead) * 10 / decoded : 0
    tally.overheads[min(share, tally.overheads.count - 1)] += 1
    tally.list(
      CorpusTally.ListedMessage(
        file: file, message: number, octets: wire, overhead: sizes.overhead,
        defects: message.defectNames),
      isAmbiguous: message.has(.ambiguous))
  }
}
