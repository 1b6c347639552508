// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// Host and domain names as logs spell them, brought into one form.
package enum HostName {
  /// Longest domain name in text form (RFC 1035 section 2.3.4).
  private static let limit = 253

  /// The name in lower case without final dot, in U-labels; empty where it cannot be a domain name.
  ///
  /// QUIRK: ghsmtp prints a domain that was given as U-label as `{A-label,U-label}`, and in 2018 the
  /// U-label alone where a client gave the A-label.
  package static func normalised(_ text: Span<UInt8>) -> [UInt8] {
    var name: [UInt8] = []
    normalise(text, into: &name)
    return name
  }

  /// Puts the normalised name in the place of what `name` holds, whose storage is used again.
  ///
  /// Labels have 1 to 63 octets of letters, digits, hyphens, underscores or UTF-8.
  static func normalise(_ text: Span<UInt8>, into name: inout [UInt8]) {
    name.removeAll(keepingCapacity: true)
    let isPair = text.count > 0 && text[0] == UInt8(ascii: "{")
    let spelling = spelling.span
    // Octets of the label so far.
    var label = 0
    var isWellFormed = true
    // The limit and a final dot.
    name.append(addingCapacity: limit + 1) { output in
      for index in (isPair ? 1 : 0)..<text.count {
        let octet = text[index]
        if isPair, octet == UInt8(ascii: ",") || octet == UInt8(ascii: "}") { break }
        let spelled = spelling[Int(octet)]
        let isMisplaced = spelled == UInt8(ascii: ".") ? label == 0 : label == 63
        label = spelled == UInt8(ascii: ".") ? 0 : label &+ 1
        if spelled == 0 || isMisplaced || output.freeCapacity == 0 {
          isWellFormed = false
          break
        }
        output.append(spelled)
      }
    }
    if name.last == UInt8(ascii: ".") { name.removeLast() }
    if !isWellFormed || name.count > limit { name.removeAll(keepingCapacity: true) }
    if InternationalName.mayHaveALabel(name) { name = InternationalName.inULabels(name) }
  }

  /// How each octet is spelled in a normalised name; 0 for those that names do not have.
  private static let spelling: [UInt8] = (0...UInt8.max).map { octet in
    switch octet {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
      UInt8(ascii: "."), 0x80...:
      lowercased(octet)
    default: 0
    }
  }

  static func lowercased(_ octet: UInt8) -> UInt8 {
    octet >= UInt8(ascii: "A") && octet <= UInt8(ascii: "Z") ? octet | 0x20 : octet
  }

  /// Whether a name that nobody confirmed can be meant seriously as a name of a host on the
  /// Internet: two labels or more, not an address, not one of the names for private use
  /// (RFC 6761, RFC 6762, RFC 8375).
  static func isPlausible(_ name: [UInt8]) -> Bool {
    var start = name.count
    var isNumber = true
    while start > 0, name[start - 1] != UInt8(ascii: ".") {
      start -= 1
      isNumber = isNumber && name[start] >= UInt8(ascii: "0") && name[start] <= UInt8(ascii: "9")
    }
    if start == 0 || isNumber { return false }
    return !privateTops.contains(OctetHash.fast(name.span.extracting(start..<name.count)))
  }

  private static let privateTops: [UInt64] = [
    "arpa", "corp", "domain", "home", "internal", "intranet", "invalid", "lan", "local",
    "localdomain", "localhost", "onion", "private", "workgroup",
  ].map { OctetHash.plain($0.utf8) }
}
