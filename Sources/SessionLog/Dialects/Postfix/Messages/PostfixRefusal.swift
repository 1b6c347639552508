// SPDX-License-Identifier: Apache-2.0
package import MailTypes

/// What a message about a refusal or another action says besides the action.
package struct PostfixRefusal: Equatable, Sendable {
  package var stage: Stage
  package var peer: PostfixPeer
  /// 0 where the log leaves it out: actions other than refusals, and content that cleanup refuses.
  package var code: UInt16 = 0
  package var enhanced: EnhancedStatusCode?
  /// The reply's text, enhanced code included; of other actions what the rule says.
  package var text = TextRange.empty
  package var reversePath = TextRange.empty
  /// The field `from=<…>` stands there, if perhaps with the null path in it.
  package var hasReversePath = false
  package var forwardPath = TextRange.empty
  package var hasForwardPath = false
  package var helo = TextRange.empty
  /// `proto=ESMTP`: the client greeted with EHLO.
  package var isExtended: Bool?

  /// The command that was refused, as the log names it.
  package enum Stage: UInt8, CaseIterable, Sendable {
    case connect, ehlo, helo, startTLS, auth, mail, rcpt, data, bdat, endOfMessage, vrfy, etrn
    case other

    private var word: StaticString {
      switch self {
      case .connect: "CONNECT"
      case .ehlo: "EHLO"
      case .helo: "HELO"
      case .startTLS: "STARTTLS"
      case .auth: "AUTH"
      case .mail: "MAIL"
      case .rcpt: "RCPT"
      case .data: "DATA"
      case .bdat: "BDAT"
      case .endOfMessage: "END-OF-MESSAGE"
      case .vrfy: "VRFY"
      case .etrn: "ETRN"
      case .other: "UNKNOWN"
      }
    }

    init(_ word: Span<UInt8>) {
      self = .other
      for stage in Self.allCases where stage.word.utf8CodeUnitCount == word.count {
        if word.holds(stage.word, at: 0, before: word.count) { self = stage }
      }
    }

    package var verb: SessionEvent.Verb {
      switch self {
      case .connect: .connect
      case .ehlo: .ehlo
      case .helo: .helo
      case .startTLS: .startTLS
      case .auth: .auth
      case .mail: .mailFrom
      case .rcpt: .rcptTo
      case .data: .data
      case .bdat: .bdat
      case .endOfMessage: .endOfData
      case .vrfy: .vrfy
      case .etrn, .other: .other
      }
    }
  }
}
