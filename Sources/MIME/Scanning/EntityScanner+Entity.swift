// SPDX-License-Identifier: Apache-2.0
import MailTypes

extension EntityScanner {
  /// Makes out what the entity is whose header section has just ended.
  mutating func describeEntity(into sink: inout some EntityEventSink) -> EntityHead {
    let parent = frames.last
    let type = contentType(parent, into: &sink)
    let encoding = transferEncoding(into: &sink)
    let isMessageRoot = parent?.kind != .multipart
    if isMessageRoot, !header.hasMIMEVersion,
      header.contentType != nil || header.transferEncoding != nil
    {
      report(.missingMIMEVersion, at: offset, into: &sink)
    }
    var surroundings = parent?.surroundings ?? []
    if parent?.kind == .message { surroundings.insert(.message) }
    var head = EntityHead(
      kind: .leaf, path: PartPath([]), type: type, encoding: encoding, depth: frames.count,
      surroundings: surroundings,
      hasMIMEVersion: isMessageRoot ? header.hasMIMEVersion : parent?.hasMIMEVersion ?? false)
    head.kind = kind(of: head, into: &sink)
    head.path = PartPath(path(kind: head.kind, parent))
    return head
  }

  private func contentType(
    _ parent: EntityFrame?, into sink: inout some EntityEventSink
  ) -> ContentType {
    guard let value = header.contentType else {
      return parent?.isDigest == true ? .messageRFC822 : .textPlain
    }
    let (type, defects) = ContentType.parse(value.octets, parameterLimit: limits.parameters)
    for kind in defects { report(kind, at: value.offset, into: &sink) }
    return type ?? .textPlain
  }

  private func transferEncoding(
    into sink: inout some EntityEventSink
  ) -> ContentTransferEncoding? {
    guard let value = header.transferEncoding else { return nil }
    guard let (encoding, isDecorated) = ContentTransferEncoding.parse(value.octets) else {
      // Nothing, or a comment alone, is not an encoding (RFC 2045 section 6.1).
      report(.decoratedTransferEncoding, at: value.offset, into: &sink)
      return nil
    }
    if isDecorated { report(.decoratedTransferEncoding, at: value.offset, into: &sink) }
    if encoding.isUUEncode {
      report(.unregisteredTransferEncoding, at: value.offset, into: &sink)
    } else if !encoding.isIdentity, !encoding.isDecodable {
      report(.unknownTransferEncoding, at: value.offset, into: &sink)
    }
    return encoding
  }

  private func kind(
    of head: EntityHead, into sink: inout some EntityEventSink
  ) -> EntityHead.Kind {
    let type = head.type
    guard type.isMultipart || type.isMessage else { return .leaf }
    if frames.count >= limits.depth {
      report(.depthLimit, at: offset, into: &sink)
      return .leaf
    }
    if let encoding = head.encoding, !encoding.isIdentity {
      report(.encodedComposite, at: header.transferEncoding?.offset ?? offset, into: &sink)
      // RFC 6532 section 3.5 lets message/global be encoded; it is then a leaf.
      if type.isMessage, encoding.isDecodable { return .leaf }
    }
    if type.isMessage { return .message }
    guard let boundary = type.boundary else {
      report(.missingBoundary, at: header.contentType?.offset ?? offset, into: &sink)
      return .leaf
    }
    let place = header.contentType?.offset ?? offset
    if boundary.isEmpty {
      report(.emptyBoundary, at: place, into: &sink)
    }
    if let parameter = type.parameter("boundary") {
      if !boundary.isEmpty, !EntityScanner.isRegular(boundary: parameter.value) {
        report(.irregularBoundary, at: place, into: &sink)
      }
      if parameter.isFolded { report(.foldedBoundary, at: place, into: &sink) }
      if parameter.isExtended { report(.extendedBoundary, at: place, into: &sink) }
      if parameter.isDecorated || EntityScanner.isReadDifferently(boundary: parameter.value) {
        report(.decoratedBoundary, at: place, into: &sink)
      }
    }
    let open = frames.lazy.filter(\.isOpen).map(\.boundary)
    if open.contains(boundary) { report(.repeatedBoundary, at: place, into: &sink) }
    if open.contains(where: { EntityScanner.closes(boundary, $0) }) {
      report(.closingBoundary, at: place, into: &sink)
    }
    return .multipart
  }

  /// Whether a delimiter of one of the boundaries is a close-delimiter of the other.
  private static func closes(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    let (longer, shorter) = one.count > other.count ? (one, other) : (other, one)
    return longer.count == shorter.count + 2 && longer.starts(with: shorter)
      && longer.span.hasClosingHyphens
  }

  /// Part number of a leaf or message; for a multipart the number that its parts begin with.
  private func path(kind: EntityHead.Kind, _ parent: EntityFrame?) -> [Int] {
    guard let parent else { return kind == .multipart ? [] : [1] }
    switch parent.kind {
    case .message: return kind == .multipart ? parent.prefix : parent.prefix + [1]
    case .multipart, .leaf: return parent.prefix + [parent.partCount]
    }
  }

  /// Begins the body: the octets of a leaf, the preamble of a multipart, the header section of a message.
  mutating func beginBody(
    _ head: EntityHead, isClosed: Bool, into sink: inout some EntityEventSink
  ) {
    var frame = EntityFrame(kind: head.kind, prefix: head.path.components)
    frame.surroundings = head.surroundings
    frame.hasMIMEVersion = head.hasMIMEVersion
    frame.bodyOffset = offset
    isAtLineStart = true
    heldBreak = .none
    switch head.kind {
    case .leaf:
      mode = .octets(.body)
      frame.isBase64 = head.encoding == .base64
    case .multipart:
      mode = .octets(.preamble)
      frame.isOpen = true
      openBoundaries += 1
      frame.boundary = head.type.boundary ?? []
      frame.boundaryHash = FNV1a(frame.boundary).value
      frame.isDigest = head.type.subtype == "digest"
      if head.type.subtype == "signed" { frame.surroundings.insert(.signed) }
      if head.type.subtype == "encrypted" { frame.surroundings.insert(.encrypted) }
    case .message: beginHeaderSection()
    }
    frames.append(frame)
    if head.kind == .message, !isClosed {
      // The enclosing header section ended without an empty line, so the message inside is empty.
      endHeaderSection(isClosed: false, into: &sink)
    }
  }

  /// Whether some readers make another boundary out of a parameter's value than others do: they take angle brackets off, as
  /// Python's does, decode encoded words, as GMime does, or keep a blank at the end.
  private static func isReadDifferently(boundary value: [UInt8]) -> Bool {
    if value.contains(where: { $0 < 0x20 || $0 > 0x7E }) { return true }
    if value.last.map(Octet.isWhitespace) == true { return true }
    if value.first == UInt8(ascii: "<"), value.last == UInt8(ascii: ">") { return true }
    return zip(value, value.dropFirst()).contains { $0 == Octet.equals && $1 == Octet.question }
  }

  /// Whether a boundary keeps to RFC 2046 section 5.1.1:
  ///
  ///     boundary  := 0*69<bchars> bcharsnospace
  ///     bchars    := bcharsnospace / " "
  static func isRegular(boundary: [UInt8]) -> Bool {
    guard (1...70).contains(boundary.count), boundary.last != Octet.space else { return false }
    return boundary.allSatisfy { octet in
      switch octet {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x20, 0x27...0x29, 0x2B...0x2F, 0x3A, 0x3D,
        0x3F, 0x5F:
        true
      default: false
      }
    }
  }
}
