// SPDX-License-Identifier: Apache-2.0

extension Defect.Kind {
  /// Whether known readers are known to read such a message differently, so that what one shows, another hides. The one
  /// list that measuring, inspecting and converting go by.
  public var isAmbiguity: Bool {
    switch self {
    case .strayHeaderLine, .spaceBeforeColon, .loneCarriageReturn, .duplicateContentType,
      .duplicateTransferEncoding, .malformedContentType, .duplicateParameter,
      .decoratedTransferEncoding, .unregisteredTransferEncoding, .encodedComposite,
      .missingBoundary, .emptyBoundary, .foldedBoundary, .decoratedBoundary, .extendedBoundary,
      .noDelimiter, .unclosedMultipart, .noBodyPart, .delimiterAfterClose,
      .delimiterPrefix, .repeatedBoundary, .closingBoundary, .emptyBodyPart, .byteOrderMark,
      .base64ForeignOctets, .base64Truncated, .base64AfterPadding, .base64SurplusPadding,
      .quotedPrintableEscape, .depthLimit, .partLimit, .headerLimit,
      .fieldLimit:
      true
    case .headerSectionNotClosed, .duplicateMIMEVersion, .missingMIMEVersion, .malformedParameter,
      .unknownTransferEncoding, .irregularBoundary, .parameterLimit, .nulInHeader,
      .base64TrailingBits, .quotedPrintableLongLine, .quotedPrintableTrailingBlank,
      .uuencodeMalformed:
      false
    }
  }
}
