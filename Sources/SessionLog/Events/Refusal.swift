// SPDX-License-Identifier: Apache-2.0

/// A class of refusal that the inbound server logs as text only; its reply is implied.
///
/// One case for each class of text in the MTA's log; `implied` gives the reply of the newest
/// build. The same text stood for other codes before, so a report must mark these as implied.
package enum Refusal: UInt8, CaseIterable, Sendable {
  case commandSequence, nestedMail, noRecipients, errorState, startTLSMisplaced
  case binaryWithData, bdatSequence, bdatInput
  case relayDenied, badRecipient, temporaryRecipient, recipientPolicy, tooManyRecipients
  case spam, senderRejected, sizeLimit, requireTLS, bareLineFeed
  case unrecognisedCommand, tooManyUnrecognised, garbage
  case badGreeting, badReversePath, badForwardPath, dataSyntax, storage, authentication
  case unknownBody, unsupportedParameter
}
