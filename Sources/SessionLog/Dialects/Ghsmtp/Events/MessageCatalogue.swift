// SPDX-License-Identifier: Apache-2.0

/// All messages that are known: stage 4 of the pipeline.
///
/// No message is taken by more than one pattern, so that it does not matter which is tried first.
package enum MessageCatalogue {
  /// Every pattern; the place in this list is the hint of `match`. The generated document lists
  /// them in this order.
  package static let patterns: [any MessagePattern.Type] = [
    // Connection and greeting
    ConnectMessage.self, GreetingMessage.self, GreetingMismatchMessage.self,
    GreetingUnresolvableMessage.self, ConfirmedNamesMessage.self, EarlyTalkerMessage.self,
    BadHostMessage.self, BlocklistMessage.self, AllowListMessage.self, IdentityBlockedMessage.self,
    // TLS
    TLSEstablishedMessage.self, TLSFailedMessage.self, STARTTLSRefusedMessage.self,
    ChainMessage.self, CertificateVerdictMessage.self, VerifiedNameMessage.self, DANEMessage.self,
    CertificateMissingMessage.self, OwnCertificateMessage.self, TLSErrorMessage.self,
    TLSFatalMessage.self,
    // Mail transaction
    MailFromMessage.self, MailParameterMessage.self, RcptToMessage.self, DataMessage.self,
    BdatMessage.self, DeliveredMessage.self, TransactionRemarkMessage.self,
    OtherCommandMessage.self, VerdictMessage.self, VerdictRemarkMessage.self,
    SenderPolicyMessage.self, SenderPolicyCommentMessage.self, SenderListMessage.self,
    SignatureMessage.self,
    // Refusals and offences
    SenderBlockedMessage.self, MailFromFailedMessage.self, SequenceRefusalMessage.self,
    RecipientRefusalMessage.self, RelayRefusalMessage.self, SizeRefusalMessage.self,
    ContentRefusalMessage.self, CommandRefusalMessage.self, CommandKindMessage.self,
    InvalidArgumentMessage.self, OffenceMessage.self, ParameterOffenceMessage.self,
    InputStatisticsMessage.self,
    // End of session
    QuitMessage.self, ProcessEndMessage.self, TimeOutMessage.self, StreamEndMessage.self,
    CheckFailedMessage.self,
    // The server's parent process
    ChildMessage.self, DoorMessage.self, ServerLifeMessage.self, MissingFileMessage.self,
    // Outbound
    ResolverMessage.self, MailboxGivenMessage.self, DomainFactMessage.self,
    MailExchangerMessage.self, TryingMessage.self, ConnectedToMessage.self,
    ConnectFailedMessage.self, OwnNamesMessage.self, ReplyMessage.self, CommandMessage.self,
    CommandReturnedMessage.self, SendOutcomeMessage.self, ServerIdentifiesMessage.self,
    GaveUpMessage.self, ClientSocketMessage.self,
  ]

  /// The hint of a place in the log that no message was recognised at yet.
  package static let noHint = UInt8.max

  /// What `message` says, or nil where no pattern takes it.
  ///
  /// A place in a program logs one message: `hint` is the pattern that took the last message of
  /// that place and is tried first; it is set to the pattern that takes this one. The result does
  /// not depend on it. Allocates nothing.
  package static func match(
    _ message: Span<UInt8>, from context: MessageContext, hint: inout UInt8
  ) -> SessionEvent? {
    let patterns = patterns
    if Int(hint) < patterns.count,
      let event = patterns[Int(hint)].match(message, from: context)
    {
      return event
    }
    return MessageDispatch.shared.match(message, from: context, hint: &hint)
  }

  /// What a line without a header says: the second or later line of a reply that the client logged
  /// as one message (until mid June 2018), bare or blanked to the width of the header.
  ///
  ///     continuation = 3DIGIT [("-" / SP) text] / *SP "S:" [SP reply-line]
  package static func matchContinuation(_ line: Span<UInt8>) -> SessionEvent? {
    var cursor = MessageCursor(line)
    if ReplyMessage.code(&cursor) == nil {
      cursor.skipBlanks()
      guard cursor.skip("S: ") || cursor.isExactly("S:") && cursor.skip("S:") else { return nil }
    } else {
      cursor.position = 0
    }
    return ReplyMessage.line(&cursor)
  }
}
