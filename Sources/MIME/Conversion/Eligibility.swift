// SPDX-License-Identifier: Apache-2.0

/// The rules about what an entity is: may it be changed, may its body be decoded.
enum Eligibility {
  /// Why nothing about the entity may be changed, nor anything inside it; nil where it may.
  static func fixed(_ head: EntityHead) -> ConversionReason? {
    if head.surroundings.contains(.signed) { return .multipartSigned }
    if head.surroundings.contains(.encrypted) { return .multipartEncrypted }
    if !head.hasMIMEVersion { return .noMIMEVersion }
    guard head.type.type == "message", !head.type.isMessage else { return nil }
    switch head.type.subtype {
    case "partial": return .messagePartial
    case "external-body": return .externalBody
    default: return .statusReport
    }
  }

  /// Whether a composite may be encoded: message/global alone (RFC 6532 section 3.5).
  static func mayBeEncoded(_ head: EntityHead) -> Bool {
    head.type.essence == "message/global"
  }

  /// Why the body of a leaf that may be changed is not decoded; nil where it may be.
  ///
  /// - Parameter isEnclosed: whether the leaf stands in a multipart, whose delimiters mark its end.
  static func obstacle(
    _ head: EntityHead, _ policy: ConversionPolicy, isEnclosed: Bool
  ) -> ConversionReason? {
    if head.type.isMessage { return .encodedMessage }
    guard let encoding = head.encoding, !encoding.isIdentity else { return nil }
    if encoding.isUUEncode { return .uuencode }
    if encoding == .quotedPrintable, !policy.quotedPrintable { return .quotedPrintable }
    if !encoding.isDecodable { return .unknownEncoding }
    if !isEnclosed { return .wholeBody }
    if head.type.isWideText { return .wideText }
    if policy.target == .eightBit, !head.type.isText { return .notText }
    return nil
  }
}

extension ConversionReason {
  /// The reason why a message with this defect is not converted; nil where the defect does not matter, or matters to one
  /// part only.
  init?(ambiguityOf defect: Defect.Kind) {
    switch defect {
    case .depthLimit, .partLimit, .headerLimit, .fieldLimit, .parameterLimit: self = .limitReached
    case .duplicateTransferEncoding: self = .duplicateEncoding
    case .decoratedTransferEncoding: self = .decoratedEncoding
    case .encodedComposite: self = .encodedComposite
    case .strayHeaderLine, .spaceBeforeColon, .loneCarriageReturn, .duplicateContentType,
      .malformedContentType, .duplicateParameter, .byteOrderMark:
      self = .ambiguousHeader
    case .missingBoundary, .emptyBoundary, .foldedBoundary, .decoratedBoundary, .extendedBoundary,
      .noDelimiter, .noBodyPart, .delimiterAfterClose, .delimiterPrefix, .emptyBodyPart,
      .repeatedBoundary, .closingBoundary:
      self = .ambiguousStructure
    case .headerSectionNotClosed, .duplicateMIMEVersion, .missingMIMEVersion, .malformedParameter,
      .unknownTransferEncoding, .unregisteredTransferEncoding, .irregularBoundary,
      .unclosedMultipart, .nulInHeader,
      .base64ForeignOctets, .base64Truncated, .base64AfterPadding,
      .base64SurplusPadding, .base64TrailingBits,
      .quotedPrintableEscape, .quotedPrintableLongLine, .quotedPrintableTrailingBlank,
      .uuencodeMalformed:
      return nil
    }
  }
}
