// SPDX-License-Identifier: Apache-2.0

/// What the planner remembers of one entity: a row of little more than a hundred octets, for a message may have tens of
/// thousands. What is looked at while a body passes is `LeafFacts`, and gone when its verdict is known.
struct EntityFacts: Sendable {
  private var parentIndex: Int32 = -1
  private var headerEndOffset = -1
  private var encodingFieldCount: Int32 = 0
  /// Line feeds in the Content-Transfer-Encoding field.
  private(set) var encodingFieldLineFeeds: Int32 = 0
  private(set) var encodingFieldOffset = 0
  /// The Content-Transfer-Encoding field without its line end, line ends within it as CRLF; nil where this library would
  /// write it so, or there is none.
  private(set) var spelling: [UInt8]?
  private(set) var path = PartPath([])
  private(set) var encoding: ContentTransferEncoding?
  private(set) var kind = EntityHead.Kind.leaf
  /// How the empty line at the end of the header section ends.
  private(set) var lineEnd = Base64Layout.LineEnd.crlf
  /// Why nothing about it may be changed, whatever the target.
  var fixed: ConversionReason?
  /// Of a message/global: the domain does not allow its header sections, so that it is encoded as a whole
  /// (RFC 6532 section 3.5).
  var mustBeWhole = false
  private var bodyStart = 0
  private var bodyCount = 0
  /// Whether its header section holds octets above ASCII.
  private(set) var hasNonASCIIHeader = false
  /// Whether octets above ASCII stand in its body as stored: of a leaf all of it, of a multipart what stands around its parts.
  var hasNonASCIIBody = false

  /// Of a leaf, or of a message/global as a whole.
  var verdict = LeafVerdict.keep
  /// Line ends of the body as stored, of a leaf.
  private(set) var lineEnds = LineEndTally()
  /// Lone LF of the body as stored, of a leaf.
  private(set) var loneLineFeeds = 0
  /// Of a leaf: binary octets, not text, with line breaks among them.
  private(set) var isBinaryWithLines = false

  /// - Parameter parent: index of the enclosing entity.
  init(parent: Int?) { parentIndex = Int32(parent ?? -1) }

  /// Index of the enclosing entity.
  var parent: Int? { parentIndex < 0 ? nil : Int(parentIndex) }

  /// Where the body stands.
  var body: Range<Int> { bodyStart..<(bodyStart + bodyCount) }

  /// Where the empty line at the end of the header section begins; nil if there is none.
  var headerEnd: Int? { headerEndOffset < 0 ? nil : headerEndOffset }

  /// What a statement of another encoding takes the place of: the first Content-Transfer-Encoding field, or nothing at the
  /// end of the header section.
  var encodingField: Range<Int> {
    let start = encodingFieldCount > 0 ? encodingFieldOffset : headerEndOffset
    return start..<(start + Int(encodingFieldCount))
  }

  /// Octets that it takes besides its row.
  var heldOctets: Int {
    (spelling?.count ?? 0) + (encoding?.token.utf8.count ?? 0)
      + path.components.count * MemoryLayout<Int>.stride
  }

  mutating func endHeader(at offset: Int, lineEnd: Base64Layout.LineEnd) {
    headerEndOffset = offset
    self.lineEnd = lineEnd
  }

  mutating func take(
    _ head: EntityHead, _ header: HeaderFacts, bodyOffset: Int
  ) {
    kind = head.kind
    path = head.path
    encoding = head.encoding
    bodyStart = bodyOffset
    hasNonASCIIHeader = header.hasNonASCII
    encodingFieldOffset = header.encodingFieldOffset
    encodingFieldCount = Int32(header.encodingField.count)
    encodingFieldLineFeeds = Int32(header.encodingField.count { $0 == Octet.lf })
    spelling = spelling(of: header.encodingField)
  }

  private func spelling(of field: [UInt8]) -> [UInt8]? {
    guard let encoding, !field.isEmpty,
      field != TransferRecipe.canonicalField(encoding, lineEnd: lineEnd)
    else { return nil }
    var buffer = OctetBuffer()
    var toWire = WireLineEnds()
    toWire.map(Array(field.dropLast(lineEnd.octetCount)).span, into: &buffer)
    return buffer.octets
  }

  mutating func endBody(at offset: Int) { bodyCount = offset - bodyStart }

  /// Takes what came of a leaf.
  mutating func settle(_ verdict: LeafVerdict, _ stored: OctetCounts, isText: Bool) {
    self.verdict = verdict
    lineEnds.add(stored)
    loneLineFeeds = stored.loneLineFeeds
    hasNonASCIIBody = stored.nonASCII > 0
    isBinaryWithLines =
      encoding == .binary && !isText && (stored.lineFeeds > 0 || stored.loneCarriageReturns > 0)
  }
}

/// What a leaf, or a message/global as a whole, is judged by.
struct LeafFacts: Sendable {
  /// Index of its row.
  let index: Int
  let encoding: ContentTransferEncoding?
  /// Whether no delimiter stands behind it: it ends where the message ends.
  let endsMessage: Bool
  let isText: Bool
  /// Whether the content is text, or a line-oriented identity encoding says that it has lines.
  let hasLines: Bool
  /// Why nothing about it may be changed.
  let fixed: ConversionReason?
  /// Why its body is not decoded.
  var obstacle: ConversionReason?
  /// Its multipart breaks off behind it, so that readers differ about its last line end.
  var isEndUncertain = false
  /// The body, once it has ended.
  var study: LeafStudy.Result?

  init(_ head: EntityHead, index: Int, endsMessage: Bool, fixed: ConversionReason?) {
    self.index = index
    self.endsMessage = endsMessage
    self.fixed = fixed
    encoding = head.encoding
    isText = head.type.isText
    hasLines = isText || encoding != .binary
  }
}
