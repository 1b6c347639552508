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
    if replyCode == 0 { replyCode = code }
    let room = SessionLimits.replyText - replyText.count
    if replyLines.count < SessionLimits.entries, line.count < room {
      if !replyLines.isEmpty { replyText.append(UInt8(ascii: "\n")) }
      replyLines.append(TextRange(start: replyText.count, count: line.count))
      replyText.append(line)
    } else {
      session.truncated = true
    }
    if code != 0, !more { finishReply(at: time) }
  }

  /// The reply is complete, as far as it was logged.
  mutating func finishReply(at time: LogTimestamp) {
    guard !replyLines.isEmpty else { return }
    defer { clearReply() }
    guard let command = nextPending() else { return takeUnasked(at: time) }
    if replyCode == 421 { marks.insert(.serverRefused) }
    let isPositive = replyCode / 100 == 2
    if replyCode >= 400 { noteRefusal(command) }
    switch command.verb {
    case .ehlo: if isPositive || replyCode == 0 { takeOffer(at: time) }
    case .helo: if isPositive { session.greeted = true }
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
      if replyCode / 100 == 3 {
        expectFirst(PendingCommand(verb: .endOfData, transaction: command.transaction))
      }
    case .bdat: if command.isLastChunk { finishMessage(command) }
    case .endOfData: finishMessage(command)
    case .auth: if replyCode / 100 == 3 { expectFirst(command) }
    case .quit: if isPositive { marks.insert(.quitAnswered) }
    case .connect, .reset, .noop, .vrfy, .other: break
    }
  }

  /// The banner, or a word of the server that nobody asked for.
  private mutating func takeUnasked(at time: LogTimestamp) {
    if marks.contains(.bannerSeen) {
      if replyCode == 421 {
        marks.insert(.serverRefused)
        noteRefusal(PendingCommand(verb: .other))
      }
      return
    }
    marks.insert(.bannerSeen)
    if let connectedTime { session.latencies.connectToGreeting = time.since(connectedTime) }
    if replyCode >= 400 {
      marks.insert(.serverRefused)
      noteRefusal(PendingCommand(verb: .connect))
    } else {
      greetingTime = time
      session.greeted = true
      takeServerName()
    }
  }

  /// `ehlo-ok-rsp`: the first line names the server, each other one a service extension
  /// (RFC 5321 section 4.1.1.1). The offer after the handshake replaces the one before.
  private mutating func takeOffer(at time: LogTimestamp) {
    session.extended = true
    session.greeted = true
    // An answer to EHLO behind an accepted STARTTLS has come through TLS, whatever else is missing.
    if marks.contains(.startTLSAccepted), session.tls.state != .failed,
      !marks.contains(.established)
    {
      establish(verified: false, at: time)
    }
    takeServerName()
    let isEncrypted = marks.contains(.established)
    if isEncrypted {
      session.offeredAfterTLS.removeAll(keepingCapacity: true)
    } else {
      session.offeredBeforeTLS.removeAll(keepingCapacity: true)
    }
    let text = replyText
    for line in replyLines.dropFirst() where !line.isEmpty {
      let keyword = session.keep(text.span.extracting(line.indices))
      if isEncrypted {
        session.offeredAfterTLS.append(keyword)
      } else {
        session.offeredBeforeTLS.append(keyword)
      }
    }
  }

  /// The first word of a banner or EHLO reply, where it is a domain or address literal.
  private mutating func takeServerName() {
    let text = replyText
    guard let line = replyLines.first, let end = Self.endOfName(text.span, line) else { return }
    let name = text.span.extracting(Int(line.start)..<end)
    if !session.text(session.helo, equals: name) { session.helo = session.keep(name) }
  }

  private static func endOfName(_ text: Span<UInt8>, _ line: TextRange) -> Int? {
    var end = Int(line.start)
    var looksLikeName = false
    while end < line.end, text[end] != UInt8(ascii: " ") {
      looksLikeName =
        looksLikeName || text[end] == UInt8(ascii: ".") || text[end] == UInt8(ascii: "[")
      end += 1
    }
    return looksLikeName && text[Int(line.start)] != UInt8(ascii: ".") ? end : nil
  }

  /// The final reply to a message. 353 opens one reply for each recipient and one for all (PRDR).
  private mutating func finishMessage(_ command: PendingCommand) {
    guard command.transaction >= 0 else { return }
    if replyCode == 353 {
      session.transactions[command.transaction].perRecipient = true
      expectFirst(PendingCommand(verb: .endOfData, transaction: command.transaction))
      let paths = session.transactions[command.transaction].forwardPaths
      for index in paths.reversed() where session.forwardPaths[index].accepted {
        expectFirst(
          PendingCommand(
            verb: .endOfData, transaction: command.transaction, forwardPath: index))
      }
      return
    }
    if command.forwardPath >= 0 {
      if replyCode >= 400 { session.transactions[command.transaction].refusedRecipients += 1 }
    } else if replyCode / 100 == 2 {
      deliver(command.transaction)
    } else if replyCode >= 400 {
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
    let text = replyText
    var enhanced: EnhancedStatusCode?
    for line in replyLines where enhanced == nil {
      enhanced = EnhancedStatusCode(openingOf: text.span.extracting(line.indices))
    }
    let kept = session.keep(text.span)
    session.refusals.append(
      RefusalFact(
        verb: command.verb, code: replyCode, enhanced: enhanced, implied: false, text: kept,
        path: path))
  }
}

extension EnhancedStatusCode {
  /// `status-code = class "." subject "." detail` (RFC 3463 section 2) at the head of a reply's
  /// text, followed by a blank or the end.
  init?(openingOf text: Span<UInt8>) {
    var numbers: [3 of UInt16] = [0, 0, 0]
    var part = 0
    var digits = 0
    var index = 0
    while index < text.count, text[index] != UInt8(ascii: " ") {
      if text[index] == UInt8(ascii: "."), digits > 0, part < 2 {
        part += 1
        digits = 0
      } else if (48...57).contains(text[index]), digits < 3 {
        numbers[part] = numbers[part] * 10 + UInt16(text[index] - 48)
        digits += 1
      } else {
        return nil
      }
      index += 1
    }
    guard part == 2, digits > 0 else { return nil }
    self.init(numbers[0], numbers[1], numbers[2])
  }
}
