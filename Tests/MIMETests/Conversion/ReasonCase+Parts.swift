// SPDX-License-Identifier: Apache-2.0
import MIME

extension ReasonCase {
  /// Reasons against one part; the part beside it is converted.
  static let parts: [ReasonCase] = [
    ReasonCase(
      reason: .multipartSigned, part: "1.1",
      message: mixed(nested(part, type: "signed"), part)),
    ReasonCase(
      reason: .multipartSigned, note: "any depth", part: "1.1.1",
      message: mixed(nested(enclosed(nested(part, boundary: "DD")), type: "signed"), part)),
    ReasonCase(
      reason: .multipartEncrypted, part: "1.1",
      message: mixed(nested(part, type: "encrypted"), part)),
    ReasonCase(
      reason: .messagePartial, part: "1",
      message: mixed(base64("x", type: "message/partial; id=x; number=1"), part)),
    ReasonCase(
      reason: .externalBody, part: "1",
      message: mixed(base64("x", type: "message/external-body"), part)),
    ReasonCase(
      reason: .statusReport, part: "1",
      message: mixed(base64("x", type: "message/delivery-status"), part)),
    ReasonCase(
      reason: .statusReport, note: "disposition notification", part: "1",
      message: mixed(base64("x", type: "message/disposition-notification"), part)),
    ReasonCase(
      reason: .statusReport, note: "feedback report", part: "1",
      message: mixed(base64("x", type: "message/feedback-report"), part)),
    ReasonCase(
      reason: .encodedMessage, part: "1",
      message: mixed(base64("Subject: x\r\n\r\ny", type: "message/global"), part)),
    ReasonCase(
      reason: .wholeBody, part: "1",
      message: "MIME-Version: 1.0\r\n\(base64("some octets"))"),
    ReasonCase(
      reason: .wholeBody, note: "of a message that is a whole body", part: "1.1",
      message: "MIME-Version: 1.0\r\n\(enclosed("MIME-Version: 1.0\r\n\(part)"))"),
    ReasonCase(
      reason: .unclosedMultipart, part: "2", message: mixed(part, part, end: "")),
    ReasonCase(
      reason: .noMIMEVersion, part: "1.1",
      message: mixed(enclosed(part), part)),
    ReasonCase(
      reason: .unknownEncoding, part: "1",
      message: mixed("Content-Transfer-Encoding: x-new\r\n\r\nQUJD", part)),
    ReasonCase(
      reason: .uuencode, part: "1",
      message: mixed(
        "Content-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 x\r\n#86)C\r\nend", part)),
    ReasonCase(
      reason: .quotedPrintable, part: "1",
      message: mixed("Content-Transfer-Encoding: quoted-printable\r\n\r\n=FF", part)),
    ReasonCase(
      reason: .quotedPrintableStyle,
      policy: ConversionPolicy(target: .binary, quotedPrintable: true), part: "1",
      message: mixed(
        "Content-Transfer-Encoding: quoted-printable\r\n\r\nA=\r\n=42CD=\r\n=fF", part)),
    ReasonCase(
      reason: .malformedQuotedPrintable,
      policy: ConversionPolicy(target: .binary, quotedPrintable: true), part: "1",
      message: mixed("Content-Transfer-Encoding: quoted-printable\r\n\r\n=ZZ", part)),
    ReasonCase(
      reason: .malformedBase64, note: "foreign octets", part: "1",
      message: mixed("Content-Transfer-Encoding: base64\r\n\r\nQU*JD", part)),
    ReasonCase(
      reason: .malformedBase64, note: "padding missing", part: "1",
      message: mixed("Content-Transfer-Encoding: base64\r\n\r\nQUI", part)),
    ReasonCase(
      reason: .malformedBase64, note: "behind the padding", part: "1",
      message: mixed("Content-Transfer-Encoding: base64\r\n\r\nQQ==QUJD", part)),
    ReasonCase(
      reason: .malformedBase64, note: "unused bits", part: "1",
      message: mixed("Content-Transfer-Encoding: base64\r\n\r\nQUJ=", part)),
    ReasonCase(
      reason: .irregularBase64, note: "line lengths", part: "1",
      message: mixed("Content-Transfer-Encoding: base64\r\n\r\nQUJD\r\nQUJDQUJD\r\n", part)),
    ReasonCase(
      reason: .irregularBase64, note: "blanks", part: "1",
      message: mixed("Content-Transfer-Encoding: base64\r\n\r\nQUJD QUJD\r\n", part)),
    ReasonCase(
      reason: .irregularBase64, note: "line ends", part: "1",
      message: mixed("Content-Transfer-Encoding: base64\r\n\r\nQUJD\nQUJD\r\n", part)),
    ReasonCase(
      reason: .wideText, part: "1",
      message: mixed(base64("a", type: "text/plain; charset=\"UTF-16LE\""), part)),
    ReasonCase(
      reason: .loneLineBreaks, note: "LF", part: "1",
      message: mixed(base64("a\nb", type: "text/plain"), part)),
    ReasonCase(
      reason: .loneLineBreaks, note: "CR", part: "1",
      message: mixed(base64("a\rb", type: "text/plain"), part)),
    ReasonCase(
      reason: .boundaryCollision, note: "behind CRLF", part: "1",
      message: mixed(base64("a\r\n--BB\r\nb"), part)),
    ReasonCase(
      reason: .boundaryCollision, note: "behind LF", part: "1",
      message: mixed(base64("a\n--BB--"), part)),
    ReasonCase(
      reason: .boundaryCollision, note: "behind CR", part: "1",
      message: mixed(base64("a\r--BB"), part)),
    ReasonCase(
      reason: .boundaryCollision, note: "at the start", part: "1",
      message: mixed(base64("--BB"), part)),
    ReasonCase(
      reason: .boundaryCollision, note: "going on behind the boundary", part: "1",
      message: mixed(base64("\r\n--BBandmore"), part)),
    ReasonCase(
      reason: .boundaryCollision, note: "of an enclosing multipart", part: "1.1",
      message: mixed(nested(base64("a\r\n--BB\r\n")), part)),
    ReasonCase(
      reason: .boundaryCollision, note: "of a multipart around the message", part: "1.1",
      message: mixed(
        enclosed("MIME-Version: 1.0\r\n\(nested(base64("a\r\n--BB\r\n")))"), part)),
    ReasonCase(
      reason: .fromLine,
      policy: ConversionPolicy(target: .eightBit, avoidsFromLines: true), part: "1",
      message: mixed(base64("a\r\nFrom here\r\n", type: "text/plain"), text)),
    ReasonCase(
      reason: .fromLine, note: "quoted as in mboxrd",
      policy: ConversionPolicy(target: .eightBit, avoidsFromLines: true), part: "1",
      message: mixed(base64("a\r\n>From here\r\n", type: "text/plain"), text)),
    ReasonCase(
      reason: .notText, policy: eightBit, part: "1", message: mixed(base64("a"), text)),
    ReasonCase(
      reason: .notEightBitData, note: "a long line", policy: eightBit, part: "1",
      message: mixed(base64(String(repeating: "x", count: 999), type: "text/plain"), text)),
    ReasonCase(
      reason: .notEightBitData, note: "NUL", policy: eightBit, part: "1",
      message: mixed(base64("a\0", type: "text/plain"), text)),
    ReasonCase(
      reason: .emptyBody, part: "1",
      message: mixed("Content-Transfer-Encoding: base64\r\n\r\n", part)),
    ReasonCase(
      reason: .noGain, note: "a recipe longer than what is saved", part: "1",
      message: mixed(base64("some octets"), part)),
    ReasonCase(
      reason: .noGain, note: "the label of a multipart that takes the rest", part: "1.1",
      message: mixed(nested(base64(String(repeating: "x", count: 260))), part)),
    ReasonCase(
      reason: .dkimSignature, note: "of a message inside", policy: delivery, part: "1.1",
      message: mixed(enclosed("DKIM-Signature: x\r\nMIME-Version: 1.0\r\n\(part)"), part)),
  ]

  private static let text = base64(long("legal"), type: "text/plain")

  /// A multipart as a body part.
  private static func nested(
    _ part: String, type: String = "mixed", boundary: String = "CC"
  ) -> String {
    "Content-Type: multipart/\(type); boundary=\(boundary)\r\n\r\n--\(boundary)\r\n\(part)\r\n--\(boundary)--"
  }
}
