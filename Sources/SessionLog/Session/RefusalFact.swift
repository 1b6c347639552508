// SPDX-License-Identifier: Apache-2.0
package import MailTypes

/// One refusal: by the peer (outbound, code as received) or by us (inbound, code implied).
package struct RefusalFact: Equatable, Sendable {
  package var verb: SessionEvent.Verb
  package var code: UInt16
  /// First digit of the reply code; known also where the log states no more than whether the refusal is
  /// for good. 0 where it is not.
  package var replyClass: UInt16
  package var enhanced: EnhancedStatusCode?
  package var implied: Bool
  package var text: TextRange
  /// The path the refused command carried, where it did (MAIL FROM, RCPT TO).
  package var path: TextRange
  package var reason: Refusal?
  /// Outbound: index of the transaction that the refused command belongs to, or -1.
  package var transaction: Int

  package init(
    verb: SessionEvent.Verb, code: UInt16, enhanced: EnhancedStatusCode?, implied: Bool,
    text: TextRange, path: TextRange = .empty, reason: Refusal? = nil, transaction: Int = -1
  ) {
    self.verb = verb
    self.code = code
    replyClass = code / 100
    self.enhanced = enhanced
    self.implied = implied
    self.text = text
    self.path = path
    self.reason = reason
    self.transaction = transaction
  }
}
