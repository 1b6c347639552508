// SPDX-License-Identifier: Apache-2.0

/// A JSON text that was read (RFC 8259). Numbers are integers: what this program writes has no others. One that is too
/// large is the greatest there is.
package indirect enum JSONValue: Equatable, Sendable {
  case null
  case bool(Bool)
  case number(Int)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  /// The member of that name, nil if there is none or this is not an object.
  package subscript(name: String) -> JSONValue? {
    if case .object(let members) = self { members[name] } else { nil }
  }

  package var number: Int? { if case .number(let value) = self { value } else { nil } }
  package var string: String? { if case .string(let value) = self { value } else { nil } }
  package var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }
  package var object: [String: JSONValue]? {
    if case .object(let value) = self { value } else { nil }
  }

  /// Where a text stops being JSON.
  package struct ParseError: Error, Equatable, CustomStringConvertible {
    /// Offset of the octet.
    package let offset: Int
    package var description: String { "no JSON from octet \(offset) on" }
  }

  /// Reads one JSON text.
  package init(parsing octets: [UInt8]) throws(ParseError) {
    var reader = JSONReader(octets)
    self = try reader.read()
  }
}

/// Reads JSON octet by octet. Nesting is limited, since values are read recursively.
private struct JSONReader {
  private let octets: [UInt8]
  private var index = 0
  private static let depthLimit = 64

  init(_ octets: [UInt8]) { self.octets = octets }

  mutating func read() throws(JSONValue.ParseError) -> JSONValue {
    let value = try value(depth: 0)
    skipBlanks()
    guard index == octets.count else { throw failure }
    return value
  }

  private var failure: JSONValue.ParseError { JSONValue.ParseError(offset: index) }

  private mutating func skipBlanks() {
    while index < octets.count, [0x20, 0x09, 0x0A, 0x0D].contains(octets[index]) { index += 1 }
  }

  private mutating func take(_ octet: UInt8) -> Bool {
    skipBlanks()
    guard index < octets.count, octets[index] == octet else { return false }
    index += 1
    return true
  }

  private mutating func take(_ word: String) -> Bool {
    guard octets[index...].starts(with: word.utf8) else { return false }
    index += word.utf8.count
    return true
  }

  private mutating func value(depth: Int) throws(JSONValue.ParseError) -> JSONValue {
    skipBlanks()
    guard index < octets.count, depth < Self.depthLimit else { throw failure }
    switch octets[index] {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), 0x30...0x39: return .number(try number())
    default:
      if take("null") { return .null }
      if take("true") { return .bool(true) }
      if take("false") { return .bool(false) }
      throw failure
    }
  }

  private mutating func object(depth: Int) throws(JSONValue.ParseError) -> JSONValue {
    index += 1
    var members: [String: JSONValue] = [:]
    if take(UInt8(ascii: "}")) { return .object(members) }
    repeat {
      skipBlanks()
      guard index < octets.count, octets[index] == UInt8(ascii: "\"") else { throw failure }
      let name = try string()
      guard take(UInt8(ascii: ":")) else { throw failure }
      members[name] = try value(depth: depth + 1)
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw failure }
    return .object(members)
  }

  private mutating func array(depth: Int) throws(JSONValue.ParseError) -> JSONValue {
    index += 1
    var elements: [JSONValue] = []
    if take(UInt8(ascii: "]")) { return .array(elements) }
    repeat { elements.append(try value(depth: depth + 1)) } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw failure }
    return .array(elements)
  }

  private mutating func number() throws(JSONValue.ParseError) -> Int {
    let start = index
    while index < octets.count,
      octets[index] == UInt8(ascii: "-") || (0x30...0x39).contains(octets[index])
    {
      index += 1
    }
    let text = String(decoding: octets[start..<index], as: UTF8.self)
    if let number = Int(text) { return number }
    // The world's octets are more than an `Int` holds.
    let digits = text.drop { $0 == "-" }
    guard text.utf8.count - digits.utf8.count < 2, digits.utf8.count > 18,
      digits.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { throw failure }
    return text.hasPrefix("-") ? .min : .max
  }

  private mutating func string() throws(JSONValue.ParseError) -> String {
    index += 1
    var text: [UInt8] = []
    while index < octets.count {
      let octet = octets[index]
      index += 1
      if octet == UInt8(ascii: "\"") { return String(decoding: text, as: UTF8.self) }
      if octet == UInt8(ascii: "\\") { text += try escape() } else { text.append(octet) }
    }
    throw failure
  }

  private mutating func escape() throws(JSONValue.ParseError) -> [UInt8] {
    guard index < octets.count else { throw failure }
    let octet = octets[index]
    index += 1
    switch octet {
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "u"):
      return Array(String(try scalar()).utf8)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [octet]
    default: throw failure
    }
  }

  /// `%x75 4HEXDIG`, behind the `u`; a character beyond the Basic Multilingual Plane is two of them, a surrogate pair
  /// (RFC 8259 section 7). Half a pair is not a character.
  private mutating func scalar() throws(JSONValue.ParseError) -> Unicode.Scalar {
    let first = try codeUnit()
    guard UTF16.isLeadSurrogate(first) else { return Unicode.Scalar(first) ?? "\u{FFFD}" }
    let behind = index
    guard take("\\u") else { return "\u{FFFD}" }
    let second = try codeUnit()
    guard UTF16.isTrailSurrogate(second) else {
      // It stands for itself.
      index = behind
      return "\u{FFFD}"
    }
    return UTF16.decode(UTF16.EncodedScalar([first, second]))
  }

  private mutating func codeUnit() throws(JSONValue.ParseError) -> UInt16 {
    var code: UInt16 = 0
    for _ in 0..<4 {
      guard index < octets.count,
        let digit = Character(Unicode.Scalar(octets[index])).hexDigitValue
      else { throw failure }
      code = code << 4 | UInt16(digit)
      index += 1
    }
    return code
  }
}
