// SPDX-License-Identifier: Apache-2.0

/// What the planner remembers of one entity.
struct EntityFacts: Sendable {
  /// Index of the enclosing entity.
  var parent: Int?
  var kind = EntityDescription.Kind.leaf
  var path = PartPath([])
  var encoding: ContentTransferEncoding?
  /// Whether the content is text, or a line-oriented identity encoding says that it has lines.
  var hasLines = false
  var isText = false
  /// Why its header section and body stay as they are, whatever the target.
  var fixed: ConversionReason?
  /// Why its body is not decoded.
  var obstacle: ConversionReason?

  /// Its Content-Transfer-Encoding field, line end included; empty where there is none.
  var encodingField: [UInt8] = []
  var encodingFieldOffset = 0
  /// Where the empty line at the end of the header section begins, and how it ends; nil where there is none.
  var headerEnd: (offset: Int, lineEnd: Base64Layout.LineEnd)?
  var body = 0..<0
  /// The body of a leaf, or of a message/global as a whole.
  var study: LeafStudy.Result?
  /// Of a leaf: its multipart breaks off behind it, so that readers differ about its last line end.
  var isEndUncertain = false
  /// Of a message/global: the domain does not allow its header sections, so that it is encoded as a whole
  /// (RFC 6532 section 3.5).
  var mustBeWhole = false

  mutating func take(
    _ description: EntityDescription, _ header: HeaderFacts, bodyOffset: Int
  ) {
    kind = description.kind
    path = description.path
    encoding = description.encoding
    isText = description.type.isText
    hasLines = isText || encoding != .binary
    encodingField = header.encodingField
    encodingFieldOffset = header.encodingFieldOffset
    body = bodyOffset..<bodyOffset
  }
}
