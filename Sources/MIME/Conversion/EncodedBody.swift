// SPDX-License-Identifier: Apache-2.0

/// What decides whether the encoded body of a leaf can be decoded, and written again as it was.
struct EncodedBody: Sendable {
  /// Octets as stored.
  var octetCount = 0
  /// Octets decoded.
  var decodedCount = 0
  /// Why a body of this kind, in this place, is not decoded.
  var obstacle: ConversionReason?
  /// Whether its multipart breaks off behind it, so that readers differ about its last line end.
  var isEndUncertain = false
  /// What is wrong with the encoding.
  var defects: [Defect.Kind] = []
  /// Layout of regular base64.
  var layout: Base64Layout?
  /// Of quoted-printable: why it cannot be written again, or that it can. Nil for base64.
  var quotedPrintable: Rewriting?
  /// Decoded text; nil for what is none.
  var text: OctetCounts?

  /// Whether a body can be written again as it was.
  enum Rewriting: Sendable {
    case possible
    case impossible(ConversionReason)
  }
}

extension Eligibility {
  /// Why the body is not decoded; nil where it may be, as far as can be said without knowing the boundaries around it.
  static func decodingObstacle(_ body: EncodedBody) -> ConversionReason? {
    if body.octetCount == 0 { return .emptyBody }
    if let obstacle = body.obstacle { return obstacle }
    if let obstacle = layoutObstacle(body) { return obstacle }
    if body.decodedCount == 0 { return .emptyBody }
    if let text = body.text, text.loneLineFeeds > 0 || text.loneCarriageReturns > 0 {
      return .loneLineBreaks
    }
    return nil
  }

  /// Why the body cannot be written again as it was; nil where it can.
  static func layoutObstacle(_ body: EncodedBody) -> ConversionReason? {
    if body.isEndUncertain { return .unclosedMultipart }
    switch body.quotedPrintable {
    case .possible?: return nil
    case .impossible(let reason)?: return reason
    case nil: break
    }
    if !body.defects.isEmpty { return .malformedBase64 }
    guard let layout = body.layout, layout.finalLineEnds <= TransferRecipe.finalLineEndLimit,
      layout.width <= TransferRecipe.widthLimit
    else { return .irregularBase64 }
    return nil
  }
}
