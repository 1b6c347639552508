// SPDX-License-Identifier: Apache-2.0

/// One mail transaction (RFC 5321 section 3.3).
package struct Transaction: Equatable, Sendable {
  package enum Transfer: UInt8, CaseIterable, Sendable { case data, bdat }

  /// What stood between the angle brackets of MAIL FROM, verbatim; empty is the null path where the
  /// command is in the log.
  package var reversePath = TextRange.empty
  /// The log has the MAIL command. Without it the reverse-path is unknown: the log begins behind it, or
  /// the server's build logged no commands.
  package var isMailLogged = true
  /// The log states the parameters of MAIL, so that one that is not there was not given.
  package var areParametersLogged = true
  /// Index ranges of the session's `forwardPaths` and `parameters`.
  package var forwardPaths: Range<Int> = 0..<0
  package var parameters: Range<Int> = 0..<0
  package var transfer: Transfer?
  package var chunks: UInt32 = 0
  /// Octets of the message: of the chunks, as declared (outbound DATA, where the log has nothing
  /// better), or as stored, whichever the log states last. Nil where it states none: a message by DATA
  /// to a server without SIZE, and what was never transferred.
  package var octets: UInt64?
  /// Octets of the chunks alone, as transferred.
  package var chunkOctets: UInt64 = 0
  /// The value of the SIZE parameter (RFC 1870).
  package var declaredSize: UInt64?
  /// The client was told that the message was accepted.
  package var delivered = Stated.no
  /// Inbound: the server stored the message. It may have refused it afterwards, so a stored
  /// message need not be a delivered one.
  package var stored = false
  /// The reverse-path itself was accepted (outbound: a 2yz reply).
  package var accepted = true
  package var body: BodyKind = .unstated
  package var smtputf8 = false
  /// Each recipient has an outcome of its own (PRDR).
  package var perRecipient = false
  /// Recipients that were refused after the message was transferred.
  package var refusedRecipients: UInt32 = 0
  package var start = LogTimestamp(microseconds: 0)

  package enum BodyKind: UInt8, CaseIterable, Sendable {
    case unstated, sevenBit, eightBitMIME, binaryMIME, other
  }

  package init() {}
}
