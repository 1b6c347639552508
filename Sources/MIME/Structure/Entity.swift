// SPDX-License-Identifier: Apache-2.0

/// One entity of a message: where it stands and what it is. Stage 2's result; ranges are offsets into the message.
public struct Entity: Hashable, Sendable {
  /// A header field that says what the body is.
  public struct ContentField: Hashable, Sendable {
    /// Which field.
    public var name: FieldName
    /// Its octets, from the name to the last line break.
    public var range: Range<Int>
  }

  /// What it is: kind, part number, content type, transfer encoding.
  public internal(set) var head: EntityHead
  /// Index of the enclosing entity in the tree, nil for the message itself.
  public internal(set) var parent: Int?
  /// Header section with the empty line that ends it.
  public internal(set) var header: Range<Int>
  /// Body: of a leaf the encoded octets, of a composite all between header section and end.
  public internal(set) var body: Range<Int>
  /// The Content-Type, Content-Transfer-Encoding, Content-Disposition and MIME-Version fields, all occurrences, in order.
  /// `ContentType(field:)` and its like read them.
  public internal(set) var contentFields: [ContentField] = []
  /// Sizes of a leaf's body; zero for composites.
  public internal(set) var size = EncodedSize()
  /// Layout of a regular base64 body.
  public internal(set) var layout: Base64Layout?
  /// Why a base64 body has no layout.
  public internal(set) var irregularity: Base64Irregularity?
  /// Octets of the decoded body, where they were looked at: text in base64, and quoted-printable.
  public internal(set) var decodedCounts: OctetCounts?
  /// Defects met while this was the innermost entity.
  public internal(set) var defects: [Defect] = []

  init(at offset: Int, parent: Int?) {
    head = EntityHead()
    self.parent = parent
    header = offset..<offset
    body = offset..<offset
  }
}
