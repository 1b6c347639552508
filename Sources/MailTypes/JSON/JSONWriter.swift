// SPDX-License-Identifier: Apache-2.0

/// Writes JSON (RFC 8259) as octets, in the order in which members are given.
///
/// Valid whatever the input: text that is not UTF-8 gets U+FFFD in its place (RFC 8259 section 8.1
/// allows nothing but UTF-8), and numbers are integers only.
package struct JSONWriter {
  package private(set) var octets: [UInt8] = []
  /// Octets that were handed on before.
  private var drained = 0
  /// Members on lines of their own, indented by two blanks a level; else one line in all.
  package let pretty: Bool
  private var depth = 0
  /// Whether something stands before the next member or element at this level.
  private var needsComma = false

  package init(pretty: Bool = false) { self.pretty = pretty }

  /// Forgets what was written and keeps the storage.
  package mutating func removeAll() {
    octets.removeAll(keepingCapacity: true)
    needsComma = false
  }

  /// Hands on what has been written when it is much, for a text that is not to be in memory as a whole.
  package mutating func drain(into sink: ([UInt8]) -> Void) {
    guard octets.count >= 64 << 10 else { return }
    drained += octets.count
    sink(octets)
    octets.removeAll(keepingCapacity: true)
  }

  /// Ends a JSON text: a line feed.
  package mutating func endLine() {
    octets.append(UInt8(ascii: "\n"))
    needsComma = false
  }

  // MARK: Structure

  package mutating func object(_ body: (inout JSONWriter) -> Void) {
    nested(open: UInt8(ascii: "{"), close: UInt8(ascii: "}"), body)
  }

  package mutating func array(_ body: (inout JSONWriter) -> Void) {
    nested(open: UInt8(ascii: "["), close: UInt8(ascii: "]"), body)
  }

  private mutating func nested(open: UInt8, close: UInt8, _ body: (inout JSONWriter) -> Void) {
    separate()
    octets.append(open)
    let start = drained + octets.count
    needsComma = false
    depth += 1
    body(&self)
    depth -= 1
    if drained + octets.count > start { newLine() }
    octets.append(close)
    needsComma = true
  }

  /// The name of a member; its value must follow.
  package mutating func key(_ name: String) {
    separate()
    quoted(name)
    octets.append(UInt8(ascii: ":"))
    if pretty { octets.append(UInt8(ascii: " ")) }
    needsComma = false
    awaitsValue = true
  }

  private var awaitsValue = false

  private mutating func separate() {
    if awaitsValue {
      awaitsValue = false
      return
    }
    if needsComma { octets.append(UInt8(ascii: ",")) }
    if depth > 0 { newLine() }
  }

  private mutating func newLine() {
    guard pretty else { return }
    octets.append(UInt8(ascii: "\n"))
    for _ in 0..<depth { octets.append(contentsOf: [0x20, 0x20]) }
  }

  // MARK: Values

  package mutating func string(_ text: String) {
    separate()
    quoted(text)
    needsComma = true
  }

  package mutating func string(octets text: ArraySlice<UInt8>) {
    if text.allSatisfy({ (0x20..<0x7F).contains($0) && $0 != 0x22 && $0 != 0x5C }) {
      separate()
      octets.append(0x22)
      octets.append(contentsOf: text)
      octets.append(0x22)
      needsComma = true
    } else {
      string(String(decoding: text, as: UTF8.self))
    }
  }

  package mutating func number(_ value: some BinaryInteger) {
    separate()
    octets.append(contentsOf: String(value).utf8)
    needsComma = true
  }

  package mutating func bool(_ value: Bool) {
    separate()
    octets.append(contentsOf: (value ? "true" : "false").utf8)
    needsComma = true
  }

  package mutating func null() {
    separate()
    octets.append(contentsOf: "null".utf8)
    needsComma = true
  }

  /// An object on one line, whatever stands around it: for long lists of alike ones.
  package mutating func line(_ body: (inout JSONWriter) -> Void) {
    var writer = JSONWriter()
    writer.object(body)
    separate()
    octets.append(contentsOf: writer.octets)
    needsComma = true
  }

  // MARK: Members

  package mutating func member(_ name: String, _ text: String?) {
    key(name)
    if let text { string(text) } else { null() }
  }

  package mutating func member(_ name: String, _ value: (some BinaryInteger)?) {
    key(name)
    if let value { number(value) } else { null() }
  }

  package mutating func member(_ name: String, _ value: Bool) {
    key(name)
    bool(value)
  }

  package mutating func member(_ name: String, octets text: ArraySlice<UInt8>) {
    key(name)
    string(octets: text)
  }

  package mutating func object(_ name: String, _ body: (inout JSONWriter) -> Void) {
    key(name)
    object(body)
  }

  package mutating func array(_ name: String, _ body: (inout JSONWriter) -> Void) {
    key(name)
    array(body)
  }

  package mutating func strings(_ name: String, _ texts: some Sequence<String>) {
    array(name) { array in for text in texts { array.string(text) } }
  }

  /// RFC 8259 section 7: quotation mark, reverse solidus and U+0000 to U+001F are escaped; DEL and
  /// the C1 controls and what is invisible too, so that a JSON file can be looked at in a terminal.
  private mutating func quoted(_ text: String) {
    octets.append(0x22)
    defer { octets.append(0x22) }
    // Nearly all names and values need no look at their characters.
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) && $0 != 0x22 && $0 != 0x5C }) {
      octets.append(contentsOf: text.utf8)
      return
    }
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22, 0x5C: octets.append(contentsOf: [0x5C, UInt8(scalar.value)])
      case 0x0A: octets.append(contentsOf: "\\n".utf8)
      case 0x0D: octets.append(contentsOf: "\\r".utf8)
      case 0x09: octets.append(contentsOf: "\\t".utf8)
      case 0..<0x20, 0x7F..<0xA0:
        let digits = String(scalar.value, radix: 16)
        octets.append(contentsOf: "\\u".utf8)
        for _ in digits.utf8.count..<4 { octets.append(UInt8(ascii: "0")) }
        octets.append(contentsOf: digits.utf8)
      case 0xA0... where scalar.isInvisible:
        for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
          octets.append(contentsOf: "\\u".utf8)
          octets.append(contentsOf: hexadecimal(UInt32(unit)).utf8)
        }
      default: octets.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
  }
}
