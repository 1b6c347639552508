// SPDX-License-Identifier: Apache-2.0

/// What the scanner gives its sink. The octets that come with the events are, in their order, the octets of the
/// message: nothing is lost, added or reported twice. How the input was cut into chunks changes only how octets of one
/// kind are cut into events.
#if hasAttribute(nonexhaustive)
  @nonexhaustive
#endif
public enum EntityEvent: Hashable, Sendable {
  // Events without octets.

  /// An entity begins: the message itself, a body part, or the message inside a message/rfc822.
  case entityBegan
  /// A header field begins.
  case fieldBegan(FieldName)
  /// The header section has ended; this is what the entity is.
  case bodyBegan(EntityHead)
  /// The innermost open entity has ended.
  case entityEnded
  /// A rule was broken.
  case defect(Defect)

  // Events with octets.

  /// Octets of a header field, its line break and folding included.
  case field
  /// A line of a header section that is not a field.
  case strayLine
  /// The empty line that ends a header section.
  case headerEnd
  /// Octets of a leaf's body, as encoded. The line break before a delimiter is not among them (RFC 2046 section 5.1.1).
  case body
  /// Octets of a multipart before its first delimiter.
  case preamble
  /// A delimiter line, with the line break before it and the one at its end.
  case delimiter
  /// A close-delimiter line, with the line break before it and the one at its end.
  case closeDelimiter
  /// Octets of a multipart after its close-delimiter.
  case epilogue
  /// Octets after the scanner gave up on structure (`ParseLimits.parts`).
  case unparsed
}

/// Receives the events of one message.
public protocol EntityEventSink {
  /// Takes one event and its octets, which are valid during the call only.
  mutating func receive(_ event: EntityEvent, _ octets: Span<UInt8>)

  /// Takes octets of a base64 body that the scanner has seen to be `lines.count` whole lines of `lines.width` characters, all
  /// of the alphabet. For sinks that need not look again; the default implementation calls `receive(.body, octets)`.
  mutating func receiveBase64Lines(_ octets: Span<UInt8>, _ lines: Base64Lines)

  /// Takes lines of a header section that the scanner has seen to be plain. For sinks that need not look into such fields; the
  /// default implementation calls `receive(.fieldBegan(_:))` and `receive(.field, _)` for each field and line.
  mutating func receiveHeaderLines(_ octets: Span<UInt8>, _ lines: HeaderLines)
}

extension EntityEventSink {
  /// Takes the octets like those of any body.
  public mutating func receiveBase64Lines(_ octets: Span<UInt8>, _ lines: Base64Lines) {
    receive(.body, octets)
  }
}

/// Whole lines of a base64 body, all alike.
public struct Base64Lines: Hashable, Sendable {
  /// How many.
  public let count: Int
  /// Characters of each.
  public let width: Int
  /// How each ends.
  public let lineEnd: Base64Layout.LineEnd

  /// Lines of these values.
  public init(count: Int, width: Int, lineEnd: Base64Layout.LineEnd) {
    self.count = count
    self.width = width
    self.lineEnd = lineEnd
  }
}

/// What an entity is, reported at the end of its header section.
public struct EntityHead: Hashable, Sendable {
  /// How the scanner reads the entity's body.
  public enum Kind: Hashable, Sendable {
    /// Octets under a transfer encoding.
    case leaf
    /// Body parts between delimiters.
    case multipart
    /// One message.
    case message
  }

  /// What stands around an entity and forbids to change it.
  public struct Surroundings: OptionSet, Hashable, Sendable {
    /// The bits.
    public let rawValue: UInt8
    /// A set of these bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Inside a multipart/signed (RFC 1847 section 2.1).
    public static let signed = Surroundings(rawValue: 1)
    /// Inside a multipart/encrypted.
    public static let encrypted = Surroundings(rawValue: 2)
    /// Inside a message/rfc822 or the like.
    public static let message = Surroundings(rawValue: 4)
  }

  /// How the body is read.
  public var kind: Kind
  /// The part's number. A multipart that is the whole body of a message has that message's number, empty at the root.
  public var path: PartPath
  /// The content type, or the default that stands for a missing or malformed one.
  public var type: ContentType
  /// The transfer encoding, nil where the field is missing (which means 7bit).
  public var encoding: ContentTransferEncoding?
  /// How many entities enclose this one.
  public var depth: Int
  /// What encloses it.
  public var surroundings: Surroundings
  /// Whether the header section has a MIME-Version field, or that of an enclosing message has one.
  public var hasMIMEVersion: Bool

  /// A head of these values; without any, that of a message without header section.
  public init(
    kind: Kind = .leaf, path: PartPath = PartPath([]), type: ContentType = .textPlain,
    encoding: ContentTransferEncoding? = nil, depth: Int = 0, surroundings: Surroundings = [],
    hasMIMEVersion: Bool = false
  ) {
    self.kind = kind
    self.path = path
    self.type = type
    self.encoding = encoding
    self.depth = depth
    self.surroundings = surroundings
    self.hasMIMEVersion = hasMIMEVersion
  }
}
