// SPDX-License-Identifier: Apache-2.0
import MIME
import Testing

/// A message, what it is to become, and why it does not.
struct ReasonCase: Sendable, CustomTestStringConvertible {
  var reason: ConversionReason
  /// What the case is about, where a reason has several.
  var note = ""
  var policy = ConversionPolicy(target: .binary)
  var limits = ParseLimits.standard
  /// The part that is refused; nil where the whole message is.
  var part: String?
  var message: String

  /// Whether it is about a conversion as `mime convert --to binary` does it.
  var isForStorage: Bool { policy == ConversionPolicy(target: .binary) && limits == .standard }

  var testDescription: String { note.isEmpty ? reason.rawValue : "\(reason.rawValue): \(note)" }

  // MARK: Pieces

  /// A multipart of these parts, each with its own header section.
  static func mixed(
    _ parts: String..., header: String = "", type: String = "mixed", preamble: String = "",
    end: String = "--BB--\r\n"
  ) -> String {
    "MIME-Version: 1.0\r\n\(header)Content-Type: multipart/\(type); boundary=BB\r\n\r\n\(preamble)"
      + parts.map { "--BB\r\n\($0)\r\n" }.joined() + end
  }

  /// So often that it gains to decode it.
  static func long(_ text: String) -> String { String(repeating: text, count: 60) }

  /// Base64 of `content` under a content type.
  static func base64(_ content: String, type: String = "application/octet-stream") -> String {
    "Content-Type: \(type)\r\nContent-Transfer-Encoding: base64\r\n\r\n"
      + String(
        decoding: MailInvariants.encode(Array(content.utf8), Base64Encoder(), step: 60),
        as: UTF8.self)
  }

  static let part = base64(long("some octets"))
  static let eightBit = ConversionPolicy(target: .eightBit)
  static let sevenBit = ConversionPolicy(target: .sevenBit)
  static let delivery = ConversionPolicy(target: .binary, purpose: .delivery)

  /// A message/rfc822 or the like around a message.
  static func enclosed(_ message: String, type: String = "message/rfc822") -> String {
    "Content-Type: \(type)\r\n\r\n\(message)"
  }

  private static var shallow: ParseLimits {
    var limits = ParseLimits()
    limits.depth = 1
    return limits
  }

  // MARK: The whole message

  static let messages: [ReasonCase] = [
    ReasonCase(
      reason: .alreadyConverted,
      message: mixed(part, header: "Content-Transfer-Recipe: 1; none\r\n")),
    ReasonCase(
      reason: .limitReached, limits: shallow,
      message: mixed(part, enclosed(mixed(part)))),
    ReasonCase(
      reason: .duplicateEncoding,
      message: mixed("Content-Transfer-Encoding: 7bit\r\n\(part)", part)),
    ReasonCase(
      reason: .decoratedEncoding, note: "a comment",
      message: mixed("Content-Transfer-Encoding: base64 (c)\r\n\r\n\(long("QUJDQUJDQUJDQUJD"))")),
    ReasonCase(
      reason: .decoratedEncoding, note: "a blank behind it",
      message: mixed("Content-Transfer-Encoding: base64 \r\n\r\n\(long("QUJDQUJDQUJDQUJD"))")),
    ReasonCase(
      reason: .decoratedEncoding, note: "folded",
      message: mixed("Content-Transfer-Encoding:\r\n base64\r\n\r\n\(long("QUJDQUJDQUJDQUJD"))")),
    ReasonCase(
      reason: .decoratedEncoding, note: "empty",
      message: mixed(part, header: "Content-Transfer-Encoding:\r\n")),
    ReasonCase(
      reason: .decoratedEncoding, note: "a comment alone, on the way down", policy: sevenBit,
      message: "MIME-Version: 1.0\r\nContent-Transfer-Encoding: (c)\r\n\r\nGrüße\r\n"),
    ReasonCase(
      reason: .encodedComposite, note: "multipart",
      message: mixed(part, header: "Content-Transfer-Encoding: base64\r\n")),
    ReasonCase(
      reason: .encodedComposite, note: "message",
      message: mixed(part, "Content-Transfer-Encoding: base64\r\n\(enclosed("\r\n"))")),
    ReasonCase(
      reason: .ambiguousHeader, note: "stray line",
      message: mixed("x\r\n\(part)", part, header: "no colon\r\n")),
    ReasonCase(
      reason: .ambiguousHeader, note: "blank before the colon",
      message: mixed("Content-Type : text/plain\r\n\r\nx", part)),
    ReasonCase(
      reason: .ambiguousHeader, note: "two types",
      message: mixed("Content-Type: text/html\r\n\(part)")),
    ReasonCase(
      reason: .ambiguousStructure, note: "a line that begins with the boundary",
      message: mixed("\r\nx\r\n--BBx", part)),
    ReasonCase(
      reason: .ambiguousStructure, note: "a boundary again inside",
      message: mixed(mixed(part), part)),
    ReasonCase(
      reason: .ambiguousStructure, note: "a boundary in pieces",
      message:
        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary*0=B; boundary*1=B\r\n\r\n--BB\r\n\(part)\r\n--BB--\r\n"
    ),
    ReasonCase(
      reason: .ambiguousStructure, note: "a boundary folded within quotes",
      message:
        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"B\r\n B\"\r\n\r\n--B B\r\n\(part)\r\n--B B--\r\n"
    ),
    ReasonCase(
      reason: .ambiguousStructure, note: "an empty boundary",
      message:
        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"\"\r\n\r\n--\r\n\(part)\r\n----\r\n"
    ),
    ReasonCase(
      reason: .ambiguousStructure, note: "no boundary",
      message: mixed(part, "Content-Type: multipart/mixed\r\n\r\nx")),
    ReasonCase(
      reason: .dkimSignature, policy: delivery,
      message: "DKIM-Signature: v=1; b=x\r\n\(mixed(part))"),
    ReasonCase(
      reason: .arcSeal, policy: delivery, message: "ARC-Seal: i=1; b=x\r\n\(mixed(part))"),
    ReasonCase(
      reason: .mixedLineEnds, note: "in header sections",
      message: mixed(part, header: "Subject: x\n")),
    ReasonCase(
      reason: .mixedLineEnds, note: "in text of a store with LF",
      message: lf(mixed("\r\none^two", part)).replacing("^", with: "\r\n")),
    ReasonCase(
      reason: .binaryInLineStore,
      message: lf(
        mixed(
          "Content-Type: image/png\r\nContent-Transfer-Encoding: binary\r\n\r\na\r\nb", part))),
    ReasonCase(
      reason: .headerBeyondDomain, policy: sevenBit,
      message: mixed("\r\nx", header: "Subject: ü\r\n")),
    ReasonCase(
      reason: .headerBeyondDomain, note: "a long line", policy: eightBit,
      message: mixed("\r\nx", header: "Subject: \(String(repeating: "x", count: 1000))\r\n")),
    ReasonCase(
      reason: .structureBeyondDomain, policy: sevenBit, message: mixed("\r\nx", preamble: "ü\r\n")),
    ReasonCase(
      reason: .headerNotClosed, policy: sevenBit,
      message:
        "MIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\nMIME-Version: 1.0\r\nContent-Transfer-Encoding: 8bit"
    ),
  ]

  /// With LF in place of CRLF.
  static func lf(_ message: String) -> String { message.replacing("\r\n", with: "\n") }
}

extension String {
  /// With `new` in place of every `old`.
  fileprivate func replacing(_ old: String, with new: String) -> String {
    var result = ""
    var rest = unicodeScalars[...]
    let pattern = Array(old.unicodeScalars)
    while let first = rest.first {
      if rest.starts(with: pattern) {
        result += new
        rest = rest.dropFirst(pattern.count)
      } else {
        result.unicodeScalars.append(first)
        rest = rest.dropFirst()
      }
    }
    return result
  }
}
