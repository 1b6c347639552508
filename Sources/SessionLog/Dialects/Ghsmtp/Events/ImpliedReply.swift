// SPDX-License-Identifier: Apache-2.0
package import MailTypes

/// The replies that classes of refusal stand for, by build of the server.
extension Refusal {
  /// A build of the server whose replies are known.
  package enum Build: CaseIterable, Sendable {
    case june2018, newest

    /// The one whose replies those of a session are most likely to be. Between the two nobody knows when
    /// a reply changed.
    static func known(at time: LogTimestamp) -> Build {
      time < SessionLimits.repliesOfJune2018 ? .june2018 : .newest
    }
  }

  /// The command that is refused and the reply that a build sends.
  package struct Implied: Equatable, Sendable {
    package var verb: SessionEvent.Verb
    package var code: UInt16
    /// nil where the reply carries none.
    package var enhanced: EnhancedStatusCode?

    init(_ verb: SessionEvent.Verb, _ code: UInt16, _ enhanced: EnhancedStatusCode?) {
      self.verb = verb
      self.code = code
      self.enhanced = enhanced
    }
  }

  /// The reply that a build gives to this class of command.
  package func implied(by build: Build) -> Implied {
    switch build {
    case .june2018: impliedInJune2018 ?? implied
    case .newest: implied
    }
  }

  /// The reply of the build of June 2018, where it was another one.
  private var impliedInJune2018: Implied? {
    switch self {
    case .noRecipients: Implied(.data, 554, .init(5, 5, 1))
    case .relayDenied: Implied(.rcptTo, 554, .init(5, 7, 1))
    case .senderRejected: Implied(.mailFrom, 501, .init(5, 1, 8))
    case .badGreeting: Implied(.ehlo, 550, .init(4, 7, 1))
    default: nil
    }
  }

  private var implied: Implied {
    switch self {
    case .mailOutOfOrder, .nestedMail: Implied(.mailFrom, 503, .init(5, 5, 1))
    case .rcptOutOfOrder: Implied(.rcptTo, 503, .init(5, 5, 1))
    case .dataOutOfOrder, .noRecipients, .binaryWithData: Implied(.data, 503, .init(5, 5, 1))
    case .bdatOutOfOrder, .bdatSequence, .bdatInput, .errorState:
      Implied(.bdat, 503, .init(5, 5, 1))
    case .startTLSMisplaced: Implied(.startTLS, 554, .init(5, 5, 1))
    case .relayDenied: Implied(.rcptTo, 550, .init(5, 7, 1))
    case .badRecipient: Implied(.rcptTo, 550, .init(5, 1, 1))
    case .temporaryRecipient: Implied(.rcptTo, 450, .init(4, 1, 1))
    case .recipientPolicy: Implied(.rcptTo, 554, .init(5, 7, 1))
    case .tooManyRecipients: Implied(.rcptTo, 452, .init(4, 5, 3))
    case .senderRejected: Implied(.mailFrom, 550, .init(5, 1, 8))
    case .badReversePath: Implied(.mailFrom, 501, .init(5, 1, 7))
    case .badForwardPath: Implied(.rcptTo, 501, .init(5, 1, 3))
    case .spam: Implied(.endOfData, 550, .init(5, 7, 0))
    case .declaredSizeLimit: Implied(.mailFrom, 552, .init(5, 3, 4))
    case .sizeLimit: Implied(.endOfData, 552, .init(5, 3, 4))
    case .chunkSizeLimit: Implied(.bdat, 552, .init(5, 3, 4))
    case .requireTLS: Implied(.mailFrom, 554, .init(5, 7, 1))
    case .bareLineFeed: Implied(.endOfData, 554, .init(5, 6, 11))
    case .dataSyntax: Implied(.endOfData, 421, .init(4, 3, 5))
    case .unrecognisedCommand, .tooManyUnrecognised, .garbage:
      Implied(.other, 500, .init(5, 5, 1))
    case .badGreeting: Implied(.ehlo, 554, .init(5, 7, 1))
    case .authentication: Implied(.auth, 454, .init(4, 7, 0))
    case .storage: Implied(.endOfData, 452, .init(4, 3, 1))
    case .localError: Implied(.endOfData, 451, .init(4, 0, 0))
    }
  }
}

extension SessionEvent.Blocking {
  /// The reply that a build gives before it closes the connection. `badHost` repeats a rejection at
  /// connection, greeting or sender; its reply is that of the first. In June 2018 a sender on the list of
  /// bad ones got another reply than one that a block list names.
  package func implied(by build: Refusal.Build, isListedSender: Bool = false) -> Refusal.Implied {
    switch (self, build) {
    case (.earlyTalker, .june2018): return Refusal.Implied(.connect, 421, .init(4, 3, 2))
    case (.sender, .june2018):
      return isListedSender
        ? Refusal.Implied(.mailFrom, 501, .init(5, 1, 8))
        : Refusal.Implied(.mailFrom, 550, .init(5, 7, 1))
    default: return implied
    }
  }

  private var implied: Refusal.Implied {
    switch self {
    case .badHost, .addressBlocklist, .nameBlocklist, .dnsBlocklist:
      Refusal.Implied(.connect, 554, .init(5, 7, 1))
    // Its enhanced code is not known.
    case .earlyTalker: Refusal.Implied(.connect, 550, nil)
    case .identity: Refusal.Implied(.ehlo, 550, .init(5, 7, 1))
    case .sender: Refusal.Implied(.mailFrom, 550, .init(5, 1, 8))
    }
  }
}
