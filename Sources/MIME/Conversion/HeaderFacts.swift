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
    for index in octets.indices {
      if collecting == .contentType {
        if contentTypeField.count < Self.fieldLimit { contentTypeField.append(octets[index]) }
      } else {
        encodingField.append(octets[index])
      }
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

  /// Whether readers differ about the boundary: an empty one, or one that is cut into pieces (RFC 2231 section 3), which
  /// some readers do not put together.
  func hasAmbiguousBoundary(of type: ContentType) -> Bool {
    if hasIrregularBoundary, type.boundary?.isEmpty ?? true { return true }
    let field = contentTypeField.map { Octet.lowercased($0) }
    let pieces = Array("boundary*".utf8)
    guard field.count >= pieces.count else { return false }
    return field.indices.dropLast(pieces.count - 1).contains {
      field[$0] == pieces[0] && field[$0..<($0 + pieces.count)].elementsEqual(pieces)
    }
  }
}
