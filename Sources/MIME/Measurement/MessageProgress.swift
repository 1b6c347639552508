// SPDX-License-Identifier: Apache-2.0

/// One message while it is being measured.
struct MessageProgress: Sendable {
  var sizes = SizeTally()
  private(set) var domain: String?
  private(set) var year: Int?
  private var traitBits: UInt32 = 0
  private var defectBits: UInt64 = 0
  private var entityCount = 0
  /// What stands against converting it.
  var outlook = ConversionOutlook()
  /// Of the root's header section.
  private var utf8 = UTF8Check()
  private var hasNonASCIIHeader = false
  private var hasNonASCIIAddress = false

  private(set) var collecting: FieldName?
  private var collected: [UInt8] = []
  private var field = FieldName.other

  /// Octets kept of a From or Date field; the address and the year stand early.
  private static let fieldLimit = 4096

  private static let defectKinds = Defect.Kind.allCases
  private static let traitKinds = MessageTrait.allCases

  func has(_ trait: MessageTrait) -> Bool {
    Self.traitKinds.firstIndex(of: trait).map { traitBits >> UInt32($0) & 1 == 1 } ?? false
  }

  /// Counts what the message has.
  func count(into counts: inout MessageCounts) {
    counts.traits.add(UInt64(traitBits))
    counts.defects.add(defectBits)
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
    outlook.note(kind)
    set(.defective)
    if kind.isAmbiguity { set(.ambiguous) }
  }

  mutating func note(_ encoding: ContentTransferEncoding) {
    switch encoding {
    case .base64: set(.base64)
    case .quotedPrintable: set(.quotedPrintable)
    default: set(.uuencode)
    }
  }

  // MARK: Header sections

  private var isRoot: Bool { entityCount == 1 }

  mutating func beginEntity() {
    entityCount += 1
    outlook.beginEntity()
  }

  mutating func beginField(_ name: FieldName) {
    endField()
    field = name
    outlook.beginField(name)
    guard isRoot else { return }
    switch name {
    case .from: if domain == nil { collecting = name }
    case .date: if year == nil { collecting = name }
    case .dkimSignature: set(.dkim)
    case .arcSeal: set(.arc)
    default: break
    }
  }

  /// Passes over lines of fields that are not looked into. False if the first line goes on with a field that is, or the lines
  /// cut a character.
  mutating func pass(_ lines: HeaderLines, beginningWith first: UInt8) -> Bool {
    if utf8.isWithinCharacter || collecting != nil && Octet.isBlank(first) { return false }
    endField()
    if let last = lines.lastField { field = last }
    return true
  }

  mutating func collect(_ octets: Span<UInt8>) {
    collected.write(octets.extracting(..<min(octets.count, Self.fieldLimit - collected.count)))
  }

  private mutating func endField() {
    guard let name = collecting else { return }
    collecting = nil
    let colon = collected.firstIndex(of: Octet.colon) ?? 0
    collected.removeFirst(min(colon + 1, collected.count))
    if name == .from { domain = SenderDomain.of(collected) } else { year = DateYear.of(collected) }
    collected.removeAll(keepingCapacity: true)
  }

  /// Whether the last octets above ASCII were not the whole of a character.
  var isWithinCharacter: Bool { utf8.isWithinCharacter }

  /// Takes octets of the field that is open, some of them above ASCII.
  mutating func takeNonASCII(_ octets: Span<UInt8>) {
    guard isRoot else { return }
    utf8.take(octets)
    hasNonASCIIHeader = true
    switch field {
    case .from, .sender, .replyTo, .to, .cc: hasNonASCIIAddress = true
    default: break
    }
  }

  /// Ends a header section.
  ///
  /// - Returns: what stands against converting the body, if it is a leaf.
  mutating func endHeader(_ head: EntityHead) -> ConversionRules.Ruling {
    endField()
    if isRoot {
      if !head.hasMIMEVersion { set(.noMIMEVersion) }
      if hasNonASCIIHeader {
        let isUTF8 = utf8.isValid && !utf8.isWithinCharacter
        set(isUTF8 ? .nonASCIIHeader : .rawEightBitHeader)
        if isUTF8, hasNonASCIIAddress { set(.nonASCIIAddress) }
      }
    }
    noteSecurity(head)
    return outlook.begin(head)
  }

  private mutating func noteSecurity(_ head: EntityHead) {
    let type = head.type
    let surroundings = head.surroundings
    guard type.isApplication || type.isMultipart, !surroundings.contains(.message) else {
      return
    }
    switch (type.type, type.subtype) {
    case ("multipart", "encrypted"):
      if type.scheme == "application/pgp-encrypted" { set(.openPGPEncrypted) }
    case ("multipart", "signed"):
      switch type.scheme {
      case "application/pgp-signature": set(.openPGPSigned)
      case "application/pkcs7-signature", "application/x-pkcs7-signature": set(.smimeSigned)
      default: break
      }
    // The parts say it too, where the multipart does not.
    case ("application", "pgp-encrypted"):
      if surroundings.contains(.encrypted) { set(.openPGPEncrypted) }
    case ("application", "pgp-signature"):
      if surroundings.contains(.signed) { set(.openPGPSigned) }
    case ("application", "pkcs7-signature"), ("application", "x-pkcs7-signature"):
      if surroundings.contains(.signed) { set(.smimeSigned) }
    case ("application", "pkcs7-mime"), ("application", "x-pkcs7-mime"):
      // RFC 8551 section 3.2.2: certs-only, compressed-data and others neither encrypt nor sign.
      switch type.parameter("smime-type")?.text.lowercased() {
      case "signed-data": set(.smimeSigned)
      case nil, "enveloped-data", "authenveloped-data": set(.smimeEncrypted)
      default: break
      }
    default: break
    }
  }

  // MARK: Leaves

  /// The sizes of a leaf, with what other ways to send it would save; what comes back exactly is known later only.
  func sizes(
    of head: EntityHead, _ result: LeafMeter.Result, isFixed: Bool
  ) -> SizeTally {
    var sizes = SizeTally()
    sizes.leaves = 1
    sizes.encoded = result.size.encoded
    sizes.decoded = result.size.decoded
    sizes.encodedLineFeeds = result.size.loneLineFeeds
    sizes.decodedLineFeeds = result.size.decodedLoneLineFeeds
    guard let encoding = head.encoding, encoding.isDecodable else { return sizes }
    let saved = max(0, sizes.overhead)
    sizes.savedBinary = saved
    guard let counts = result.decodedCounts else { return sizes }
    // Line ends of text in quoted-printable are those of the store; on the wire they are CRLF. A lone LF that was encoded
    // is none.
    let hasLineEnds = counts.loneLineFeeds == result.size.decodedLoneLineFeeds
    if hasLineEnds, counts.nuls == 0, counts.loneCarriageReturns == 0, !counts.hasLongLine,
      head.type.isText, !head.type.isWideText, !isFixed
    {
      sizes.savedEightBit = saved
    }
    if encoding == .base64, counts.nonASCII == 0, counts.nuls == 0, sizes.decoded > 0 {
      sizes.needlessBase64 = sizes.encodedOnWire
      sizes.needlessLeaves = 1
    }
    return sizes
  }
}
