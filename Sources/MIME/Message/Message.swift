// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// One message in memory: what most users of mail want of it. Any octets are a message; what breaks a rule is a ``Defect`` of its
/// ``tree``, not an error.
///
/// Whoever reads messages of any size, or from a stream, works with ``EntityScanner`` in its place.
public struct Message: Sendable {
  /// The message as it was given.
  public let octets: [UInt8]
  /// Its entities.
  public let tree: EntityTree
  /// Header fields of the message itself, in their order.
  public let fields: [HeaderField]
  /// What makes text of octets.
  let charsets: any CharsetConverter

  /// Reads a message.
  ///
  /// - Parameters:
  ///   - octets: The message as it is stored or transmitted, header section first.
  ///   - charsets: What makes text of octets; by default UTF-8, US-ASCII and ISO-8859-1 alone are known.
  ///   - limits: How much of a hostile message is read.
  public init(
    _ octets: [UInt8], charsets: some CharsetConverter = BasicCharsets(),
    limits: ParseLimits = .standard
  ) {
    self.init(octets, any: charsets, limits: limits)
  }

  init(_ octets: [UInt8], any charsets: any CharsetConverter, limits: ParseLimits = .standard) {
    self.octets = octets
    self.charsets = charsets
    var reader = MessageReader()
    var scanner = EntityScanner(limits: limits)
    scanner.scan(octets.span, into: &reader)
    scanner.finish(into: &reader)
    tree = reader.builder.tree
    fields = reader.fields.map {
      HeaderField(name: $0.name, octets: Array(octets[$0.range]), charsets: charsets)
    }
  }

  // MARK: Header fields

  /// The first header field of that name, in any case of letters; nil if there is none.
  public func field(_ name: String) -> HeaderField? {
    let wanted = name.lowercased()
    return fields.first { $0.name.lowercased() == wanted }
  }

  /// The Subject as text; nil where there is none.
  public var subject: String? { field("subject")?.text }

  /// Who wrote the message: the addresses of its From fields.
  public var from: [EmailAddress] { addresses("from") }
  /// Whom it is addressed to: the addresses of its To fields.
  public var to: [EmailAddress] { addresses("to") }

  /// The addresses of all fields of that name (Cc, Reply-To …), those in groups included, in their order.
  public func addresses(_ name: String) -> [EmailAddress] {
    let wanted = name.lowercased()
    return fields.filter { $0.name.lowercased() == wanted }.flatMap(\.addresses)
  }

  /// The Date; nil where there is none, or none that can be read.
  public var date: MessageDate? { field("date").flatMap { MessageDate($0.value.span) } }

  // MARK: Parts

  /// The parts of the message in their order: its leaves, and the messages attached to it. What is inside an attached message is
  /// found in that part's ``MessagePart/message``.
  public var parts: [MessagePart] {
    var isInside = Array(repeating: false, count: tree.entities.count)
    var parts: [MessagePart] = []
    for (index, entity) in tree.entities.enumerated() {
      if let parent = entity.parent {
        isInside[index] = isInside[parent] || tree.entities[parent].head.kind == .message
      }
      guard !isInside[index], entity.head.kind != .multipart else { continue }
      parts.append(
        MessagePart(of: self, entity, enclosing: entity.parent.map { tree.entities[$0].head.type }))
    }
    return parts
  }

  /// The parts that are files rather than text of the message.
  public var attachments: [MessagePart] { parts.filter(\.isAttachment) }

  /// The text that is meant to be read first: that of the first text/plain part that is not an attachment, or else of the first text of
  /// another type. Nil where there is none, or its character set is not known.
  public var text: String? {
    let texts = parts.filter { $0.type.isText && !$0.isAttachment }
    return (texts.first { $0.type.subtype == "plain" } ?? texts.first)?.text
  }

  /// What its transfer encodings cost.
  public var overhead: Overhead {
    var overhead = Overhead()
    for entity in tree.entities where entity.head.kind == .leaf {
      guard entity.head.encoding?.isDecodable == true else { continue }
      overhead.encoded += entity.size.encodedOnWire
      overhead.decoded += entity.size.decodedOnWire
    }
    return overhead
  }

  /// What transfer encodings add to a message, as sizes on the wire, where lines end in CRLF.
  public struct Overhead: Hashable, Sendable {
    /// Octets of the encoded bodies.
    public internal(set) var encoded = 0
    /// Octets of the same bodies without their encoding.
    public internal(set) var decoded = 0
    /// Octets that the encodings add.
    public var added: Int { encoded - decoded }
  }
}

/// Builds the tree of a message and keeps where its own header fields are.
struct MessageReader: EntityEventSink {
  var builder = EntityTreeBuilder()
  private(set) var fields: [(name: String, range: Range<Int>)] = []
  private var entityCount = 0
  private var isInHeader = false
  private var isInField = false
  private var offset = 0

  /// Fields kept at most: a hostile header section has them by the million.
  private static let limit = 65_536

  mutating func receive(_ event: EntityEvent, _ octets: Span<UInt8>) {
    builder.receive(event, octets)
    switch event {
    case .entityBegan:
      entityCount += 1
      isInHeader = entityCount == 1
    case .fieldBegan: begin()
    case .field: take(octets)
    case .bodyBegan: isInHeader = false
    default: isInField = false
    }
    offset += octets.count
  }

  private mutating func begin() {
    isInField = isInHeader && fields.count < Self.limit
    if isInField { fields.append((name: "", range: offset..<offset)) }
  }

  private mutating func take(_ octets: Span<UInt8>) {
    guard isInField, let last = fields.last else { return }
    var name = last.name
    if last.range.isEmpty {
      var end = 0
      while end < octets.count, octets[end] != Octet.colon, !Octet.isBlank(octets[end]) { end += 1 }
      name = String(decoding: Array(octets.extracting(..<end)), as: UTF8.self)
    }
    fields[fields.count - 1] = (name, last.range.lowerBound..<(offset + octets.count))
  }
}
