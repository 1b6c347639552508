// SPDX-License-Identifier: Apache-2.0

/// Stage 3: events → sizes. Measures messages one after the other and adds each to a tally.
public struct OverheadMeter: EntityEventSink, Sendable {
  /// What was measured so far; complete after `endMessage`.
  public private(set) var tally = CorpusTally()

  private var leaf = LeafMeter()
  private var leafDescription: EntityDescription?
  private var message = MessageProgress()
  /// Lone LF in structure.
  private var counts = OctetCounts()
  /// The last octet of a header section was a CR.
  private var lastWasCR = false
  private var octetCount = 0

  /// A meter that has measured nothing.
  public init() {}

  /// Begins a message. Its events must follow.
  public mutating func beginMessage() {
    message = MessageProgress()
    counts = OctetCounts()
    octetCount = 0
  }

  /// Ends a message and adds it to the tally.
  ///
  /// - Parameters:
  ///   - file: path of its file, for the lists.
  ///   - number: number in the file, from 1.
  ///   - mailbox: name of the mailbox that it is counted under.
  public mutating func endMessage(file: String, number: Int, mailbox: String) {
    message.sizes.messages = 1
    add(message, file, number, mailbox)
  }

  /// Takes the list, the tables and the counts out, sorted and cut to length.
  public consuming func finish() -> CorpusTally {
    tally.shortenLists(to: CorpusTally.listLimit)
    return tally
  }

  /// Takes the next event of the message.
  public mutating func receive(_ event: EntityEvent, _ octets: Span<UInt8>) {
    switch event {
    case .entityBegan: message.beginEntity()
    case .fieldBegan(let name): message.beginField(name)
    case .field:
      countHeader(octets)
      if message.collecting != nil { message.collect(octets) }
    case .strayLine, .headerEnd: countHeader(octets)
    case .bodyBegan(let description): beginBody(description)
    case .body: leaf.measure(octets)
    case .preamble, .delimiter, .closeDelimiter, .epilogue, .unparsed: countStructure(octets)
    case .entityEnded: endLeaf()
    case .defect(let defect): message.note(defect.kind)
    }
    octetCount += octets.count
  }

  /// Takes lines of base64 that need not be looked at again.
  public mutating func receiveBase64Lines(_ octets: Span<UInt8>, _ lines: Base64Lines) {
    leaf.measure(octets, lines)
    octetCount += octets.count
  }

  /// Counts octets of one line, or a piece of one.
  private mutating func countHeader(_ octets: Span<UInt8>) {
    let last = octets.count - 1
    guard last >= 0 else { return }
    message.sizes.header += octets.count
    if octets[last] == Octet.lf {
      let followsCR = last > 0 ? octets[last - 1] == Octet.cr : lastWasCR
      if !followsCR { message.sizes.headerLineFeeds += 1 }
    }
    lastWasCR = octets[last] == Octet.cr
    if OctetSearch.holdsNonASCII(octets) { message.sawNonASCII() }
  }

  private mutating func countStructure(_ octets: Span<UInt8>) {
    counts.loneLineFeeds = 0
    counts.count(octets)
    message.sizes.structure += octets.count
    message.sizes.structureLineFeeds += counts.loneLineFeeds
  }

  private mutating func beginBody(_ description: EntityDescription) {
    message.endHeader(description)
    // What follows does not go on from the header's last octet.
    counts = OctetCounts()
    guard description.kind == .leaf else { return }
    leafDescription = description
    leaf.begin(description.encoding, isText: description.type.isText)
  }

  private mutating func endLeaf() {
    guard let description = leafDescription else { return }
    leafDescription = nil
    let result = leaf.finish()
    for kind in result.defects { message.note(kind) }
    let sizes = message.sizes(of: description, result)
    message.sizes.merge(sizes)
    CorpusTally.add(sizes, to: &tally.byType, description.type.essence)
    CorpusTally.add(sizes, to: &tally.byEncoding, description.encoding?.token ?? "(none)")
    if let encoding = description.encoding, encoding.isDecodable {
      let verdict = message.convertibility(of: description, result)
      tally.convertibility[verdict, default: SizeTally()].merge(sizes)
      message.note(encoding)
    }
  }

  private mutating func add(
    _ message: MessageProgress, _ file: String, _ number: Int, _ mailbox: String
  ) {
    let sizes = message.sizes
    tally.total.merge(sizes)
    CorpusTally.add(sizes, to: &tally.byDomain, message.domain ?? CorpusTally.unknownKey)
    CorpusTally.add(
      sizes, to: &tally.byYear, message.year.map { String($0) } ?? CorpusTally.unknownKey)
    CorpusTally.add(sizes, to: &tally.byMailbox, mailbox)
    for trait in message.traits { tally.traits[trait, default: 0] += 1 }
    let defects = message.defectNames
    for name in defects { tally.defects[name, default: 0] += 1 }
    let wire = sizes.wire
    tally.sizes[Int.bitWidth - wire.leadingZeroBitCount] += 1
    let decoded = sizes.header + sizes.structure + sizes.decodedOnWire
    let share = decoded > 0 ? max(0, sizes.overhead) * 10 / decoded : 0
    tally.overheads[min(share, tally.overheads.count - 1)] += 1
    tally.list(
      CorpusTally.ListedMessage(
        file: file, message: number, octets: wire, overhead: sizes.overhead, defects: defects),
      isAmbiguous: message.traits.contains(.ambiguous))
  }
}
