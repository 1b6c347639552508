// SPDX-License-Identifier: Apache-2.0
import MailTypes
import SessionLog

/// Who refuses what, with which reply.
package enum RefusalsByReply: FindingRule {
  package static let id = "refusals"
  package static let title = "Refusals by reply"
  package static let meaning = """
    A command got a reply of 4yz or 5yz; one finding for each kind: command, reply code, enhanced \
    status code. Outbound the peer refused and the codes are as received. Inbound we refused; the \
    server does not log its replies, so the codes follow from the text that it does log (marked as \
    implied). Counted are sessions with such a refusal, out of all sessions. Left out are replies by \
    which a peer refused nothing but quoted local parts, which have rules of their own.
    """
  package static let importance = """
    Outbound permanent refusals are mail that did not arrive. Many refusals with a code X.7.Z (policy) \
    mean that reputation, authentication or a list is the matter; X.1.Z are wrong addresses. A mailbox that does not exist \
    (5.1.1) is our user's typing error for the most part, and a notice.
    """
  package static let references = [
    "RFC 5321 section 4.2", "RFC 3463 section 3", "RFC 5248 section 2.1",
  ]
  package static let thresholds = [
    FindingThreshold(
      "kinds shown of one provider", 5, because: "the rest is in the table of replies")
  ]

  package static func evaluate(_ input: FindingInput) -> [Finding] {
    input.providers.flatMap { tally -> [Finding] in
      // Where each refusal was of a quoted local part, the rules about those say it, and more.
      tally.refusals.entries.filter { tally.direction == .inbound || $0.quoted < $0.count }
        .sorted { $0.sessions == $1.sessions ? $0.key < $1.key : $0.sessions > $1.sessions }
        .prefix(Int(thresholds[0].value))
        .map { entry in
          let reply = text(entry.key)
          let isPermanent = entry.key.replyClass == 5
          let isTypingError = entry.key.enhanced == EnhancedStatusCode(5, 1, 1)
          return finding(
            tally,
            tally.direction == .outbound && isPermanent && !isTypingError ? .warning : .notice,
            tally.direction == .outbound
              ? "refused \(reply)" : "was refused by us: \(reply)",
            count: entry.sessions, of: tally.units, unit: tally.unitName,
            subject: subject(entry.key),
            details: [
              Finding.Detail("refusals", String(entry.count)),
              Finding.Detail("text", entry.line),
            ], evidence: [entry.first])
        }
    }
  }

  /// The reply, and where it is implied the reason too: several reasons imply the same reply.
  static func subject(_ key: RefusalKey) -> String {
    key.reason.map { "\(text(key)): \($0.name)" } ?? text(key)
  }

  /// `RCPT TO 550 5.1.1`, with `(implied)` where the log does not show the code.
  static func text(_ key: RefusalKey) -> String {
    var words = [key.verb.moment]
    if let code = key.codeText { words.append(code) }
    if let enhanced = key.enhanced { words.append(enhanced.description) }
    if key.implied { words.append("(implied)") }
    return words.joined(separator: " ")
  }
}

extension SessionEvent.Verb {
  /// The command, or the moment, that a refusal belongs to.
  package var moment: String {
    switch self {
    case .connect: "connection"
    case .ehlo: "EHLO"
    case .helo: "HELO"
    case .startTLS: "STARTTLS"
    case .mailFrom: "MAIL FROM"
    case .rcptTo: "RCPT TO"
    case .data: "DATA"
    case .bdat: "BDAT"
    case .endOfData: "message"
    case .quit: "QUIT"
    case .reset: "RSET"
    case .noop: "NOOP"
    case .auth: "AUTH"
    case .vrfy: "VRFY"
    case .other: "command"
    }
  }
}
