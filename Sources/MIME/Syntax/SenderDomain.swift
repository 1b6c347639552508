// SPDX-License-Identifier: Apache-2.0

/// Finds the domain of a From field.
enum SenderDomain {
  /// The domain of the first address in a field's value, in lower case; nil where there is none.
  ///
  ///     mailbox   := [display-name] "<" addr-spec ">" / addr-spec     ; RFC 5322 section 3.4
  ///     addr-spec := local-part "@" domain
  static func of(_ value: [UInt8]) -> String? {
    var start = addressStart(value)
    var end: Int?
    var isQuoted = false
    while start < value.count {
      let octet = value[start]
      if octet == Octet.quote { isQuoted.toggle() }
      if octet == 0x40, !isQuoted { end = start }
      if end != nil || octet == 0x3E { break }
      start += 1
    }
    guard let at = end else { return nil }
    let domain = value[(at + 1)...].prefix { isDomainOctet($0) }
    guard !domain.isEmpty else { return nil }
    return String(decoding: domain.map { Octet.lowercased($0) }, as: UTF8.self)
  }

  /// Behind the first `<` outside quotes and comments, else the beginning.
  private static func addressStart(_ value: [UInt8]) -> Int {
    var isQuoted = false
    var depth = 0
    for (index, octet) in value.enumerated() {
      switch octet {
      case Octet.quote: isQuoted.toggle()
      case Octet.leftParenthesis where !isQuoted: depth += 1
      case Octet.rightParenthesis where !isQuoted: depth = max(0, depth - 1)
      case 0x3C where !isQuoted && depth == 0: return index + 1
      default: break
      }
    }
    return 0
  }

  private static func isDomainOctet(_ octet: UInt8) -> Bool {
    switch octet {
    case 0x30...0x39, 0x41...0x5B, 0x5D, 0x61...0x7A, 0x2D, 0x2E, 0x3A, 0x5F, 0x80...0xFF: true
    default: false
    }
  }
}
