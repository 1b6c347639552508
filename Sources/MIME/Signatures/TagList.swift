// SPDX-License-Identifier: Apache-2.0

/// A list of tags, as DKIM-Signature fields and key records hold it (RFC 6376 section 3.2).
package struct TagList: Hashable, Sendable {
  private var tags: [(name: String, value: [UInt8])] = []

  /// Parses
  ///
  ///     tag-list  := tag-spec *( ";" tag-spec ) [ ";" ]
  ///     tag-spec  := [FWS] tag-name [FWS] "=" [FWS] tag-value [FWS]
  ///     tag-name  := ALPHA *( ALPHA / DIGIT / "_" )
  ///     tag-value := [ 1*VALCHAR *( FWS 1*VALCHAR ) ]      ; %d33-126 without ";"
  ///
  /// Octets of 128 and more may stand in values, as RFC 8616 section 6 has it. Nil if the octets are no such list, or
  /// name a tag twice, which makes the whole list invalid.
  package init?(parsing octets: some BidirectionalCollection<UInt8>) {
    var names: Set<String> = []
    let specs = octets.split(separator: Octet.semicolon, omittingEmptySubsequences: false)
    for (index, spec) in specs.enumerated() {
      let spec = Self.trimmed(spec)
      if spec.isEmpty, index == specs.count - 1, index > 0 { break }
      guard let equals = spec.firstIndex(of: Octet.equals) else { return nil }
      let name = Self.trimmed(spec[..<equals])
      let value = Self.trimmed(spec[spec.index(after: equals)...])
      guard Self.isName(name), value.allSatisfy(Self.isValueOctet) else { return nil }
      let text = String(decoding: name, as: UTF8.self)
      guard names.insert(text).inserted else { return nil }
      tags.append((text, Array(value)))
    }
  }

  /// Name of the first tag.
  package var firstName: String? { tags.first?.name }

  /// Value of a tag without the white space around it, that within included; nil where there is no such tag.
  package subscript(name: String) -> [UInt8]? { tags.first { $0.name == name }?.value }

  /// A value as text, all white space left out.
  package func word(_ name: String) -> String? {
    self[name].map {
      String(decoding: $0.filter { !Octet.isWhitespace($0) }, as: UTF8.self)
    }
  }

  /// The values of a list that colons separate, in lower case.
  package func list(_ name: String) -> [String]? {
    word(name).map { text in
      text.split(separator: ":", omittingEmptySubsequences: false).map { item in
        String(decoding: item.utf8.map { Octet.lowercased($0) }, as: UTF8.self)
      }
    }
  }

  /// A number of at most 18 digits; nil if there is no such tag or it is not one.
  package func number(_ name: String) -> Int? {
    guard let word = word(name), word.utf8.count <= 18, word.utf8.allSatisfy({ $0 &- 0x30 < 10 })
    else { return nil }
    return Int(word)
  }

  /// Octets in base64, white space left out; nil if there is no such tag or it is not base64.
  package func base64(_ name: String) -> [UInt8]? {
    guard let value = self[name], !value.isEmpty else { return nil }
    var decoder = Base64Decoder()
    var octets: [UInt8] = []
    decoder.decode(value.span, into: &octets)
    decoder.finish(into: &octets)
    return decoder.defects.isEmpty && !octets.isEmpty ? octets : nil
  }

  private static func trimmed<Octets: BidirectionalCollection<UInt8>>(
    _ octets: Octets
  ) -> Octets.SubSequence {
    var rest = octets[...]
    while let first = rest.first, Octet.isWhitespace(first) { rest = rest.dropFirst() }
    while let last = rest.last, Octet.isWhitespace(last) { rest = rest.dropLast() }
    return rest
  }

  private static func isName(_ octets: some Collection<UInt8>) -> Bool {
    guard let first = octets.first, Octet.lowercased(first) &- 0x61 < 26 else { return false }
    return octets.allSatisfy {
      Octet.lowercased($0) &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == Octet.underscore
    }
  }

  private static func isValueOctet(_ octet: UInt8) -> Bool {
    octet > 0x20 && octet != 0x7F || Octet.isWhitespace(octet)
  }

  package static func == (left: TagList, right: TagList) -> Bool {
    left.tags.elementsEqual(right.tags) { $0.name == $1.name && $0.value == $1.value }
  }

  package func hash(into hasher: inout Hasher) {
    for tag in tags {
      hasher.combine(tag.name)
      hasher.combine(tag.value)
    }
  }
}
