// SPDX-License-Identifier: Apache-2.0

/// The fields of a header section, for picking those that a signature covers.
struct SignedFields {
  private let octets: [UInt8]
  /// Where each field stands, with its name in lower case, from the top.
  private(set) var fields: [(name: String, range: Range<Int>)] = []

  /// Cuts a header section, without the empty line at its end, into fields. A line of an mbox envelope and other lines
  /// that belong to no field are left out.
  init(header octets: [UInt8]) {
    self.octets = octets
    var start = 0
    var isInField = false
    while start < octets.count {
      let end = OctetSearch.lineFeed(in: octets.span, from: start).map { $0 + 1 } ?? octets.count
      if Octet.isBlank(octets[start]) {
        if isInField, let last = fields.indices.last {
          fields[last].range = fields[last].range.lowerBound..<end
        }
      } else if let name = Self.name(octets[start..<end]) {
        isInField = true
        fields.append((name, start..<end))
      } else {
        isInField = false
      }
      start = end
    }
  }

  /// Whether the store holds LF where the wire has CRLF, by the first line of the first field.
  var holdLineFeedsOnly: Bool {
    guard let range = fields.first?.range,
      let lineFeed = OctetSearch.lineFeed(in: octets.span, from: range.lowerBound)
    else { return false }
    return lineFeed == range.lowerBound || octets[lineFeed - 1] != Octet.cr
  }

  /// The octets of a field.
  func octets(of index: Int) -> ArraySlice<UInt8> { octets[fields[index].range] }

  /// Value of a field.
  func value(of index: Int) -> ArraySlice<UInt8> {
    octets(of: index).drop { $0 != Octet.colon }.dropFirst()
  }

  /// The fields that `h=` names, in its order: of fields of one name the last one first (RFC 6376 section 5.4.2), each
  /// once. A name without a field left stands for no field, which is how a signer forbids to add one.
  ///
  /// - Parameter own: the signature's own field, which is never among them.
  func selection(_ names: [String], without own: Int) -> [Int] {
    var unused: [String: [Int]] = [:]
    for (index, field) in fields.enumerated() where index != own {
      unused[field.name, default: []].append(index)
    }
    return names.compactMap { unused[$0]?.popLast() }
  }

  /// The octets of a signature's own field as they are hashed: without the value of `b=`, all white space around it
  /// included (RFC 6376 section 3.5).
  func withoutSignature(_ index: Int) -> [UInt8] {
    let field = octets(of: index)
    var result = Array(field.prefix { $0 != Octet.colon })
    guard result.count < field.count else { return result }
    result.append(Octet.colon)
    let specs = value(of: index).split(
      separator: Octet.semicolon, omittingEmptySubsequences: false)
    for (number, spec) in specs.enumerated() {
      if number > 0 { result.append(Octet.semicolon) }
      let name = spec.prefix { $0 != Octet.equals }
      let isSignature =
        name.count < spec.count
        && name.filter { !Octet.isWhitespace($0) } == [UInt8(ascii: "b")]
      result += isSignature ? name + [Octet.equals] : spec
    }
    return result
  }

  private static func name(_ line: ArraySlice<UInt8>) -> String? {
    guard let colon = line.firstIndex(of: Octet.colon) else { return nil }
    var end = colon
    while end > line.startIndex, Octet.isBlank(line[end - 1]) { end -= 1 }
    let name = line[line.startIndex..<end]
    guard !name.isEmpty, name.allSatisfy({ $0 &- 33 < 94 }) else { return nil }
    return String(decoding: name.map { Octet.lowercased($0) }, as: UTF8.self)
  }
}
