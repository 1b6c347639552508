// SPDX-License-Identifier: Apache-2.0

extension TransferRecipe {
  /// The whole field, folded at white space behind `;`, with its line end.
  func fieldOctets(lineEnd: LineEnd) -> [UInt8] {
    var text = "\(Self.fieldName): \(Self.version); \(originToken)"
    var column = text.utf8.count
    for parameter in parameters {
      // The semicolon, a blank, and what a long value is cut into.
      if column + 2 + parameter.utf8.count > 77 {
        text += ";\(lineEnd.rawValue) "
        column = 1
      } else {
        text += "; "
        column += 2
      }
      for character in parameter {
        if column >= 76 {
          text += "\(lineEnd.rawValue) "
          column = 1
        }
        text.append(character)
        column += 1
      }
    }
    return Array((text + lineEnd.rawValue).utf8)
  }

  private var originToken: String { encoding?.token ?? "none" }

  private var parameters: [String] {
    var list: [String] = []
    if origin == .base64 {
      if width != 76 { list.append("width=\(width)") }
      if finalLineEnds != 1 { list.append("final=\(finalLineEnds)") }
      if let lineEnd { list.append("end=\(lineEnd == .crlf ? "crlf" : "lf")") }
    }
    if origin == .quotedPrintable, style != QuotedPrintableStyle() {
      list.append("style=\(style.word)")
    }
    if isText { list.append("text") }
    if let content {
      list.append("octets=\(content.count)")
      let digits = String(content.value, radix: 16)
      list.append("crc32c=\(String(repeating: "0", count: 8 - digits.count))\(digits)")
    }
    if restoresLineFeeds { list.append("lines=lf") }
    if let field { list.append("field=\(Self.percentEncoded(field))") }
    return list
  }

  /// Letters, digits, hyphen and colon as they are, the rest as `%` and two digits.
  private static func percentEncoded(_ octets: [UInt8]) -> String {
    var text = ""
    for octet in octets {
      switch octet {
      case 0x30...0x3A, 0x41...0x5A, 0x61...0x7A, Octet.hyphen:
        text.unicodeScalars.append(Unicode.Scalar(octet))
      default:
        text += octet < 16 ? "%0" : "%"
        text += String(octet, radix: 16, uppercase: true)
      }
    }
    return text
  }
}
