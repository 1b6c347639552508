// SPDX-License-Identifier: Apache-2.0

/// What the planner takes from one header section.
struct HeaderFacts: Sendable {
  var octetCount = 0
  /// The first Content-Transfer-Encoding field.
  private(set) var encodingField: [UInt8] = []
  private(set) var encodingFieldOffset = 0
  private(set) var contentTypeField: [UInt8] = []
  /// A signature over the transfer form.
  private(set) var signature: ConversionReason?
  var isEncodedComposite = false
  var hasIrregularBoundary = false
  /// A stray line at the very beginning, which may be the envelope line of an mbox.
  var mayBeEnvelope = false

  private var collecting: FieldName?
  private static let fieldLimit = 64 << 10

  mutating func begin(_ name: FieldName, at offset: Int) {
    collecting = nil
    switch name {
    case .contentTransferEncoding where encodingField.isEmpty:
      collecting = name
      encodingFieldOffset = offset
    case .contentType where contentTypeField.isEmpty: collecting = name
    case .dkimSignature: signature = .dkimSignature
    case .arcSeal, .arcMessageSignature: signature = signature ?? .arcSeal
    default: break
    }
  }

  mutating func take(_ octets: Span<UInt8>) {
    guard let collecting else { return }
    if collecting == .contentType {
      if contentTypeField.count < Self.fieldLimit { contentTypeField.write(octets) }
    } else {
      encodingField.write(octets)
    }
  }

  /// Ends the field before a line that is none. Whether readers differ about that line: they do not where it is the envelope
  /// line of an mbox at the very beginning.
  mutating func endStrayLine(_ line: Span<UInt8>) -> Bool {
    collecting = nil
    defer { mayBeEnvelope = false }
    guard mayBeEnvelope else { return true }
    let envelope = Array("From ".utf8)
    guard line.count >= envelope.count else { return true }
    return envelope.indices.contains { line[$0] != envelope[$0] }
  }

  /// Whether readers differ about an encoding that the body is under. White space behind the token, or a folded line, is
  /// enough: Python compares all that follows the colon and the blanks behind it.
  func hasAmbiguousEncoding(_ encoding: ContentTransferEncoding?) -> Bool {
    guard let encoding, !encoding.isIdentity,
      let colon = encodingField.firstIndex(of: Octet.colon)
    else { return false }
    var value = encodingField[(colon + 1)...].drop { Octet.isBlank($0) }
    if value.last == Octet.lf { value.removeLast() }
    if value.last == Octet.cr { value.removeLast() }
    return !value.map { Octet.lowercased($0) }.elementsEqual(encoding.token.utf8)
  }

  /// Whether readers differ about the boundary: an empty one, one that is cut into pieces (RFC 2231 section 3), which some
  /// readers do not put together, or one that may be folded within its quotes, which some do not unfold.
  func hasAmbiguousBoundary(of type: ContentType) -> Bool {
    if hasIrregularBoundary, type.boundary?.isEmpty ?? true { return true }
    var isQuoted = false
    var isEscaped = false
    for octet in contentTypeField {
      if isQuoted, octet == Octet.lf { return true }
      if octet == Octet.quote, !isEscaped { isQuoted.toggle() }
      isEscaped = octet == Octet.backslash && !isEscaped
    }
    let field = contentTypeField.map { Octet.lowercased($0) }
    let pieces = Array("boundary*".utf8)
    guard field.count >= pieces.count else { return false }
    return field.indices.dropLast(pieces.count - 1).contains {
      field[$0] == pieces[0] && field[$0..<($0 + pieces.count)].elementsEqual(pieces)
    }
  }
}
