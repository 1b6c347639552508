// SPDX-License-Identifier: Apache-2.0
package import SessionLog

/// EHLO keywords that are counted in fixed places (RFC 5321 section 2.2, IANA's registry of SMTP
/// service extensions).
package enum KnownKeyword: UInt8, CaseIterable, Sendable {
  case size, eightBitMIME, binaryMIME, chunking, smtputf8, pipelining, dsn, startTLS
  case enhancedStatusCodes, auth, requireTLS, mtPriority, limits, deliverBy, futureRelease, prdr
  case etrn, help, vrfy, expn, burl, checkpoint, xclient, xforward

  /// The keyword as the standards write it.
  package var name: String {
    switch self {
    case .size: "SIZE"
    case .eightBitMIME: "8BITMIME"
    case .binaryMIME: "BINARYMIME"
    case .chunking: "CHUNKING"
    case .smtputf8: "SMTPUTF8"
    case .pipelining: "PIPELINING"
    case .dsn: "DSN"
    case .startTLS: "STARTTLS"
    case .enhancedStatusCodes: "ENHANCEDSTATUSCODES"
    case .auth: "AUTH"
    case .requireTLS: "REQUIRETLS"
    case .mtPriority: "MT-PRIORITY"
    case .limits: "LIMITS"
    case .deliverBy: "DELIVERBY"
    case .futureRelease: "FUTURERELEASE"
    case .prdr: "PRDR"
    case .etrn: "ETRN"
    case .help: "HELP"
    case .vrfy: "VRFY"
    case .expn: "EXPN"
    case .burl: "BURL"
    case .checkpoint: "CHECKPOINT"
    case .xclient: "XCLIENT"
    case .xforward: "XFORWARD"
    }
  }
}

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
}
