// SPDX-License-Identifier: Apache-2.0

/// Takes the events of a converted message and writes the original one.
struct RestoreObserver: EntityEventSink, Sendable {
  /// Restored octets, for the caller to take.
  var output = OctetBuffer()
  private(set) var result = MessageRestorer.Result()
  /// The first recipe that cannot be followed.
  private(set) var mismatch: RecipeMismatch?

  /// An open entity.
  private struct Level: Sendable {
    var kind = EntityHead.Kind.leaf
    var path = PartPath([])
    var bodyOffset = 0
    /// Whether CRLF becomes LF again.
    var makesStoreForm = false
    /// Content octets that the recipe promises.
    var content: OctetChecksum?
  }

  private var levels: [Level] = []
  private var header = RestoredHeader()
  private var isInHeader = false
  private var recoder: LeafRecoder?
  private var storeLineEnds = StoreLineEnds()
  private var octetCount = 0
  private var labels = LabelCheck()

  /// Takes the next event of the message.
  mutating func receive(_ event: EntityEvent, _ octets: Span<UInt8>) {
    if octets.count > 0 { labels.take(octets) }
    switch event {
    case .entityBegan: beginEntity()
    case .fieldBegan(let name): header.beginField(name)
    case .field: takeHeader(octets)
    case .strayLine:
      header.endField()
      takeHeader(octets)
    case .headerEnd:
      header.endSection(octets)
      takeHeader(octets)
    case .bodyBegan(let head): beginBody(head)
    case .body: takeBody(octets)
    case .preamble, .delimiter, .closeDelimiter, .epilogue, .unparsed: emit(octets)
    case .entityEnded: endEntity()
    case .defect: break
    }
    octetCount += octets.count
  }

  mutating func finish() {
    if storeLineEnds.sawLoneLineFeed { note(.lineEnds, PartPath([]), at: 0) }
    storeLineEnds.finish(into: &output)
  }

  private mutating func note(_ kind: RecipeMismatch.Kind, _ path: PartPath, at offset: Int) {
    if mismatch == nil { mismatch = RecipeMismatch(kind: kind, path: path, offset: offset) }
  }

  /// Writes octets that need nothing but their line ends.
  private mutating func emit(_ octets: Span<UInt8>) {
    if levels.last?.makesStoreForm == true {
      storeLineEnds.map(octets, into: &output)
    } else {
      output.write(octets)
    }
  }

  // MARK: Header sections

  private mutating func emitHeader() {
    let octets = header.octets
    emit(octets.span)
  }

  private mutating func beginEntity() {
    var level = Level()
    level.makesStoreForm = levels.last?.makesStoreForm ?? false
    levels.append(level)
    labels.beginEntity()
    header.begin()
    isInHeader = true
  }

  private mutating func takeHeader(_ octets: Span<UInt8>) {
    guard isInHeader else { return emit(octets) }
    header.take(octets)
    if header.isFull {
      // Too long for one that was converted: no recipe in it is followed.
      isInHeader = false
      if header.recipeCount > 0 { note(.header, PartPath([]), at: octetCount) }
      emitHeader()
    }
  }

  private mutating func beginBody(_ head: EntityHead) {
    let last = levels.count - 1
    guard last >= 0 else { return }
    levels[last].kind = head.kind
    levels[last].path = head.path
    levels[last].bodyOffset = octetCount
    var claim: TransferDomain?
    defer { labels.beginBody(claim: claim) }
    guard isInHeader else {
      if header.recipeCount > 0 { note(.header, head.path, at: octetCount) }
      return
    }
    isInHeader = false
    guard header.recipeCount > 0 else { return emitHeader() }
    do {
      try follow(try header.recipe(), head)
      claim = TransferDomain(claimedBy: head.encoding)
    } catch {
      note(error, head.path, at: octetCount)
      emitHeader()
    }
  }

  private mutating func follow(
    _ recipe: TransferRecipe, _ head: EntityHead
  ) throws(RecipeMismatch.Kind) {
    guard let convertedLineEnd = header.lineEnd else { throw .header }
    let last = levels.count - 1
    if recipe.restoresLineFeeds {
      guard last == 0 || levels[last - 1].kind == .message, convertedLineEnd == .crlf,
        !levels[last].makesStoreForm
      else { throw .malformed }
      levels[last].makesStoreForm = true
      result.storeForms += 1
    }
    let lineEnd = levels[last].makesStoreForm ? .lf : convertedLineEnd
    if let content = recipe.content {
      guard head.kind == .leaf else { throw .kind }
      recoder = LeafRecoder(
        from: try currentForm(head.encoding, recipe),
        to: recipe.form(messageLineEnd: lineEnd), countsContent: true)
      levels[last].content = content
      result.convertedParts += 1
    } else {
      guard head.encoding?.isIdentity == true else { throw .encoding }
      result.relabelledParts += 1
    }
    // The original field is written in its final line ends, the rest of the header section around it is mapped.
    let (before, after) = header.octetsAroundRecipe()
    emit(before.span)
    storeLineEnds.finish(into: &output)
    output.write(recipe.originalField(lineEnd: lineEnd).span)
    emit(after.span)
  }

  /// The form in which the body stands now, whatever happened to it since it was converted.
  private func currentForm(
    _ encoding: ContentTransferEncoding?, _ recipe: TransferRecipe
  ) throws(RecipeMismatch.Kind) -> BodyForm {
    switch encoding {
    case .base64?:
      return .base64(Base64Layout(width: 76, lineEnd: .crlf, finalLineEnds: 1))
    case .quotedPrintable?: return .quotedPrintable(QuotedPrintableStyle(), .crlf)
    case let other? where other.isIdentity: return recipe.isText ? .text(.crlf) : .octets
    default: throw .encoding
    }
  }

  // MARK: Bodies

  private mutating func takeBody(_ octets: Span<UInt8>) {
    if recoder != nil {
      recoder?.write(octets, into: &output)
    } else {
      emit(octets)
    }
  }

  private mutating func endEntity() {
    guard let level = levels.popLast() else { return }
    if labels.endEntity() { result.falseLabels.append(level.path) }
    if let expected = level.content {
      recoder?.finish(into: &output)
      if let found = recoder?.content, found != expected {
        let kind: RecipeMismatch.Kind =
          found.count == expected.count ? .checksum : .octetCount
        note(kind, level.path, at: level.bodyOffset)
      } else if recoder?.isSourceDamaged == true {
        // Text behind the end of base64, which decoders pass over: somebody's message, or a footer.
        note(.octetCount, level.path, at: level.bodyOffset)
      }
      recoder = nil
    }
    if level.makesStoreForm, levels.last?.makesStoreForm != true {
      storeLineEnds.finish(into: &output)
      if storeLineEnds.sawLoneLineFeed { note(.lineEnds, level.path, at: level.bodyOffset) }
    }
  }
}
