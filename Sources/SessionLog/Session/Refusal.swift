// SPDX-License-Identifier: Apache-2.0

/// A class of refusal that the inbound server logs as text only; its reply is implied.
///
/// One case for each class of text in the MTA's log that a different command or reply belongs to.
/// The same text stood for other codes before, so a report must mark what `implied` gives as implied.
package enum Refusal: UInt8, CaseIterable, Sendable {
  // MARK: Commands out of order, 503
  case mailOutOfOrder, rcptOutOfOrder, dataOutOfOrder, bdatOutOfOrder
  case nestedMail, noRecipients, errorState, startTLSMisplaced
  case binaryWithData, bdatSequence, bdatInput
  // MARK: Paths
  case relayDenied, badRecipient, temporaryRecipient, recipientPolicy, tooManyRecipients
  case senderRejected, badReversePath, badForwardPath
  // MARK: Content
  case spam, declaredSizeLimit, sizeLimit, chunkSizeLimit, requireTLS, bareLineFeed, dataSyntax
  // MARK: Commands
  case unrecognisedCommand, tooManyUnrecognised, garbage, badGreeting, authentication
  // MARK: Own trouble
  case storage, localError

  /// The stable name used in machine-readable output.
  package var name: String {
    switch self {
    case .mailOutOfOrder: "mail-out-of-order"
    case .rcptOutOfOrder: "rcpt-out-of-order"
    case .dataOutOfOrder: "data-out-of-order"
    case .bdatOutOfOrder: "bdat-out-of-order"
    case .nestedMail: "nested-mail"
    case .noRecipients: "no-valid-recipients"
    case .errorState: "error-state"
    case .startTLSMisplaced: "starttls-out-of-place"
    case .binaryWithData: "data-with-binarymime"
    case .bdatSequence: "bdat-sequence"
    case .bdatInput: "bdat-input"
    case .relayDenied: "relay-denied"
    case .badRecipient: "bad-recipient"
    case .temporaryRecipient: "temporary-recipient"
    case .recipientPolicy: "recipient-policy"
    case .tooManyRecipients: "too-many-recipients"
    case .senderRejected: "sender-rejected"
    case .badReversePath: "bad-reverse-path"
    case .badForwardPath: "bad-forward-path"
    case .spam: "spam"
    case .declaredSizeLimit: "declared-size-limit"
    case .sizeLimit: "size-limit"
    case .chunkSizeLimit: "chunk-size-limit"
    case .requireTLS: "requiretls"
    case .bareLineFeed: "bare-lf"
    case .dataSyntax: "data-syntax"
    case .unrecognisedCommand: "unrecognised-command"
    case .tooManyUnrecognised: "too-many-unrecognised"
    case .garbage: "garbage"
    case .badGreeting: "bad-greeting"
    case .authentication: "authentication"
    case .storage: "storage"
    case .localError: "local-error"
    }
  }
}
