// SPDX-License-Identifier: Apache-2.0
import MailTypes
import ProviderFindings
package import SessionLog

/// Why a session was counted as it was: each fact with the records that decided it.
package struct Explanation: Sendable {
  package struct Fact: Equatable, Sendable {
    package var name: String
    package var value: String
    /// Indices of the transcript's lines that the fact rests on; none: it rests on their absence.
    package var deciders: [Int]
  }

  package private(set) var facts: [Fact] = []

  package init(of session: Session, _ context: SessionJSON.Context, _ transcript: Transcript) {
    let lines = transcript.lines
    func deciders(_ matches: (SessionEvent) -> Bool) -> [Int] {
      lines.indices.filter { matches(lines[$0].event) }
    }
    func add(_ name: String, _ value: String, _ matches: (SessionEvent) -> Bool) {
      facts.append(Fact(name: name, value: value, deciders: deciders(matches)))
    }

    add("peer", session.peerNames.joined(separator: ", "), Explanation.namesPeer)
    if let provider = context.provider {
      facts.append(Fact(name: "provider", value: provider, deciders: []))
    }
    let established = lines.firstIndex { Explanation.establishesTLS($0.event) } ?? lines.endIndex
    let tlsDeciders = deciders(Explanation.decidesTLS).filter {
      $0 <= established || !Explanation.breaksTLS(lines[$0].event)
    }
    facts.append(Fact(name: "tls", value: Explanation.tls(session), deciders: tlsDeciders))
    if let certificate = session.tls.certificate {
      add("certificate", Explanation.certificate(session, certificate), Explanation.judgesPeer)
    }
    if !session.missingCertificates.isEmpty {
      let names = session.missingCertificates.map(session.string)
      add("no certificate for", names.joined(separator: ", ")) {
        if case .certificateMissing = $0 { true } else { false }
      }
    }
    let transfers = session.transactions.map { Explanation.text(of: $0, session) }
    add("transactions", transfers.isEmpty ? "none" : transfers.joined(separator: "; ")) {
      Explanation.concernsMail($0)
    }
    if !session.refusals.isEmpty {
      let replies = session.refusals.map(Explanation.text)
      add("refusals", replies.joined(separator: ", "), Explanation.refuses)
    }
    if !session.offences.isEmpty {
      add("offences", session.offences.map(\.name).joined(separator: ", ")) {
        switch $0 {
        case .offence, .earlyTalker: true
        default: false
        }
      }
    }
    if !session.gaveUp.isEmpty {
      add("given up", "our client left: \(session.string(session.gaveUp))") {
        if case .clientGaveUp = $0 { true } else { false }
      }
    }
    facts.append(
      Fact(
        name: "ended", value: session.endingWords,
        deciders: Explanation.endDeciders(of: session, lines)))
    if !session.doubt.isEmpty {
      facts.append(Fact(name: "in doubt", value: Explanation.text(of: session.doubt), deciders: []))
    }
  }

  /// The facts as blocks of a report: each a line, its records indented below it.
  package func text(_ transcript: Transcript, width: Int) -> String {
    let nameWidth = facts.map(\.name.count).max() ?? 0
    let indent = nameWidth + 2
    var output = ""
    for fact in facts {
      let lines = DisplayWidth.lines(
        of: DisplayWidth.printable(fact.value), width: max(20, width - indent))
      for (index, line) in (lines.isEmpty ? [""] : lines).enumerated() {
        output += DisplayWidth.pad(index == 0 ? fact.name : "", to: nameWidth, .left)
        output += "  " + line + "\n"
      }
      for decider in fact.deciders {
        let line = transcript.lines[decider]
        let text = "\(Transcript.stamp(line.offset))  \(line.texts.first ?? "")"
        output += String(repeating: " ", count: indent + 2)
        output += DisplayWidth.cut(DisplayWidth.printable(text), to: max(20, width - indent - 2))
        output += "\n"
      }
    }
    return output
  }

  // MARK: Values

  private static func tls(_ session: Session) -> String {
    let tls = session.tls
    var parts = [tls.state.name]
    if let method = tls.method { parts[0] += " by \(method.name)" }
    if !tls.version.isEmpty { parts.append(session.string(tls.version)) }
    if !tls.cipher.isEmpty { parts.append(session.string(tls.cipher)) }
    if tls.bits > 0 { parts.append("\(tls.bits) bits") }
    if !tls.error.isEmpty { parts.append(session.string(tls.error)) }
    if tls.continuedInPlaintext { parts.append("mail went on in the clear") }
    return parts.joined(separator: ", ")
  }

  private static func certificate(
    _ session: Session, _ certificate: TLSFacts.Certificate
  ) -> String {
    let error = session.tls.verifyError
    return error == 0
      ? certificate.name : "\(certificate.name): \(OpenSSLVerifyError.text(error))"
  }

  private static func text(of transaction: Transaction, _ session: Session) -> String {
    var text = "MAIL not logged"
    if transaction.isMailLogged {
      text = "<\(session.string(transaction.reversePath))>"
      let paths = session.forwardPaths[transaction.forwardPaths]
      text += " to \(paths.count { $0.accepted })/\(paths.count) accepted"
    }
    if let transfer = transaction.transfer { text += ", \(transfer.name)" }
    if let octets = transaction.octets { text += ", \(NumberText.octetsExactly(octets))" }
    switch transaction.delivered {
    case .yes: return text + ", delivered"
    case .no: return text + ", not delivered"
    case .notLogged: return text + ", delivery not logged"
    }
  }

  private static func text(of refusal: RefusalFact) -> String {
    let unknown = refusal.replyClass > 0 ? "\(refusal.replyClass)yz" : "?"
    let code = refusal.code == 0 ? unknown : "\(refusal.code)"
    let enhanced = refusal.enhanced.map { " \($0)" } ?? ""
    return "\(refusal.verb.name) \(code)\(enhanced)\(refusal.implied ? " (implied)" : "")"
  }

  private static func text(of doubt: Doubt) -> String {
    let others = doubt.subtracting([.sharedThread, .sharedAddress]).names
    var parts: [String] = []
    if !others.isEmpty { parts.append("a line may be missing (\(others.joined(separator: ", ")))") }
    if doubt.contains(.sharedThread) {
      parts.append("other sessions were open under the same thread id; some records may be theirs")
    }
    if doubt.contains(.sharedAddress) {
      parts.append("some lines name nothing but the address; they may be of other sessions of it")
    }
    return parts.joined(separator: "; ")
  }

  // MARK: Which events decide

  private static func namesPeer(_ event: SessionEvent) -> Bool {
    switch event {
    case .connected, .greeting, .trying, .connectedTo, .serverIdentifies: true
    default: false
    }
  }

  private static func decidesTLS(_ event: SessionEvent) -> Bool {
    switch event {
    case .tlsEstablished, .tlsFailed, .tlsFatal, .tlsError, .startTLSRefused, .daneEnforced,
      .plaintextRefused:
      true
    case .command(.startTLS, _, _): true
    default: false
    }
  }

  private static func judgesPeer(_ event: SessionEvent) -> Bool {
    switch event {
    case .chainElementAccepted, .chainElementRejected, .certificateVerdict, .noCertificate,
      .verifiedName, .daneMatch:
      true
    default: false
    }
  }

  private static func concernsMail(_ event: SessionEvent) -> Bool {
    switch event {
    case .mailFrom, .rcptTo, .data, .bdat, .delivered, .reset: true
    case .command(let verb, _, _):
      [.mailFrom, .rcptTo, .data, .bdat, .endOfData, .reset].contains(verb)
    default: false
    }
  }

  private static func refuses(_ event: SessionEvent) -> Bool {
    switch event {
    case .refused, .blocked, .startTLSRefused: true
    case .replyLine(let code, _, _): code >= 400
    default: false
    }
  }

  private static func establishesTLS(_ event: SessionEvent) -> Bool {
    if case .tlsEstablished = event { true } else { false }
  }

  /// In a handshake it fails; later the peer is lost.
  private static func breaksTLS(_ event: SessionEvent) -> Bool {
    switch event {
    case .tlsFatal, .tlsError: true
    default: false
    }
  }

  /// Of a session that was lost also what TLS said last of all, behind the last command.
  private static func endDeciders(of session: Session, _ lines: [Transcript.Line]) -> [Int] {
    let isLost =
      switch session.ending {
      case .lostAfterMessage, .lostIdle, .lostInCommand: true
      default: false
      }
    let lastCommand = lines.lastIndex { $0.side == .client } ?? -1
    return lines.indices.filter { index in
      endsSession(lines[index].event)
        || isLost && index > lastCommand && breaksTLS(lines[index].event)
    }
  }

  private static func endsSession(_ event: SessionEvent) -> Bool {
    switch event {
    case .quit, .processEnded, .timedOut, .peerClosed, .connectionFailed, .aborted, .childEnded,
      .sendOutcome, .clientGaveUp:
      true
    case .command(.quit, _, _), .replyLine(221, _, _), .replyLine(421, _, _): true
    default: false
    }
  }
}

extension Session {
  /// The peer's confirmed name, the name it gave, and its address, each once.
  package var peerNames: [String] {
    var names: [String] = []
    for name in [string(peerName), string(helo), address] where !name.isEmpty {
      if !names.contains(name) { names.append(name) }
    }
    return names
  }
}
