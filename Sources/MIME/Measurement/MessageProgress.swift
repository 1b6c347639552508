// SPDX-License-Identifier: Apache-2.0

/// One message while it is being measured.
struct MessageProgress: Sendable {
  var sizes = SizeTally()
  private(set) var domain: String?
  private(set) var year: Int?
  private var traitBits: UInt32 = 0
  private var defectBits: UInt64 = 0
  /// Defects of the entity whose header section was read last.
  private var entityDefectBits: UInt64 = 0
  private var entityCount = 0
  private var isInHeader = false

  private(set) var collecting: FieldName?
  private var collected: [UInt8] = []
  private var field = FieldName.other

  /// Octets kept of a From or Date field; the address and the year stand early.
  private static let fieldLimit = 4096

  private static let defectKinds = Defect.Kind.allCases
  private static let traitKinds = MessageTrait.allCases

  var traits: [MessageTrait] {
    Self.traitKinds.indices.filter { traitBits >> UInt32($0) & 1 == 1 }.map { Self.traitKinds[$0] }
  }

  /// Names of the defects met, in the order of their definition.
  var defectNames: [String] {
    guard defectBits != 0 else { return [] }
    return Self.defectKinds.indices.filter { defectBits >> UInt64($0) & 1 == 1 }
      .map { Self.defectKinds[$0].rawValue }
  }

  mutating func set(_ trait: MessageTrait) {
    if let index = Self.traitKinds.firstIndex(of: trait) { traitBits |= 1 << UInt32(index) }
  }

  mutating func note(_ kind: Defect.Kind) {
    guard let index = Self.defectKinds.firstIndex(of: kind) else { return }
    defectBits |= 1 << UInt64(index)
    entityDefectBits |= 1 << UInt64(index)
    set(.defective)
    if kind.isAmbiguity { set(.ambiguous) }
  }

  mutating func note(_ encoding: ContentTransferEncoding) {
    set(encoding == .base64 ? .base64 : .quotedPrintable)
  }

  // MARK: Header sections

  private var isRoot: Bool { entityCount == 1 }

  mutating func beginEntity() {
    entityCount += 1
    entityDefectBits = 0
    isInHeader = true
  }

  mutating func beginField(_ name: FieldName) {
    endField()
    field = name
    guard isRoot else { return }
    switch name {
    case .from: if domain == nil { collecting = name }
    case .date: if year == nil { collecting = name }
    case .dkimSignature: set(.dkim)
    case .arcSeal: set(.arc)
    default: break
    }
  }

  mutating func collect(_ octets: Span<UInt8>) {
    let end = min(octets.count, Self.fieldLimit - collected.count)
    var index = 0
    while index < end {
      collected.append(octets[index])
      index += 1
    }
  }

  private mutating func endField() {
    guard let name = collecting else { return }
    collecting = nil
    let colon = collected.firstIndex(of: Octet.colon) ?? 0
    let value = Array(collected[min(colon + 1, collected.count)...])
    collected.removeAll(keepingCapacity: true)
    if name == .from { domain = SenderDomain.of(value) } else { year = DateYear.of(value) }
  }

  /// Octets above ASCII were met in the field that is open.
  mutating func sawNonASCII() {
    guard isRoot else { return }
    set(.nonASCIIHeader)
    switch field {
    case .from, .sender, .replyTo, .to, .cc: set(.nonASCIIAddress)
    default: break
    }
  }

  mutating func endHeader(_ description: EntityDescription) {
    endField()
    isInHeader = false
    if isRoot, !description.hasMIMEVersion { set(.noMIMEVersion) }
    noteSecurity(description.type)
  }

  private mutating func noteSecurity(_ type: ContentType) {
    switch (type.type, type.subtype) {
    case ("multipart", "encrypted"): set(.openPGPEncrypted)
    case ("multipart", "signed"):
      let scheme = type.parameter("protocol")?.text.lowercased() ?? ""
      set(scheme.contains("pkcs7") ? .smimeSigned : .openPGPSigned)
    case ("application", "pkcs7-mime"), ("application", "x-pkcs7-mime"):
      let kind = type.parameter("smime-type")?.text.lowercased() ?? "enveloped-data"
      set(kind == "signed-data" ? .smimeSigned : .smimeEncrypted)
    default: break
    }
  }

  // MARK: Leaves

  /// The sizes of a leaf, with what other ways to send it would save.
  func sizes(of description: EntityDescription, _ result: LeafMeter.Result) -> SizeTally {
    var sizes = SizeTally()
    sizes.leaves = 1
    sizes.encoded = result.size.encoded
    sizes.decoded = result.size.decoded
    sizes.encodedLineFeeds = result.size.loneLineFeeds
    sizes.decodedLineFeeds = result.size.decodedLoneLineFeeds
    guard let encoding = description.encoding, encoding.isDecodable else { return sizes }
    let saved = max(0, sizes.overhead)
    sizes.savedBinary = saved
    if convertibility(of: description, result) == .exact { sizes.savedExactly = saved }
    guard let counts = result.decodedCounts else { return sizes }
    // Line ends of text in quoted-printable are those of the store; on the wire they are CRLF.
    let hasLineEnds = encoding == .quotedPrintable || counts.loneLineFeeds == 0
    if hasLineEnds, counts.nuls == 0, counts.loneCarriageReturns == 0, !counts.hasLongLine,
      isUntouched(description)
    {
      sizes.savedEightBit = saved
    }
    if encoding == .base64, counts.nonASCII == 0, counts.nuls == 0, sizes.decoded > 0 {
      sizes.needlessBase64 = sizes.encodedOnWire
      sizes.needlessLeaves = 1
    }
    return sizes
  }

  private func isUntouched(_ description: EntityDescription) -> Bool {
    description.surroundings.isDisjoint(with: [.signed, .encrypted])
  }

  func convertibility(
    of description: EntityDescription, _ result: LeafMeter.Result
  ) -> Convertibility {
    if result.size.encoded == 0 { return .empty }
    if description.surroundings.contains(.signed) { return .signed }
    if description.surroundings.contains(.encrypted) { return .encrypted }
    if !description.hasMIMEVersion { return .noMIMEVersion }
    if hasAmbiguousHeader { return .ambiguous }
    guard description.encoding == .base64 else {
      return description.encoding == .quotedPrintable ? .quotedPrintable : .uuencode
    }
    if description.depth == 0 { return .wholeBody }
    if !result.defects.isEmpty { return .malformed }
    if result.layout == nil { return .irregular }
    if description.type.isWideText { return .wideText }
    if let counts = result.decodedCounts,
      counts.loneLineFeeds > 0 || counts.loneCarriageReturns > 0
    {
      return .loneLineBreaks
    }
    return .exact
  }

  /// Whether readers disagree about the header section of the entity at hand. Its body's defects come later.
  private var hasAmbiguousHeader: Bool {
    guard entityDefectBits != 0 else { return false }
    return Self.defectKinds.indices.contains {
      entityDefectBits >> UInt64($0) & 1 == 1
        && Self.headerAmbiguities.contains(Self.defectKinds[$0])
    }
  }

  private static let headerAmbiguities: [Defect.Kind] = [
    .strayHeaderLine, .spaceBeforeColon, .duplicateContentType, .duplicateTransferEncoding,
    .malformedContentType, .decoratedTransferEncoding, .headerLimit, .fieldLimit,
  ]
}
