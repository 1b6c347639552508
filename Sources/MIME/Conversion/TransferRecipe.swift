// SPDX-License-Identifier: Apache-2.0

/// How one entity gets its original transfer encoding back: the value of a Content-Transfer-Recipe field. The grammar
/// stands in `Documentation/TransferRecipe.md`.
struct TransferRecipe: Hashable, Sendable {
  /// How the original states its encoding.
  enum Origin: Hashable, Sendable {
    /// Not at all: there was no Content-Transfer-Encoding field.
    case absent
    case identity(TransferDomain)
    case base64
    case quotedPrintable
  }

  /// Line ends of base64.
  typealias LineEnd = Base64Layout.LineEnd

  var origin: Origin
  /// The content octets; nil where the body was not converted.
  var content: OctetChecksum?
  /// Whether the content is text whose line ends are those of the message wherever it stands unencoded.
  var isText = false
  /// Width of base64 lines.
  var width = 76
  /// Line ends behind the last line of base64.
  var finalLineEnds = 1
  /// Line end of base64 lines, where it is not that of the message.
  var lineEnd: LineEnd?
  /// How quoted-printable was written.
  var style = QuotedPrintableStyle()
  /// At the root of a message: its lines ended in LF, and end in CRLF now.
  var restoresLineFeeds = false
  /// The original field without its line end, where it is not `Content-Transfer-Encoding: ` with the encoding in lower
  /// case. Line ends within it are CRLF here.
  var field: [UInt8]?

  static let version = 1
  static let fieldName = "Content-Transfer-Recipe"
  static let encodingFieldName = "Content-Transfer-Encoding"
  /// Larger numbers are not a layout of mail; refusing them keeps a recipe from asking for output without end.
  static let widthLimit = 1 << 30
  static let finalLineEndLimit = 999

  init(origin: Origin) { self.origin = origin }

  /// The encoding that the original states; nil where it states none.
  var encoding: ContentTransferEncoding? {
    switch origin {
    case .absent: nil
    case .identity(let domain): domain.label
    case .base64: .base64
    case .quotedPrintable: .quotedPrintable
    }
  }

  /// The form that the original body has in a message whose lines end in `messageLineEnd`.
  func form(messageLineEnd: LineEnd) -> BodyForm {
    switch origin {
    case .absent, .identity: isText ? .text(messageLineEnd) : .octets
    case .base64:
      .base64(
        Base64Layout(
          width: width, lineEnd: lineEnd ?? messageLineEnd, finalLineEnds: finalLineEnds))
    case .quotedPrintable: .quotedPrintable(style, messageLineEnd)
    }
  }

  /// The original field, with its line end; empty where there was none.
  func originalField(lineEnd: LineEnd) -> [UInt8] {
    guard let encoding else { return [] }
    guard let field else { return Self.canonicalField(encoding, lineEnd: lineEnd) }
    var octets: [UInt8] = []
    for (index, octet) in field.enumerated() {
      let isLineEnd = octet == Octet.cr && index + 1 < field.count && field[index + 1] == Octet.lf
      if isLineEnd, lineEnd == .lf { continue }
      octets.append(octet)
    }
    return octets + Array(lineEnd.rawValue.utf8)
  }

  /// The field that states an encoding, as this library writes it.
  static func canonicalField(_ encoding: ContentTransferEncoding, lineEnd: LineEnd) -> [UInt8] {
    Array("\(encodingFieldName): \(encoding.token)\(lineEnd.rawValue)".utf8)
  }
}
