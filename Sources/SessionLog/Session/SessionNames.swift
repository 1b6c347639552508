// SPDX-License-Identifier: Apache-2.0

// Stable names in machine-readable output. They are a contract: adding is fine, changing is not.

extension Session.Direction {
  package var name: String {
    switch self {
    case .inbound: "inbound"
    case .outbound: "outbound"
    }
  }
}

extension Session.Server {
  package var name: String {
    switch self {
    case .ghsmtp: "ghsmtp"
    case .postfix: "postfix"
    case .exim: "exim"
    }
  }
}

extension Session.Unit {
  package var name: String {
    switch self {
    case .session: "session"
    case .delivery: "delivery"
    }
  }
}

extension TLSFacts.State {
  package var name: String {
    switch self {
    case .plaintext: "plaintext"
    case .encrypted: "encrypted"
    case .verified: "verified"
    case .failed: "failed"
    case .notLogged: "not-logged"
    }
  }
}

extension TLSFacts.Method {
  package var name: String {
    switch self {
    case .pkix: "pkix"
    case .daneTA: "dane-ta"
    case .daneEE: "dane-ee"
    case .dane: "dane"
    }
  }
}

extension TLSFacts.Certificate {
  package var name: String {
    switch self {
    case .none: "none"
    case .offeredBad: "offered-bad"
    case .good: "good"
    }
  }
}

extension Transaction.Transfer {
  package var name: String {
    switch self {
    case .data: "DATA"
    case .bdat: "BDAT"
    }
  }
}

extension Transaction.BodyKind {
  /// The value of the BODY parameter (RFC 6152, RFC 3030), or what stands for its absence.
  package var name: String {
    switch self {
    case .unstated: "unstated"
    case .sevenBit: "7BIT"
    case .eightBitMIME: "8BITMIME"
    case .binaryMIME: "BINARYMIME"
    case .other: "other"
    }
  }
}

extension YearSource {
  package var name: String {
    switch self {
    case .line: "line"
    case .fileHeader: "file-header"
    case .fileName: "file-name"
    case .option: "option"
    case .modificationTime: "modification-time"
    case .clock: "clock"
    case .none: "none"
    }
  }
}

extension SessionEvent.Verb {
  /// The SMTP verb that was answered. `CONNECT` is the greeting, `END-OF-DATA` the reply behind the
  /// last line of a message.
  package var name: String {
    switch self {
    case .connect: "CONNECT"
    case .ehlo: "EHLO"
    case .helo: "HELO"
    case .startTLS: "STARTTLS"
    case .mailFrom: "MAIL"
    case .rcptTo: "RCPT"
    case .data: "DATA"
    case .bdat: "BDAT"
    case .endOfData: "END-OF-DATA"
    case .quit: "QUIT"
    case .reset: "RSET"
    case .noop: "NOOP"
    case .auth: "AUTH"
    case .vrfy: "VRFY"
    case .other: "OTHER"
    }
  }
}
