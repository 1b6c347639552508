// SPDX-License-Identifier: Apache-2.0
import MailTypes
import SessionLog

/// A fact of a session that an expression can ask for.
///
/// Fields with several values (`from`, `code`, `offers`, …) are equal to what any of their values is
/// equal to, and unequal to what none of them is.
package enum SessionField: String, CaseIterable, Sendable {
  case direction, tls, method, certificate, version, cipher, bits
  case verified, quit, ehlo, mismatch, smtputf8, unicode, fallback
  case ended, transfer, body, messages, octets, transactions, recipients, chunks
  case refusals, code, offences, offence, offers
  case provider, peer, address, helo, domain, from, to, id, duration, records

  package enum Kind: Equatable, Sendable {
    /// True or false; may stand alone.
    case flag
    /// A whole number, with `k`, `M`, `G` for thousands, millions, milliards.
    case number
    /// Seconds, or a number with `ms`, `s`, `m`, `h`.
    case duration
    /// One of some words.
    case word([String])
    /// Text, compared without regard to case; `~` takes `*` and `?`.
    case text
  }

  package var kind: Kind {
    switch self {
    case .verified, .quit, .ehlo, .mismatch, .smtputf8, .unicode, .fallback: .flag
    case .bits, .messages, .octets, .transactions, .recipients, .chunks, .refusals, .code,
      .offences, .records:
      .number
    case .duration: .duration
    case .direction: .word(["in", "out"])
    case .tls: .word(["none", "encrypted", "verified", "failed", "not-logged"])
    case .method: .word(["none", "pkix", "dane-ta", "dane-ee"])
    case .certificate: .word(["none", "bad", "good"])
    case .ended: .word(SessionEnd.allCases.map(\.name))
    case .transfer: .word(["none", "data", "bdat"])
    case .body: .word(["none", "7bit", "8bitmime", "binarymime", "other"])
    case .offence: .word(Offence.allCases.map(\.name))
    case .version, .cipher, .offers, .provider, .peer, .address, .helo, .domain, .from, .to, .id:
      .text
    }
  }

  /// Other words for the values of a word: those that tables and machine-readable output have.
  var synonyms: [String: String] {
    switch self {
    case .direction: ["inbound": "in", "outbound": "out"]
    case .tls: ["plaintext": "none"]
    case .certificate: ["offered-bad": "bad"]
    case .ended:
      Dictionary(
        SessionEnd.allCases.map { ($0.shortName, $0.name) }, uniquingKeysWith: { first, _ in first }
      )
    default: [:]
    }
  }

  /// What the field is, for help texts.
  package var meaning: String {
    switch self {
    case .direction: "inbound or outbound session"
    case .tls: "transport security: none, encrypted, verified, or a failed handshake"
    case .method: "how the peer was verified"
    case .certificate: "the peer's certificate"
    case .version: "version of the cipher suite, such as TLSv1.3"
    case .cipher: "name of the cipher suite"
    case .bits: "secret bits of the cipher"
    case .verified: "the peer was verified"
    case .quit: "the client said QUIT"
    case .ehlo: "greeted with EHLO, not HELO"
    case .mismatch: "the greeting name is not confirmed"
    case .smtputf8: "a message with SMTPUTF8"
    case .unicode: "an address outside ASCII, also one that our client could not use"
    case .fallback: "went on in the clear after a failed handshake, in this session"
    case .ended: "how the session ended"
    case .transfer: "command by which messages were transferred"
    case .body: "BODY parameter of messages"
    case .messages: "messages delivered"
    case .octets: "octets of delivered messages"
    case .transactions: "mail transactions"
    case .recipients: "accepted recipients"
    case .chunks: "BDAT chunks"
    case .refusals: "refused commands"
    case .code: "reply codes of refusals"
    case .offences: "breaches of the protocol"
    case .offence: "kinds of breaches"
    case .offers: "EHLO keywords offered last (outbound)"
    case .provider: "provider, by name or key"
    case .peer: "confirmed name of the peer"
    case .address: "IP address of the peer, or its network (192.0.2.0/24)"
    case .helo: "name the peer gave itself"
    case .domain: "recipient domain (outbound)"
    case .from: "reverse-paths"
    case .to: "forward-paths"
    case .id: "identity of the session"
    case .duration: "time from first to last record"
    case .records: "log records"
    }
  }
}

extension SessionField {
  func flag(of session: Session) -> Bool {
    switch self {
    case .verified: session.tls.state == .verified
    case .quit: session.quit == .yes
    case .ehlo: session.extended == .yes
    case .mismatch: session.greetingMismatch
    case .smtputf8: session.transactions.contains { $0.smtputf8 }
    case .unicode: session.hasUnicodeAddress
    case .fallback: session.tls.continuedInPlaintext
    default: false
    }
  }

  /// Numbers as they are, durations in microseconds.
  func numbers(of session: Session) -> [Int64] {
    switch self {
    case .bits: session.tls.bits == 0 ? [] : [Int64(session.tls.bits)]
    case .messages: [Int64(session.messagesDelivered)]
    case .octets: session.octetsDelivered.map { [Int64(clamping: $0)] } ?? []
    case .transactions: [Int64(session.transactions.count)]
    case .recipients: [Int64(session.forwardPaths.count { $0.accepted })]
    case .chunks: [session.transactions.reduce(0) { $0 + Int64($1.chunks) }]
    case .refusals: [Int64(session.refusals.count)]
    case .code: session.refusals.map { Int64($0.code) }
    case .offences: [Int64(session.offences.count)]
    case .records: [Int64(session.recordCount)]
    case .duration: [session.end.since(session.start)]
    default: []
    }
  }

  /// Words and texts.
  func texts(of session: Session, provider: Provider) -> [String] {
    switch self {
    case .direction: [session.direction == .inbound ? "in" : "out"]
    case .tls: [Self.word(session.tls.state)]
    case .method: [Self.word(session.tls.method)]
    case .certificate: session.tls.certificate.map { [Self.word($0)] } ?? []
    case .version: [session.string(session.tls.version)]
    case .cipher: [session.string(session.tls.cipher)]
    case .ended: [session.ending.name]
    case .transfer: session.transactions.map { Self.word($0.transfer) }
    case .body:
      session.transactions.filter(\.areParametersLogged).map { Self.word($0.body) }
    case .offence: session.offences.map(\.name)
    case .offers: Self.keywords(session)
    case .provider: [provider.name, provider.key]
    case .peer: [session.string(session.peerName)]
    case .address: [session.address]
    case .helo: [session.string(session.helo)]
    case .domain: [session.string(session.recipientDomain)]
    case .from:
      session.transactions.filter(\.isMailLogged).map { session.string($0.reversePath) }
    case .to: session.forwardPaths.map { session.string($0.path) }
    case .id: [session.id.description]
    default: []
    }
  }

  private static func keywords(_ session: Session) -> [String] {
    let lines =
      session.offeredAfterTLS.isEmpty ? session.offeredBeforeTLS : session.offeredAfterTLS
    let text = session.text.span
    return lines.map { range in
      let line = text.extracting(range.indices)
      return line.extracting(EHLOLine(line).keyword).string
    }
  }

  private static func word(_ state: TLSFacts.State) -> String {
    switch state {
    case .plaintext: "none"
    case .encrypted: "encrypted"
    case .verified: "verified"
    case .failed: "failed"
    case .notLogged: "not-logged"
    }
  }

  private static func word(_ method: TLSFacts.Method?) -> String {
    switch method {
    case nil: "none"
    case .pkix: "pkix"
    case .daneTA: "dane-ta"
    case .daneEE: "dane-ee"
    case .dane: "dane"
    }
  }

  private static func word(_ certificate: TLSFacts.Certificate) -> String {
    switch certificate {
    case .none: "none"
    case .offeredBad: "bad"
    case .good: "good"
    }
  }

  private static func word(_ transfer: Transaction.Transfer?) -> String {
    switch transfer {
    case nil: "none"
    case .data: "data"
    case .bdat: "bdat"
    }
  }

  private static func word(_ body: Transaction.BodyKind) -> String {
    switch body {
    case .unstated: "none"
    case .sevenBit: "7bit"
    case .eightBitMIME: "8bitmime"
    case .binaryMIME: "binarymime"
    case .other: "other"
    }
  }
}
