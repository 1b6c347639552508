// SPDX-License-Identifier: Apache-2.0
import MIME
import TestSupport

/// Well-formed messages with everything in them that a conversion must get past: nested multiparts and messages, all
/// encodings and layouts, content that looks like delimiters, every tail.
struct GeneratedMail {
  private var generator: SeededGenerator
  private let lineEnd: String
  private var boundaryCount = 0
  private var entityCount = 0
  private let mayNestDeeply: Bool

  static func message(_ generator: inout SeededGenerator) -> [UInt8] {
    var mail = GeneratedMail(
      generator: generator, lineEnd: generator.once(in: 2) ? "\r\n" : "\n",
      mayNestDeeply: generator.once(in: 12))
    let message = mail.message()
    generator = mail.generator
    return message
  }

  private init(generator: SeededGenerator, lineEnd: String, mayNestDeeply: Bool) {
    self.generator = generator
    self.lineEnd = lineEnd
    self.mayNestDeeply = mayNestDeeply
  }

  private mutating func message() -> [UInt8] {
    var header = ["From: a@mail.example", "Subject: x", "MIME-Version: 1.0"]
    if generator.once(in: 8) { header.insert("DKIM-Signature: v=1; b=x", at: 0) }
    if generator.once(in: 60) { header.removeLast() }
    return entity(header, depth: 0)
  }

  private mutating func entity(_ header: [String], depth: Int) -> [UInt8] {
    entityCount += 1
    let mayNest = entityCount < 60 && (mayNestDeeply ? depth < 40 : depth < 4)
    switch generator.number(0...19) {
    case 0...7 where mayNest: return multipart(header, depth: depth)
    case 8...18 where depth == 0: return multipart(header, depth: depth)
    case 8 where mayNest, 9 where mayNest:
      let type = generator.once(in: 5) ? "message/global" : "message/rfc822"
      let name = type == "message/global" && generator.once(in: 2) ? "Ü" : "x"
      var inner = ["Subject: \(name)"]
      if !generator.once(in: 12) { inner.append("MIME-Version: 1.0") }
      if generator.once(in: 8) { inner.append("ARC-Seal: i=1") }
      return lines(header + ["Content-Type: \(type)"] + label()) + eol
        + entity(inner, depth: depth + 1)
    default: return leaf(header)
    }
  }

  private var eol: [UInt8] { Array(lineEnd.utf8) }

  private func lines(_ texts: [String]) -> [UInt8] {
    texts.flatMap { Array($0.utf8) + eol }
  }

  /// A transfer encoding field for a composite, or none.
  private mutating func label() -> [String] {
    generator.one(of: [
      [], [], [], ["Content-Transfer-Encoding: 7bit"], ["Content-Transfer-Encoding: 8bit"],
      ["content-transfer-encoding:8BIT"], ["Content-Transfer-Encoding: binary"],
      ["Content-Transfer-Encoding:\(lineEnd) binary"],
    ])
  }

  private mutating func multipart(_ header: [String], depth: Int) -> [UInt8] {
    boundaryCount += 1
    // Boundaries that begin alike; an inner one may begin with an outer one, but none is repeated.
    let boundary = String(repeating: "b", count: 1 + boundaryCount % 3) + "\(boundaryCount)"
    let subtype =
      generator.once(in: 40)
      ? "signed"
      : generator.once(in: 80) ? "encrypted" : generator.one(of: ["mixed", "mixed", "digest"])
    var octets =
      lines(header + ["Content-Type: multipart/\(subtype); boundary=\(boundary)"] + label()) + eol
    if generator.once(in: 3) {
      octets += Array("\(generator.once(in: 4) ? "pré" : "pre")amble\(lineEnd)".utf8)
    }
    for _ in 0..<generator.number(1...3) {
      octets += Array("\(octets.isEmpty ? "" : lineEnd)--\(boundary)\(lineEnd)".utf8)
      octets += entity([], depth: depth + 1)
    }
    if generator.once(in: 40) { return octets }
    octets += Array("\(lineEnd)--\(boundary)--".utf8)
    let epilogue = generator.once(in: 4) ? "épilogue" : "epilogue"
    return generator.once(in: 3)
      ? octets + Array("\(lineEnd)\(epilogue)\(lineEnd)".utf8) : octets + eol
  }

  private mutating func leaf(_ header: [String]) -> [UInt8] {
    let common = [
      "text/plain", "text/html; charset=utf-8", "application/octet-stream", "image/png",
    ]
    let rare = [
      "text/plain; charset=utf-16", "message/partial", "message/delivery-status", "message/global",
    ]
    let type = generator.one(of: generator.once(in: 25) ? rare : common)
    let spelling = generator.one(of: [
      "Content-Transfer-Encoding: ", "Content-Transfer-Encoding:  ", "content-transfer-encoding:",
    ])
    let content = content(isText: type.hasPrefix("text") && !generator.once(in: 8))
    var encoding = generator.one(of: [
      "base64", "base64", "base64", "BASE64", "quoted-printable", "7bit", "8bit", "binary", "",
    ])
    if generator.once(in: 60) { encoding = "x-unknown" }
    var body = content
    switch encoding.lowercased() {
    case "base64": body = base64(content)
    case "quoted-printable": body = quotedPrintable(content)
    case "7bit", "8bit", "":
      if generator.once(in: 2) { body = content.filter { $0 < 128 && $0 != 0 } }
      body = storeForm(body)
    default: break
    }
    if type == "message/global", encoding.lowercased() != "base64" { encoding = "8bit" }
    var fields = header + ["Content-Type: \(type)"]
    if generator.once(in: 20) { fields.append("Content-Description: \u{FC}") }
    if !encoding.isEmpty { fields.append(spelling + encoding) }
    return lines(fields) + eol + body
  }

  private mutating func content(isText: Bool) -> [UInt8] {
    var octets: [UInt8] = []
    let pieces = [
      "--b1\r\n", "\r\n--b1", "\n--bb2", "\r--b3--", "--", "From here\r\n", "\r\nFrom ", ".\r\n",
      "a \r\n", "tab\t\r\n", "\r\n\r\n", "=", "=3D", "text of some length\r\n", "ü", "--b",
      String(repeating: "x", count: 998) + "\r\n", String(repeating: "y", count: 80),
    ]
    let raw = ["\n", "\r", "\0", "\n\n", "\r\r\n"]
    for _ in 0..<generator.number(0...6) {
      let choice = generator.number(0...7)
      if choice == 0, !isText {
        octets += (0...255).map { UInt8($0) }
      } else if choice == 1, !isText {
        octets += generator.octets(count: generator.number(0...200))
      } else if choice == 2, !isText || generator.once(in: 12) {
        octets += Array(generator.one(of: raw).utf8)
      } else {
        octets += Array(generator.one(of: pieces).utf8)
      }
    }
    return isText
      ? octets.filter { $0 != 0 }
      : octets + generator.octets(count: generator.number(0...5))
  }

  private mutating func base64(_ content: [UInt8]) -> [UInt8] {
    let layout = Base64Layout(
      width: generator.one(of: [4, 5, 37, 60, 64, 72, 76, 76, 76, 100, 1200, 4000]),
      lineEnd: generator.once(in: 30) ? .lf : lineEnd == "\n" ? .lf : .crlf,
      finalLineEnds: generator.one(of: [0, 1, 1, 2, 3]))
    var body = MailInvariants.encoded(content, layout: layout, step: 1000)
    if generator.once(in: 15), !body.isEmpty {
      body[generator.number(0...body.count - 1)] = generator.one(of: [0x21, 0x3D, 0x0A, 0x41])
    }
    return body
  }

  private mutating func quotedPrintable(_ content: [UInt8]) -> [UInt8] {
    storeForm(
      MailInvariants.encode(
        content, QuotedPrintableEncoder(isText: generator.once(in: 2)), step: 1000))
  }

  private func storeForm(_ octets: [UInt8]) -> [UInt8] {
    guard lineEnd == "\n" else { return octets }
    return octets.indices.filter {
      octets[$0] != 0x0D || $0 + 1 == octets.count || octets[$0 + 1] != 0x0A
    }.map { octets[$0] }
  }
}
