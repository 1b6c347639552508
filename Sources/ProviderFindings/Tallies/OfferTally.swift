// SPDX-License-Identifier: Apache-2.0
package import SessionLog

/// What outbound peers offered in their EHLO replies, and what was used of it. Counts are sessions.
package struct OfferTally: Equatable, Sendable {
  /// Sessions with a reply to EHLO, the denominator of all offers.
  package var sessions = 0
  /// Sessions that delivered a message, among those: the denominator of all uses.
  package var delivering = 0
  /// Sessions whose last EHLO reply had the keyword; STARTTLS: the reply before TLS.
  package var offered = Counts<KnownKeyword, 24>()
  /// Delivering sessions whose last EHLO reply had the keyword.
  package var offeredDelivering = Counts<KnownKeyword, 24>()
  /// Sessions that used what was offered: a delivered message with BDAT (CHUNKING), BODY=BINARYMIME,
  /// BODY=8BITMIME, SMTPUTF8; a completed handshake (STARTTLS). The others are always 0.
  package var used = Counts<KnownKeyword, 24>()
  /// BINARYMIME without CHUNKING, which cannot be used (RFC 3030 section 3).
  package var binaryWithoutChunking = 0
  /// Keywords of the last reply that are not in `KnownKeyword`, in upper case.
  package var otherKeywords = BoundedCounts<LoggedName, 24>()
  /// Sessions in which the reply before TLS had no STARTTLS, and when.
  package var withoutStartTLS = 0
  package var lastWithStartTLS: LogTimestamp?
  package var firstWithoutStartTLS: LogTimestamp?
  package var lastWithoutStartTLS: LogTimestamp?

  package init() {}

  package mutating func merge(_ other: OfferTally) {
    sessions += other.sessions
    delivering += other.delivering
    offered.merge(other.offered)
    offeredDelivering.merge(other.offeredDelivering)
    used.merge(other.used)
    binaryWithoutChunking += other.binaryWithoutChunking
    otherKeywords.merge(other.otherKeywords)
    withoutStartTLS += other.withoutStartTLS
    lastWithStartTLS = latest(lastWithStartTLS, other.lastWithStartTLS)
    firstWithoutStartTLS = earliest(firstWithoutStartTLS, other.firstWithoutStartTLS)
    lastWithoutStartTLS = latest(lastWithoutStartTLS, other.lastWithoutStartTLS)
  }

  /// Counts one outbound session that shows a reply to EHLO.
  mutating func add(
    _ session: Session, mark: SessionMark, used uses: UsedExtensions, evidence: inout Evidence,
    keywords: inout KeywordCache
  ) {
    let text = session.text.span
    let delivered = uses.delivered
    sessions += 1
    if delivered { delivering += 1 }
    var found = KeywordSet()
    for line in session.offeredAfterTLS.isEmpty
      ? session.offeredBeforeTLS : session.offeredAfterTLS
    {
      let line = text.extracting(line.indices)
      if let known = keywords.keyword(line) {
        found.insert(known)
        continue
      }
      let keyword = line.extracting(first: KnownKeyword.length(line))
      if keyword.count > 0 {
        otherKeywords.add(hash: OctetHash.fast(keyword), mark: mark) {
          OctetText.string(keyword).uppercased()
        }
      }
    }
    found.remove(.startTLS)
    if !session.offeredBeforeTLS.isEmpty {
      var hasStartTLS = false
      for line in session.offeredBeforeTLS
      where keywords.keyword(text.extracting(line.indices)) == .startTLS { hasStartTLS = true }
      if hasStartTLS {
        found.insert(.startTLS)
        lastWithStartTLS = latest(lastWithStartTLS, session.start)
      } else {
        withoutStartTLS += 1
        evidence.add(.startTLSAbsent, mark)
        firstWithoutStartTLS = earliest(firstWithoutStartTLS, session.start)
        lastWithoutStartTLS = latest(lastWithoutStartTLS, session.start)
      }
    }
    for keyword in KnownKeyword.allCases where found.contains(keyword) {
      offered.add(keyword)
      if delivered { offeredDelivering.add(keyword) }
    }
    if found.contains(.binaryMIME) { evidence.add(.binaryOffered, mark) }
    if delivered, !uses.bdat, found.contains(.chunking) { evidence.add(.chunkingUnused, mark) }
    if uses.bdat { evidence.add(.chunkingUsed, mark) }
    if found.contains(.binaryMIME), !found.contains(.chunking) { binaryWithoutChunking += 1 }
    if uses.bdat { used.add(.chunking) }
    if uses.binaryMIME { used.add(.binaryMIME) }
    if uses.eightBitMIME { used.add(.eightBitMIME) }
    if uses.smtputf8 { used.add(.smtputf8) }
    if uses.tls { used.add(.startTLS) }
  }
}

/// The known keywords of one EHLO reply.
private struct KeywordSet {
  private var bits: UInt32 = 0

  mutating func insert(_ keyword: KnownKeyword) { bits |= 1 << UInt32(keyword.rawValue) }
  mutating func remove(_ keyword: KnownKeyword) { bits &= ~(1 << UInt32(keyword.rawValue)) }
  func contains(_ keyword: KnownKeyword) -> Bool { bits & 1 << UInt32(keyword.rawValue) != 0 }
}
