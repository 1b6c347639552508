// SPDX-License-Identifier: Apache-2.0

/// The parameters of MAIL FROM that a session's facts rest on.
enum MailParameter: Equatable {
  /// RFC 6152, RFC 3030 section 3.
  case body(Transaction.BodyKind)
  /// RFC 6531 section 3.4.
  case smtputf8
  /// RFC 1870 section 6.
  case size(UInt64)
  /// PRDR (draft-hall-prdr): each recipient has its own reply after the data.
  case perRecipient
  case other

  /// Reads one parameter, `keyword ["=" value]`. QUIRK: one build logged a keyword without value
  /// as `SMTPUTF8=`.
  init(_ parameter: Span<UInt8>) {
    self = .other
    guard !parameter.isEmpty else { return }
    switch parameter[0] | 0x20 {
    case UInt8(ascii: "b"):
      if Self.begins(parameter, "body=") { self = .body(Self.kind(parameter)) }
    case UInt8(ascii: "p"):
      if Self.isFlag(parameter, "prdr") { self = .perRecipient }
    case UInt8(ascii: "s"):
      if Self.begins(parameter, "size="), let octets = Self.number(parameter, from: 5) {
        self = .size(octets)
      } else if Self.isFlag(parameter, "smtputf8") {
        self = .smtputf8
      }
    default:
      break
    }
  }

  private static func kind(_ parameter: Span<UInt8>) -> Transaction.BodyKind {
    if parameter.count == 13, begins(parameter, "body=8bitmime") { return .eightBitMIME }
    if parameter.count == 15, begins(parameter, "body=binarymime") { return .binaryMIME }
    return parameter.count == 9 && begins(parameter, "body=7bit") ? .sevenBit : .other
  }

  @inline(__always)
  private static func isFlag(_ parameter: Span<UInt8>, _ keyword: StaticString) -> Bool {
    guard begins(parameter, keyword) else { return false }
    let length = keyword.utf8CodeUnitCount
    return parameter.count == length
      || parameter.count == length + 1 && parameter[length] == UInt8(ascii: "=")
  }

  /// Whether `parameter` begins with `literal`, which is in lower case, in any case.
  @inline(__always)
  private static func begins(_ parameter: Span<UInt8>, _ literal: StaticString) -> Bool {
    parameter.holdsIgnoringCase(literal)
  }

  /// `1*20DIGIT`; nil when it is none, or more than 64 bits hold.
  static func number(_ parameter: Span<UInt8>, from start: Int) -> UInt64? {
    guard parameter.count > start else { return nil }
    var value: UInt64 = 0
    for index in start..<parameter.count {
      guard let digit = UInt64(exactly: Int(parameter[index]) - 48), digit < 10 else { return nil }
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      guard !overflow, product <= .max - digit else { return nil }
      value = product + digit
    }
    return value
  }
}
