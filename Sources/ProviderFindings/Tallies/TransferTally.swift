// SPDX-License-Identifier: Apache-2.0
package import MailTypes
package import SessionLog

/// How delivered messages were transferred.
package struct TransferTally: Equatable, Sendable {
  /// Delivered messages by DATA and by BDAT, where the log states it.
  package var messages = Counts<Transaction.Transfer, 2>()
  package var dataOctets: UInt64 = 0
  package var bdatOctets: UInt64 = 0
  /// Of `messages`, those whose octets the log does not state.
  package var withoutOctets = Counts<Transaction.Transfer, 2>()
  /// BDAT commands of delivered messages.
  package var chunks = 0
  /// Messages sent in more than one chunk.
  package var multiChunk = 0
  /// Delivered messages by the BODY parameter of MAIL, where the log states the parameters.
  package var bodies = Counts<Transaction.BodyKind, 5>()
  /// Delivered messages with the SMTPUTF8 parameter.
  package var smtputf8 = 0
  /// Sessions in which at least one message was delivered by BDAT, as BODY=BINARYMIME, with
  /// BODY=8BITMIME, with SMTPUTF8.
  package var sessionsWithBDAT = 0
  package var sessionsWithBinaryMIME = 0
  package var sessionsWithEightBitMIME = 0
  package var sessionsWithSMTPUTF8 = 0

  package init() {}

  /// Messages of which the log states the command, and those of which it states the parameters of MAIL.
  package var commandsTold: Int { messages.total }
  package var parametersTold: Int { bodies.total }

  package mutating func merge(_ other: TransferTally) {
    messages.merge(other.messages)
    dataOctets.addSaturating(other.dataOctets)
    bdatOctets.addSaturating(other.bdatOctets)
    withoutOctets.merge(other.withoutOctets)
    chunks += other.chunks
    multiChunk += other.multiChunk
    bodies.merge(other.bodies)
    smtputf8 += other.smtputf8
    sessionsWithBDAT += other.sessionsWithBDAT
    sessionsWithBinaryMIME += other.sessionsWithBinaryMIME
    sessionsWithEightBitMIME += other.sessionsWithEightBitMIME
    sessionsWithSMTPUTF8 += other.sessionsWithSMTPUTF8
  }

  /// Counts one delivered message.
  mutating func add(_ transaction: Transaction) {
    if transaction.areParametersLogged { bodies.add(transaction.body) }
    if transaction.smtputf8 { smtputf8 += 1 }
    guard let transfer = transaction.transfer else { return }
    messages.add(transfer)
    if transaction.octets == nil { withoutOctets.add(transfer) }
    switch transfer {
    case .data: dataOctets.addSaturating(transaction.octets ?? 0)
    case .bdat:
      bdatOctets.addSaturating(transaction.octets ?? 0)
      chunks += Int(transaction.chunks)
      if transaction.chunks > 1 { multiChunk += 1 }
    }
  }

  /// Counts a session by what its messages used.
  mutating func addSession(_ uses: UsedExtensions) {
    if uses.bdat { sessionsWithBDAT += 1 }
    if uses.binaryMIME { sessionsWithBinaryMIME += 1 }
    if uses.eightBitMIME { sessionsWithEightBitMIME += 1 }
    if uses.smtputf8 { sessionsWithSMTPUTF8 += 1 }
  }
}

extension TransferTally: FieldCoded {
  package static var blank: Self { Self() }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.value(&messages)
    try archive.number(&dataOctets)
    try archive.number(&bdatOctets)
    try archive.value(&withoutOctets)
    try archive.count(&chunks)
    try archive.count(&multiChunk)
    try archive.value(&bodies)
    try archive.count(&smtputf8)
    try archive.count(&sessionsWithBDAT)
    try archive.count(&sessionsWithBinaryMIME)
    try archive.count(&sessionsWithEightBitMIME)
    try archive.count(&sessionsWithSMTPUTF8)
  }
}
