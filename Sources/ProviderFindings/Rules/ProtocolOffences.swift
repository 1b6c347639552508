// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// Peers that break the rules of the dialogue.
package enum ProtocolOffences: FindingRule {
  package static let id = "protocol-offence"
  package static let title = "Breaches of the protocol"
  package static let meaning = """
    Inbound: the server noted a breach and refused or tolerated it; one finding for each kind \
    (early talker, bare LF, pipelining error, command out of order, …). Counted are sessions with \
    it, out of all sessions.
    """
  package static let importance = """
    Early talkers and floods of garbage are mostly no mail servers at all. A bare LF is how mail is \
    smuggled past checks. The others show which implementation does not read its replies.
    """
  package static let references = [
    "RFC 5321 section 4.3.1", "RFC 5321 section 2.3.8", "RFC 2920 section 3.1",
    "RFC 5321 section 4.1.4",
  ]

  package static func evaluate(_ input: FindingInput) -> [Finding] {
    input.inbound.flatMap { tally -> [Finding] in
      let offences = tally.offences
      return Offence.allCases.filter { offences[$0] > 0 }.map { offence in
        finding(
          tally, offence == .bareLineFeed ? .warning : .notice, statement(offence),
          count: offences[offence], of: tally.units, unit: tally.unitName, subject: offence.name,
          evidence: tally.evidence[.offence(offence)])
      }
    }
  }

  private static func statement(_ offence: Offence) -> String {
    switch offence {
    case .earlyTalker: "talked before it was greeted"
    case .bareLineFeed: "sent a bare LF"
    case .pipelining: "pipelined where it is not allowed"
    case .commandSequence: "sent commands out of order"
    case .unrecognisedCommand: "sent unknown commands"
    case .garbage: "sent garbage"
    case .lineTooLong: "sent lines that are too long"
    case .invalidGreeting: "greeted with an invalid name"
    case .invalidAddress: "sent an invalid address"
    case .unknownParameter: "sent unknown parameters"
    case .invalidParameter: "sent parameters with invalid values"
    case .sourceRoute: "used a source route"
    case .addressTooLong: "sent an address that is too long"
    case .startTLSMisplaced: "sent STARTTLS out of place"
    case .bodyAsCommands: "sent a message body as commands"
    case .nonASCIIWithoutSMTPUTF8: "sent a non-ASCII address without SMTPUTF8"
    }
  }
}
