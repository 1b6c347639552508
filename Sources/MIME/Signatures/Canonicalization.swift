// SPDX-License-Identifier: Apache-2.0

/// How header fields and bodies are brought into the form that is signed (RFC 6376 section 3.4).
package enum Canonicalization: String, Hashable, Sendable, CaseIterable {
  /// Almost nothing may change on the way.
  case simple
  /// White space may.
  case relaxed

  /// The canonical form of a whole header field, its CRLF included. A field that is stored with LF is taken in its wire form.
  package func field(_ octets: some Collection<UInt8>) -> [UInt8] {
    self == .simple ? Self.wire(octets) : Self.relaxed(octets)
  }

  /// RFC 6376 section 3.4.1: the field as it is on the wire.
  private static func wire(_ octets: some Collection<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(octets.count + 8)
    for octet in octets {
      if octet == Octet.lf, result.last != Octet.cr { result.append(Octet.cr) }
      result.append(octet)
    }
    if result.last != Octet.lf { result += [Octet.cr, Octet.lf] }
    return result
  }

  /// RFC 6376 section 3.4.2: name in lower case, lines joined, white space made one blank, none around the colon and at
  /// the end.
  private static func relaxed(_ octets: some Collection<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(octets.count + 2)
    var valueStart: Int?
    var blankIsDue = false
    for octet in octets {
      if Octet.isWhitespace(octet) {
        blankIsDue = true
      } else if valueStart == nil, octet == Octet.colon {
        result.append(octet)
        valueStart = result.count
        blankIsDue = false
      } else {
        if blankIsDue, valueStart != result.count { result.append(Octet.space) }
        blankIsDue = false
        result.append(valueStart == nil ? Octet.lowercased(octet) : octet)
      }
    }
    return result + [Octet.cr, Octet.lf]
  }
}
