// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// Replies of the server, matched to the commands they answer, first in, first out.
extension SessionSlot {
  /// `Reply-line = *( Reply-code "-" text CRLF ) Reply-code [ SP text ] CRLF` (RFC 5321 section
  /// 4.2): the last line has no `-`. A line without code (code 0: a log whose names were blanked)
  /// is taken for one that is followed by others.
  mutating func readReplyLine(
    code: UInt16, more: Bool, _ line: Span<UInt8>, at time: LogTimestamp
  ) {
    marks.insert(.substantial)
    if reply.code == 0 { reply.code = code }
    if readsReplyText() { keepReplyLine(line) }
    reply.isOpen = true
    reply.isIncomplete = code != 0 && more
    if code != 0, !more { finishReply(at: time) }
  }

  /// Whether the text of the reply is looked at when it is complete: that of a refusal, of the
  /// banner, of an offer, and of a reply of which nothing else is known.
  private mutating func readsReplyText() -> Bool {
    if reply.isRefusal || reply.code == 0 { return true }
    guard let command = pending.first else { return !marks.contains(.bannerSeen) }
    return command.verb == .ehlo
  }

  private mutating func keepReplyLine(_ line: Span<UInt8>) {
    guard reply.rest.count < SessionLimits.entries,
      line.count < SessionLimits.replyText - reply.octets
    else {
      session.truncated = true
      return
    }
    let kept = session.keep(line)
    reply.octets += line.count + 1
    if reply.isOpen { reply.rest.append(kept) } else { reply.head = kept }
  }

  /// The reply is complete, as far as it was logged.
  mutating func finishReply(at time: LogTimestamp) {
    guard reply.isOpen else { return }
    defer { reply.clear() }
    if reply.isIncomplete { marks.insert(.lineMissing) }
    guard let command = pending.popFirst() else { return takeUnasked(at: time) }
    if reply.code == 421 { marks.insert(.serverRefused) }
    if !Self.fits(reply.code, command.verb) { marks.insert(.lineMissing) }
    let isPositive = reply.isPositive
    if reply.isRefusal { noteRefusal(command) }
    switch command.verb {
    case .ehlo: if isPositive || reply.code == 0 { takeOffer(at: time) }
    case .helo: if isPositive { session.greeted = .yes }
    case .startTLS: if isPositive { marks.insert(.startTLSAccepted) } else { handshakeFailed() }
    case .mailFrom:
      if isPositive, command.transaction >= 0 {
        session.transactions[command.transaction].accepted = true
      }
    case .rcptTo:
      if isPositive, command.forwardPath >= 0 {
        session.forwardPaths[command.forwardPath].accepted = true
      }
    case .data:
      // The message follows, and has a reply of its own.
      if reply.code / 100 == 3 {
        pending.prepend(PendingCommand(verb: .endOfData, transaction: command.transaction))
      }
    case .bdat: if command.isLastChunk { finishMessage(command) }
    case .endOfData: finishMessage(command)
    case .auth: if reply.code / 100 == 3 { pending.prepend(command) }
    case .quit: if isPositive { marks.insert(.quitAnswered) }
    case .connect, .reset, .noop, .vrfy, .other: break
    }
  }

  /// Whether a command can have such a reply (RFC 5321 section 4.3.2). One that cannot is the answer to a
  /// later command, whose own reply was taken for the answer to this one: a line is missing.
  private static func fits(_ code: UInt16, _ verb: SessionEvent.Verb) -> Bool {
    switch code {
    case 354: verb == .data
    case 221: verb == .quit
    case 334, 235: verb == .auth
    case 353: verb == .endOfData || verb == .bdat
    default: true
    }
  }

  /// The banner, or a word of the server that nobody asked for.
  private mutating func takeUnasked(at time: LogTimestamp) {
    if marks.contains(.bannerSeen) {
      if reply.code == 421 {
        marks.insert(.serverRefused)
        noteRefusal(PendingCommand(verb: .other))
      } else {
        // It answers a command that no record states.
        marks.insert(.lineMissing)
      }
      return
    }
    marks.insert(.bannerSeen)
    if let connectedTime { session.latencies.connectToGreeting = time.since(connectedTime) }
    if reply.isRefusal {
      marks.insert(.serverRefused)
      noteRefusal(PendingCommand(verb: .connect))
    } else {
      greetingTime = time
      session.greeted = .yes
      takeServerName()
    }
  }

  /// `ehlo-ok-rsp`: the first line names the server, each other one a service extension
  /// (RFC 5321 section 4.1.1.1). The offer after the handshake replaces the one before.
  private mutating func takeOffer(at time: LogTimestamp) {
    session.extended = .yes
    session.greeted = .yes
    // An answer to EHLO behind an accepted STARTTLS has come through TLS, whatever else is missing.
    if marks.contains(.startTLSAccepted), session.tls.state != .failed,
      !marks.contains(.established)
    {
      establish(verified: false, at: time)
    }
    takeServerName()
    if marks.contains(.established) {
      Self.list(reply.rest, in: &session.offeredAfterTLS)
    } else {
      Self.list(reply.rest, in: &session.offeredBeforeTLS)
    }
  }

  /// The texts are in the arena already: only where they lie is noted.
  private static func list(
    _ lines: borrowing SlotList<TextRange>, in offer: inout [TextRange]
  ) {
    offer.removeAll(keepingCapacity: true)
    for index in 0..<lines.count where !lines[index].isEmpty { offer.append(lines[index]) }
  }

  /// The first word of a banner or EHLO reply, where it is a domain or address literal.
  private mutating func takeServerName() {
    guard let length = Self.lengthOfName(session.octets(reply.head)) else { return }
    let name = TextRange(start: Int(reply.head.start), count: length)
    if !session.holds(session.octets(name), at: session.helo) { session.helo = name }
  }

  private static func lengthOfName(_ text: Span<UInt8>) -> Int? {
    let end = text.firstOffset(of: UInt8(ascii: " "), from: 0, before: text.count) ?? text.count
    guard end > 0, text[0] != UInt8(ascii: ".") else { return nil }
    let looksLikeName =
      text.firstOffset(of: UInt8(ascii: "."), from: 0, before: end) != nil
      || text.firstOffset(of: UInt8(ascii: "["), from: 0, before: end) != nil
    return looksLikeName ? end : nil
  }

  /// The final reply to a message. 353 opens one reply for each recipient and one for all (PRDR).
  private mutating func finishMessage(_ command: PendingCommand) {
    guard command.transaction >= 0 else { return }
    if reply.code == 353 {
      session.transactions[command.transaction].perRecipient = true
      pending.prepend(PendingCommand(verb: .endOfData, transaction: command.transaction))
      let paths = session.transactions[command.transaction].forwardPaths
      for index in paths.reversed() where session.forwardPaths[index].accepted {
        pending.prepend(
          PendingCommand(
            verb: .endOfData, transaction: command.transaction, forwardPath: index))
      }
      return
    }
    if command.forwardPath >= 0 {
      if reply.isRefusal { session.transactions[command.transaction].refusedRecipients += 1 }
    } else if reply.code / 100 == 2 {
      deliver(command.transaction)
    } else if reply.isRefusal {
      marks.insert(.messageRefused)
      if openTransaction == command.transaction { openTransaction = -1 }
    }
  }

  private mutating func noteRefusal(_ command: PendingCommand) {
    guard hasRoom(session.refusals.count) else { return }
    var path = TextRange.empty
    if command.forwardPath >= 0 {
      path = session.forwardPaths[command.forwardPath].path
    } else if command.verb == .mailFrom, command.transaction >= 0 {
      path = session.transactions[command.transaction].reversePath
    }
    var enhanced = EnhancedStatusCode(openingOf: session.octets(reply.head))
    for index in 0..<reply.rest.count where enhanced == nil {
      enhanced = EnhancedStatusCode(openingOf: session.octets(reply.rest[index]))
    }
    session.refusals.append(
      RefusalFact(
        verb: command.verb, code: reply.code, enhanced: enhanced, implied: false,
        text: wholeReply(), path: path, transaction: command.transaction))
  }

  /// The text of all lines, with a line feed between them.
  private mutating func wholeReply() -> TextRange {
    guard !reply.rest.isEmpty else { return reply.head }
    var whole: [UInt8] = []
    whole.append(session.octets(reply.head))
    for index in 0..<reply.rest.count {
      whole.append(UInt8(ascii: "\n"))
      whole.append(session.octets(reply.rest[index]))
    }
    return session.keep(whole.span)
  }
}
