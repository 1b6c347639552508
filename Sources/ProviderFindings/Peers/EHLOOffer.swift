// SPDX-License-Identifier: Apache-2.0
import MailTypes
import SessionLog

/// What the service extensions in a session's replies to EHLO amount to.
///
/// The last reply decides, since a reply makes the one before it void: after STARTTLS
/// (RFC 3207 section 4.2), after AUTH, or simply as the later word. A session that went on in TLS and
/// shows no reply from inside it has no deciding offer: what was offered before TLS is void there.
/// A server that took HELO alone offers nothing (RFC 5321 section 4.1.1.1).
struct EHLOOffer: Equatable, Sendable {
  /// What can be used, by the last reply; nil where no reply decides.
  private(set) var usable: PeerUses?
  /// BINARYMIME came without CHUNKING, and so counts as not offered (RFC 3030 section 3).
  private(set) var binaryWithoutChunking = false

  init(_ session: Session) {
    let isEncrypted = session.tls.state == .encrypted || session.tls.state == .verified
    if !session.offeredAfterTLS.isEmpty {
      read(session.offeredAfterTLS, of: session)
    } else if !isEncrypted, session.extended == .yes {
      read(session.offeredBeforeTLS, of: session)
    } else if session.extended == .no, session.greeted == .yes, !session.transactions.isEmpty {
      usable = PeerUses()
    }
  }

  private mutating func read(_ lines: [TextRange], of session: Session) {
    let text = session.text.span
    var keywords = (eightBit: false, chunking: false, binary: false, smtputf8: false)
    for line in lines {
      switch EHLOLine(text.extracting(line.indices)).known {
      case .eightBitMIME: keywords.eightBit = true
      case .chunking: keywords.chunking = true
      case .binaryMIME: keywords.binary = true
      case .smtputf8: keywords.smtputf8 = true
      default: break
      }
    }
    var uses = PeerUses()
    if keywords.eightBit { uses.insert(.body8BitMIME) }
    if keywords.chunking { uses.insert(.bdat) }
    if keywords.binary, keywords.chunking { uses.insert(.bodyBinaryMIME) }
    if keywords.smtputf8 { uses.insert(.smtputf8) }
    usable = uses
    binaryWithoutChunking = keywords.binary && !keywords.chunking
  }
}

/// One line of a reply to EHLO, read strictly: an offer is only what the grammar makes one.
///
///     ehlo-line    = ehlo-keyword *( SP ehlo-param )     (RFC 5321 section 4.1.1.1)
///     ehlo-keyword = (ALPHA / DIGIT) *(ALPHA / DIGIT / "-")
///
/// So `8 BITMIME` offers `8`, and a keyword that a middlebox masked (`BIN*RYMIME`, `XXXXXXXX`) is
/// another keyword: neither offers what it looks like. QUIRK: `AUTH=LOGIN` for clients of the
/// 1990s is AUTH.
struct EHLOLine {
  /// Octets of the keyword, at the beginning of the line.
  let keyword: Range<Int>
  /// What follows it.
  let arguments: Range<Int>
  /// The keyword, in any case, if it is a known one.
  let known: KnownKeyword?

  init(_ line: Span<UInt8>) {
    var end = line.count
    while end > 0, line[end - 1] <= UInt8(ascii: " ") { end -= 1 }
    var length = 0
    while length < end, line[length] != UInt8(ascii: " ") { length += 1 }
    let word = line.extracting(0..<length)
    if line.extracting(0..<min(5, length)).upperCaseWord == Self.obsoleteAuth {
      keyword = 0..<4
      known = .auth
    } else {
      keyword = 0..<length
      known = KnownKeyword(word)
    }
    arguments = min(end, keyword.upperBound + 1)..<end
  }

  private static let obsoleteAuth = Array("AUTH=".utf8).span.upperCaseWord
}
