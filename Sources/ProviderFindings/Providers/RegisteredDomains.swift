// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// Finds the registered domain of a name, and remembers what the list of public suffixes said: the
/// list is asked once for a domain, not once for each of its hosts.
struct RegisteredDomains: Sendable {
  /// Answers that are remembered, 8 octets each.
  private static let slots = 16_384

  /// Hash of a name; the lowest bit says whether it is a public suffix.
  private var answers = [UInt64](repeating: 0, count: RegisteredDomains.slots)

  /// Offset in `name` at which its registered domain begins; nil where all of `name` is a public
  /// suffix. `name` is normalised.
  ///
  /// QUIRK: the names are asked from the right, and the first that is not a suffix is the domain. The
  /// list has suffixes below such names (2023: 19, parts of Norwegian counties, as
  /// `os.hedmark.no`), which so count with the county. In exchange no host name is looked up.
  mutating func domain(of name: [UInt8]) -> Int? {
    var end = name.count
    while end > 0 {
      var start = end
      while start > 0, name[start - 1] != UInt8(ascii: ".") { start -= 1 }
      if !isSuffix(name, from: start) { return start }
      end = start - 1
    }
    return nil
  }

  private mutating func isSuffix(_ name: [UInt8], from start: Int) -> Bool {
    let hash = OctetHash.fast(name.span.extracting(start..<name.count)) | 1
    let slot = Int(truncatingIfNeeded: hash >> 32) & (Self.slots - 1)
    if answers[slot] | 1 != hash {
      answers[slot] = PublicSuffixList.contains(name[start...]) ? hash : hash ^ 1
    }
    return answers[slot] & 1 != 0
  }
}
