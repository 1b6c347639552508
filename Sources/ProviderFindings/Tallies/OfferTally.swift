// SPDX-License-Identifier: Apache-2.0
package import MailTypes
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
    let before = session.offeredBeforeTLS.span
    let last = session.offeredAfterTLS.isEmpty ? before : session.offeredAfterTLS.span
    var (found, hasOthers) = keywords.keywords(of: last, in: text)
    if hasOthers { addOthers(of: last, in: text, mark: mark) }
    found.remove(.startTLS)
    if !before.isEmpty {
      if keywords.keywords(of: before, in: text).known.contains(.startTLS) {
        found.insert(.startTLS)
        lastWithStartTLS = latest(lastWithStartTLS, session.start)
      } else if !session.tls.attempted {
        withoutStartTLS += 1
        evidence.add(.startTLSAbsent, mark)
        firstWithoutStartTLS = earliest(firstWithoutStartTLS, session.start)
        lastWithoutStartTLS = latest(lastWithoutStartTLS, session.start)
      }
    }
    func note(_ keyword: KnownKeyword, used: Bool, _ unused: NotableFact, _ absent: NotableFact) {
      if !found.contains(keyword) {
        evidence.add(absent, mark)
      } else if delivered, !used {
        evidence.add(unused, mark)
      }
    }
    offered.add(found)
    if delivered { offeredDelivering.add(found) }
    note(.chunking, used: uses.bdat, .chunkingUnused, .chunkingAbsent)
    note(.binaryMIME, used: uses.binaryMIME, .binaryUnused, .binaryAbsent)
    note(.eightBitMIME, used: uses.eightBitMIME, .eightBitUnused, .eightBitAbsent)
    note(.smtputf8, used: uses.smtputf8, .smtputf8Unused, .smtputf8Absent)
    if found.contains(.binaryMIME), !found.contains(.chunking) { binaryWithoutChunking += 1 }
    // Use without an offer is another matter: it would hide offers that were not used.
    func count(_ keyword: KnownKeyword, _ isUsed: Bool) {
      if isUsed, found.contains(keyword) { used.add(keyword) }
    }
    count(.chunking, uses.bdat)
    count(.binaryMIME, uses.binaryMIME)
    count(.eightBitMIME, uses.eightBitMIME)
    count(.smtputf8, uses.smtputf8)
    count(.startTLS, uses.tls)
  }

  /// Counts the keywords of a reply that are not known.
  private mutating func addOthers(
    of lines: Span<TextRange>, in text: Span<UInt8>, mark: SessionMark
  ) {
    for index in lines.indices {
      let line = text.extracting(lines[index].indices)
      let read = EHLOLine(line)
      let keyword = line.extracting(read.keyword)
      if keyword.count > 0, read.known == nil {
        otherKeywords.add(hash: OctetHash.fast(keyword), mark: mark) {
          keyword.string.uppercased()
        }
      }
    }
  }
}

extension Counts where Key == KnownKeyword {
  /// Counts each keyword of a set once.
  fileprivate mutating func add(_ keywords: KeywordSet) {
    var bits = keywords.bits
    while bits != 0 {
      if let keyword = KnownKeyword(rawValue: UInt8(bits.trailingZeroBitCount)) { add(keyword) }
      bits &= bits - 1
    }
  }
}

extension OfferTally: FieldCoded {
  package static var blank: Self { Self() }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.count(&sessions)
    try archive.count(&delivering)
    try archive.value(&offered)
    try archive.value(&offeredDelivering)
    try archive.value(&used)
    try archive.count(&binaryWithoutChunking)
    try archive.value(&otherKeywords)
    try archive.count(&withoutStartTLS)
    try archive.value(&lastWithStartTLS)
    try archive.value(&firstWithoutStartTLS)
    try archive.value(&lastWithoutStartTLS)
  }
}
