// SPDX-License-Identifier: Apache-2.0

/// What one log record says about a session, independent of the program and the log format that
/// said it. Stage 4's output: text stays where it is, in the block that was read; every
/// `TextRange` is relative to the first octet of the record's message, so that an event is plain
/// data that survives any move of the message.
package enum SessionEvent: Equatable, Sendable {
  // MARK: Connection and greeting
  /// A peer connected. `client` is the MTA's `client_`: an FCrDNS name and an address literal, or
  /// one of them.
  case connected(client: TextRange)
  /// EHLO (`extended`) or HELO was accepted. `client` is empty where the log omits it; where the
  /// log leaves out the name because it equals `helo`, it is the bare address literal.
  case greeting(extended: Bool, helo: TextRange, client: TextRange)
  /// The greeting name matches none of the peer's confirmed names.
  case greetingMismatch(helo: TextRange)
  /// The greeting name has no address in the DNS.
  case greetingUnresolvable(helo: TextRange)
  /// The peer sent octets before it was greeted. `client` may be empty.
  case earlyTalker(client: TextRange)
  /// The peer was turned away by policy at connection, greeting or sender. `detail` is the reason
  /// as logged; for `badHost` it begins with the address literal.
  case blocked(reason: Blocking, detail: TextRange)

  // MARK: TLS
  /// A handshake was completed: `STARTTLS version=…` (inbound) or `TLS: version=…` (outbound).
  case tlsEstablished(
    version: TextRange, cipher: TextRange, bits: UInt16, keyBits: UInt16, verified: Bool)
  /// A handshake failed and the log says so in a line of its own (`failed STARTTLS`, empty `TLS: `).
  case tlsFailed
  /// STARTTLS was refused as out of place. `text` is the whole message.
  case startTLSRefused(text: TextRange)
  /// An element of the peer's chain was accepted (`depth` 0 is the peer's own certificate).
  case chainElementAccepted(depth: UInt16, subject: TextRange)
  /// An element of the peer's chain was rejected: OpenSSL's verify error, number and text.
  case chainElementRejected(error: UInt16, text: TextRange, depth: UInt16, subject: TextRange)
  /// The verdict on the peer's certificate as a whole.
  case certificateVerdict(verified: Bool)
  /// The peer offered no certificate.
  case noCertificate
  /// The name for which the certificate was verified; empty: none.
  case verifiedName(TextRange)
  /// A TLSA record matched (RFC 6698): usage 2 is DANE-TA, 3 is DANE-EE; 255 where not readable.
  case daneMatch(usage: UInt8, selector: UInt8, matching: UInt8)
  /// DANE was required and is being enforced: the handshake is abandoned.
  case daneEnforced
  /// The peer asked by SNI for a name we hold no certificate for (`no cert found for …`).
  case certificateMissing(name: TextRange)
  /// An entry of OpenSSL's error queue (`error:…`), or another TLS failure text.
  case tlsError(text: TextRange)
  /// `fatal OpenSSL error`: the handshake, or a later read, has failed.
  case tlsFatal

  // MARK: Mail transaction, as commands that were accepted (inbound)
  /// `path` is what stands between the angle brackets, verbatim; `parameters` what follows.
  case mailFrom(path: TextRange, parameters: TextRange)
  /// An older build logged each MAIL parameter in a line of its own (`NAME=value`).
  case mailParameter(TextRange)
  case rcptTo(path: TextRange)
  case data
  case bdat(octets: UInt64, last: Bool)
  /// A message was stored. `octets` is nil where the build did not log it.
  case delivered(octets: UInt64?, id: TextRange)
  case verdict(ham: Bool, reason: TextRange)
  case senderPolicy(result: TextRange)
  case reset
  /// NOOP, VRFY, HELP or the like; `verb` is the command's verb.
  case otherCommand(verb: TextRange)
  case authAttempt

  // MARK: Refusals and offences (inbound: the reply code is implied by the text)
  /// `text` is the whole message.
  case refused(Refusal, text: TextRange)
  /// A refused command whose path the message shows: `path` is the mailbox or what stood between
  /// the angle brackets, verbatim; `text` is the whole message.
  case pathRefused(Refusal, path: TextRange, text: TextRange)
  /// Something the server noted and let pass. `text` is the whole message.
  case offence(Offence, text: TextRange)

  // MARK: End of session
  case quit
  /// The server process ended in good order, whatever the reason (`CPU time …`).
  case processEnded
  /// The peer went silent until a limit. `client` may be empty.
  case timedOut(client: TextRange)
  /// End of file from the peer, without or with a TLS close_notify.
  case peerClosed
  /// The connection was reset, or a read or write failed.
  case connectionFailed(text: TextRange)
  /// A check failed: the process aborts after this record.
  case aborted(text: TextRange)

  // MARK: The server's parent process (`smtp --server`)
  case childStarted(process: UInt64, address: TextRange)
  case childEnded(process: UInt64, status: TextRange)
  /// The parent refused a connection for which no session process exists.
  case refusedAtDoor(reason: TextRange, address: TextRange)

  // MARK: Outbound
  /// The client program begins: the sender it works for.
  case senderGiven(mailbox: TextRange)
  case recipientGiven(mailbox: TextRange)
  /// A connection attempt begins.
  case trying(host: TextRange, service: TextRange)
  case connectedTo(address: TextRange, port: UInt16)
  case connectFailed(text: TextRange)
  /// One line of a server's reply. `text` is what follows the code and its separator.
  /// `more` is true for `250-…`. Text without a code (2018a's first line may be any) has code 0.
  case replyLine(code: UInt16, more: Bool, text: TextRange)
  /// A command the client sent. `failing` marks the blank before `C:` that means: leaving because
  /// of a failure. `argument` is all behind the verb.
  case command(verb: Verb, argument: TextRange, failing: Bool)
  /// The client's own summary of a reply (`MAIL FROM returned 550`).
  case commandReturned(verb: Verb, code: UInt16)
  case sendOutcome(success: Bool)
  case serverIdentifies(name: TextRange)
  /// The client left because the server offers no TLS and TLS was required.
  case plaintextRefused
  /// The client gave up on this host (no SMTPUTF8, greeting not affirmative, size limit …).
  case clientGaveUp(reason: TextRange)
  /// DNS facts about the peer's domain: DNSSEC of MX and TLSA, MTA-STS record, null MX.
  case domainFact(DomainFact, name: TextRange)
  case mailExchanger(preference: UInt16, host: TextRange)

  /// Recognised, but says nothing that a session's facts rest on.
  case remark
}

extension SessionEvent {
  /// SMTP verbs that the outbound client sends, and that refusals belong to.
  package enum Verb: UInt8, CaseIterable, Sendable {
    case connect, ehlo, helo, startTLS, mailFrom, rcptTo, data, bdat, endOfData, quit, reset
    case noop, auth, vrfy, other
  }

  /// Facts about a recipient domain that an outbound process looks up before it connects.
  package enum DomainFact: UInt8, CaseIterable, Sendable {
    case mxAuthentic, mxNotAuthentic, noMX, nullMX
    case tlsaFound, tlsaNotFound, tlsaAuthentic, tlsaNotAuthentic, tlsaUnusable
    case mtaSTS, noMTASTS
  }

  /// Why a peer was turned away before a transaction.
  package enum Blocking: UInt8, CaseIterable, Sendable {
    case badHost, addressBlocklist, nameBlocklist, dnsBlocklist, identity, sender, earlyTalker
  }
}
