// SPDX-License-Identifier: Apache-2.0

/// What the names mean that come up in session after session.
struct TallyCaches: Sendable {
  var ciphers = CipherCache()
  var keywords = KeywordCache()
}

/// Remembers which keyword an EHLO line begins with: servers send the same ten lines every time.
struct KeywordCache: Sendable {
  private static let slots = 256

  private var entries = [(hash: UInt64, keyword: KnownKeyword?)](
    repeating: (0, nil), count: KeywordCache.slots)

  /// The known keyword of a line, in any case; nil for others.
  mutating func keyword(_ line: Span<UInt8>) -> KnownKeyword? {
    let hash = OctetHash.fast(line)
    let slot = Int(truncatingIfNeeded: hash) & (Self.slots - 1)
    if entries[slot].hash != hash {
      entries[slot] = (hash, KnownKeyword(line.extracting(first: KnownKeyword.length(line))))
    }
    return entries[slot].keyword
  }
}
