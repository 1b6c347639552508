// SPDX-License-Identifier: Apache-2.0

/// A JSON value as RFC 8259 allows it and nothing beyond: the judge of what the program writes.
/// Duplicate names, invalid UTF-8, control characters and anything after the value are errors.
package indirect enum StrictJSON: Equatable, Sendable {
  case null
  case bool(Bool)
  case number(String)
  case string(String)
  case array([StrictJSON])
  case object([Member])

  package struct Member: Equatable, Sendable {
    package var name: String
    package var value: StrictJSON
  }

  /// Why and where an input is not JSON.
  package struct Invalid: Error, CustomStringConvertible {
    package var reason: String
    package var offset: Int

    package var description: String { "\(reason) at octet \(offset)" }
  }

  package init(_ octets: [UInt8]) throws(Invalid) {
    guard String(validating: octets, as: UTF8.self) != nil else {
      throw Invalid(reason: "not UTF-8", offset: 0)
    }
    var parser = Parser(octets: octets)
    self = try parser.value()
    parser.skipBlanks()
    if parser.place < octets.count { throw parser.invalid("something behind the value") }
  }

  /// The values of JSON lines.
  package static func lines(_ octets: [UInt8]) throws(Invalid) -> [StrictJSON] {
    guard octets.isEmpty || octets.last == 0x0A else {
      throw Invalid(reason: "the last line does not end", offset: octets.count)
    }
    var result: [StrictJSON] = []
    for line in octets.split(separator: 0x0A) { result.append(try StrictJSON(Array(line))) }
    return result
  }

  /// The member of an object; nil if there is none.
  package subscript(_ name: String) -> StrictJSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// The element of an array; nil if there is none.
  package subscript(_ index: Int) -> StrictJSON? {
    guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
    return elements[index]
  }

  package var elements: [StrictJSON] {
    if case .array(let elements) = self { elements } else { [] }
  }
  package var text: String? { if case .string(let text) = self { text } else { nil } }
  package var integer: Int? { if case .number(let text) = self { Int(text) } else { nil } }

  /// The names of all members at any depth.
  package var names: Set<String> {
    switch self {
    case .object(let members):
      members.reduce(into: []) { $0.formUnion($1.value.names.union([$1.name])) }
    case .array(let elements): elements.reduce(into: []) { $0.formUnion($1.names) }
    default: []
    }
  }
}

extension StrictJSON {
  fileprivate struct Parser {
    let octets: [UInt8]
    var place = 0
    var depth = 0

    init(octets: [UInt8]) { self.octets = octets }

    func invalid(_ reason: String) -> Invalid { Invalid(reason: reason, offset: place) }

    var next: UInt8? { place < octets.count ? octets[place] : nil }

    mutating func skipBlanks() {
      while let octet = next, [0x20, 0x09, 0x0A, 0x0D].contains(octet) { place += 1 }
    }

    mutating func take(_ literal: StaticString) -> Bool {
      let wanted = Array("\(literal)".utf8)
      guard octets[place...].starts(with: wanted) else { return false }
      place += wanted.count
      return true
    }

    mutating func value() throws(Invalid) -> StrictJSON {
      skipBlanks()
      depth += 1
      defer { depth -= 1 }
      if depth > 64 { throw invalid("nested too deep") }
      switch next {
      case UInt8(ascii: "{"): return try object()
      case UInt8(ascii: "["): return try array()
      case UInt8(ascii: "\""): return .string(try string())
      case .some(UInt8(ascii: "-")), .some(UInt8(ascii: "0")...UInt8(ascii: "9")):
        return try number()
      default:
        if take("null") { return .null }
        if take("true") { return .bool(true) }
        if take("false") { return .bool(false) }
        throw invalid("no value")
      }
    }

    mutating func object() throws(Invalid) -> StrictJSON {
      place += 1
      var members: [Member] = []
      skipBlanks()
      if take("}") { return .object(members) }
      while true {
        skipBlanks()
        guard next == UInt8(ascii: "\"") else { throw invalid("no name") }
        let name = try string()
        if members.contains(where: { $0.name == name }) { throw invalid("'\(name)' twice") }
        skipBlanks()
        guard take(":") else { throw invalid("no colon") }
        members.append(Member(name: name, value: try value()))
        skipBlanks()
        if take("}") { return .object(members) }
        guard take(",") else { throw invalid("no comma") }
      }
    }

    mutating func array() throws(Invalid) -> StrictJSON {
      place += 1
      var elements: [StrictJSON] = []
      skipBlanks()
      if take("]") { return .array(elements) }
      while true {
        elements.append(try value())
        skipBlanks()
        if take("]") { return .array(elements) }
        guard take(",") else { throw invalid("no comma") }
      }
    }

    /// `number = [ minus ] int [ frac ] [ exp ]`
    mutating func number() throws(Invalid) -> StrictJSON {
      let start = place
      _ = take("-")
      if !take("0") { try digits() }
      if take(".") { try digits() }
      if take("e") || take("E") {
        if !take("+") { _ = take("-") }
        try digits()
      }
      return .number(String(decoding: octets[start..<place], as: UTF8.self))
    }

    mutating func digits() throws(Invalid) {
      let start = place
      while let octet = next, (0x30...0x39).contains(octet) { place += 1 }
      if place == start { throw invalid("no digit") }
    }

    mutating func string() throws(Invalid) -> String {
      place += 1
      var text: [UInt8] = []
      while let octet = next {
        place += 1
        switch octet {
        case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
        case UInt8(ascii: "\\"): text.append(contentsOf: try escape())
        case 0..<0x20: throw invalid("control character")
        default: text.append(octet)
        }
      }
      throw invalid("string without end")
    }

    mutating func escape() throws(Invalid) -> [UInt8] {
      guard let octet = next else { throw invalid("escape without end") }
      place += 1
      switch octet {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [octet]
      case UInt8(ascii: "b"): return [0x08]
      case UInt8(ascii: "f"): return [0x0C]
      case UInt8(ascii: "n"): return [0x0A]
      case UInt8(ascii: "r"): return [0x0D]
      case UInt8(ascii: "t"): return [0x09]
      case UInt8(ascii: "u"):
        let digits = String(decoding: octets[place...].prefix(4), as: UTF8.self)
        place += 4
        guard digits.utf8.count == 4, let value = UInt32(digits, radix: 16),
          let scalar = Unicode.Scalar(value)
        else { throw invalid("bad \\u escape") }
        return Array(String(scalar).utf8)
      default: throw invalid("unknown escape")
      }
    }
  }
}
