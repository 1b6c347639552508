// SPDX-License-Identifier: Apache-2.0
import MailTypes
import ProviderFindings
import SessionLog

/// Which uses of extensions, of those that a command made, a refusal speaks against.
///
/// A refusal that names a use is about that one. Else only a permanent one counts, and only
/// where it can be about a parameter or command: by the enhanced status code, if there is one
/// (X.5.Z protocol, X.6.Z content or media; RFC 3463 section 3), else by the reply code: syntax (x0z)
/// and 555, and to MAIL also 550 and 554, which some servers use for everything. All else is about an
/// address, a mailbox, the size, the network, a policy or what the message says, and says nothing of
/// the use; nor does 503 or 554 to a message whose sender or recipients were all refused, which a
/// client that pipelines gets. QUIRK: servers reply an unknown BODY with 501 (Exim, aiosmtpd, Cyrus), 503
/// (OpenSMTPD) or 555 (Postfix, Dovecot).
struct UseRefusal {
  private let refusal: RefusalFact
  /// The text of the reply in upper case.
  private let text: [UInt8]
  /// The transaction had no sender or no recipient by then.
  private let isOutOfSequence: Bool

  init(_ refusal: RefusalFact, of session: Session) {
    self.refusal = refusal
    let octets = session.text.span.extracting(refusal.text.indices)
    text = [UInt8](octets.extracting(first: PeerReplies.textLimit * 4))
      .map(\.uppercased)
    guard session.transactions.indices.contains(refusal.transaction) else {
      isOutOfSequence = false
      return
    }
    let transaction = session.transactions[refusal.transaction]
    isOutOfSequence =
      !transaction.accepted
      || !session.forwardPaths[transaction.forwardPaths].contains(where: \.accepted)
  }

  /// Those of `made` that the refusal speaks against.
  func uses(among made: PeerUses) -> PeerUses {
    guard refusal.code >= 500 || refusal.code == 0 else { return PeerUses() }
    let possible = made.intersection(Self.decided(by: refusal.verb))
    let named = named(among: possible)
    if !named.isEmpty { return named }
    if refusal.code == 0 || !isAboutForm { return PeerUses() }
    // 500 and 502: the server does not know the command, whatever the sequence.
    if refusal.verb != .mailFrom, isOutOfSequence, refusal.code != 500, refusal.code != 502 {
      return PeerUses()
    }
    // X.6.7: non-ASCII addresses are not permitted (RFC 6531 section 3.5).
    if let enhanced = refusal.enhanced, enhanced.subject == 6, enhanced.detail == 7 {
      return possible.intersection(PeerUses(.smtputf8))
    }
    return possible
  }

  /// MAIL refuses its parameters; a chunk, or the end of the message, whatever is in the message.
  private static func decided(by verb: SessionEvent.Verb) -> PeerUses {
    switch verb {
    case .mailFrom: PeerUses(.body7Bit, .body8BitMIME, .bodyBinaryMIME, .smtputf8)
    case .bdat, .endOfData: PeerUses(.body8BitMIME, .bodyBinaryMIME, .smtputf8, .bdat)
    case .connect, .ehlo, .helo, .startTLS, .rcptTo, .data, .quit, .reset, .noop, .auth, .vrfy,
      .other:
      PeerUses()
    }
  }

  private func named(among uses: PeerUses) -> PeerUses {
    var named = PeerUses()
    for use in PeerUse.allCases where uses.contains(use) {
      for word in use.words where text.span.contains(Array(word.utf8)) {
        named.insert(use)
      }
    }
    return named
  }

  private var isAboutForm: Bool {
    if let enhanced = refusal.enhanced { return enhanced.subject == 5 || enhanced.subject == 6 }
    return refusal.code < 510 || refusal.code == 555
      || refusal.verb == .mailFrom && (refusal.code == 550 || refusal.code == 554)
  }
}
