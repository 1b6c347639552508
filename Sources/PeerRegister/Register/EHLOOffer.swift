// SPDX-License-Identifier: Apache-2.0
import MailTypes
import ProviderFindings
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
