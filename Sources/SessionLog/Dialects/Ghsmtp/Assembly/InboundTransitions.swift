// SPDX-License-Identifier: Apache-2.0

/// What a record means to a session in which we are the server.
extension SessionSlot {
  mutating func applyInbound(_ logged: LoggedEvent, _ text: borrowing RecordText) {
    if isOfForwarding(logged) { return }
    marks.insert(.inbound)
    switch logged.event {
    case .connected(let client):
      marks.formUnion([.substantial, .connected])
      connectedTime = logged.time
      identify(client, of: text)
    case .greeting(let extended, let helo, let client):
      greet(extended: extended, helo: helo, client: client, at: logged.time, of: text)
    case .greetingMismatch:
      session.greetingMismatch = true
      acted()
    case .greetingUnresolvable:
      session.greetingUnresolvable = true
      acted()
    case .earlyTalker(let client):
      identify(client, of: text)
      acted()
      note(.earlyTalker)
      block(.earlyTalker, detail: TextRange(start: 0, count: 0), of: text)
    case .blocked(let reason, let detail):
      block(reason, detail: detail, of: text)
    case .startTLSRefused(let whole):
      refuse(.startTLSMisplaced, path: .empty, whole: whole, of: text)
    case .refused(let refusal, let whole):
      refuse(refusal, path: .empty, whole: whole, of: text)
    case .pathRefused(let refusal, let path, let whole):
      refuse(refusal, path: path, whole: whole, of: text)
    case .offence(let offence, _):
      marks.insert(.substantial)
      note(offence)
    case .authAttempt:
      acted()
      note(
        Refusal.authentication.implied(by: .known(at: session.start)), reason: .authentication,
        path: .empty, text: .empty)
      marks.insert(.closedByUs)
    case .reset, .otherCommand, .verdict, .senderPolicy, .quit:
      applyCommand(logged)
    case .mailFrom, .mailParameter, .rcptTo, .data, .bdat, .delivered:
      applyTransaction(logged, text)
    case .processEnded, .timedOut, .peerClosed, .connectionFailed, .aborted:
      applyEnd(logged, text)
    default:
      applyTLS(logged, text)
    }
  }

  /// From August 2020 to 2026 the server forwarded mail by itself, so that a client's lines stand between
  /// a session's own: its commands and replies, and what the files that server and client share log of
  /// its TLS. They say nothing about the peer of this session.
  private mutating func isOfForwarding(_ logged: LoggedEvent) -> Bool {
    switch logged.origin {
    case .client:
      marks.insert(.forwarding)
      switch logged.event {
      case .replyLine(221, _, _), .connectFailed, .clientGaveUp: marks.remove(.forwarding)
      default: break
      }
    case .shared where marks.contains(.forwarding): break
    default:
      marks.remove(.forwarding)
      return false
    }
    forwardingRecords += 1
    return true
  }

  /// A command was accepted, or something else happened that ends what was before.
  mutating func acted() {
    marks.insert(.substantial)
    marks.subtract([.closedByUs, .handshakeBroken, .justStored, .dataBroken])
  }

  /// The peer is gone.
  mutating func lose() {
    marks.insert(.lost)
    if session.quit == .yes { marks.insert(.failedAfterQuit) }
  }

  /// A read or write failed. In a handshake, the handshake's own end follows.
  mutating func fail(_ reason: TextRange, of text: borrowing RecordText) {
    failureText = keep(reason, of: text)
    if text.contains("timed out", in: reason) { marks.insert(.timedOut) } else { lose() }
  }

  private mutating func applyCommand(_ logged: LoggedEvent) {
    switch logged.event {
    case .verdict(let ham, _):
      if ham { hamTime = logged.time }
    case .senderPolicy:
      break
    case .reset:
      acted()
      marks.remove(.bodyAsCommands)
      openTransaction = -1
    case .quit:
      acted()
      marks.remove(.bodyAsCommands)
      session.quit = .yes
      openTransaction = -1
    default:
      acted()
    }
  }

  private mutating func applyEnd(_ logged: LoggedEvent, _ text: borrowing RecordText) {
    switch logged.event {
    case .processEnded:
      marks.formUnion([.substantial, .processEnded])
    case .timedOut(let client):
      identify(client, of: text)
      marks.formUnion([.substantial, .timedOut])
    case .peerClosed:
      marks.formUnion([.substantial, .lost])
    case .connectionFailed(let reason):
      marks.insert(.substantial)
      fail(reason, of: text)
    case .aborted(let reason):
      abort(reason, of: text)
    default:
      break
    }
  }

  /// A failed check of the handshake's timer is a time-out; every other one kills the process.
  mutating func abort(_ reason: TextRange, of text: borrowing RecordText) {
    marks.insert(.substantial)
    if text.contains("timed out", in: reason) {
      marks.insert(.timedOut)
      if text.contains("tls timed out", in: reason) || text.contains("starttls", in: reason) {
        failureText = keep(reason, of: text)
        handshakeFailed()
      }
    } else {
      marks.insert(.aborted)
    }
  }

  private mutating func greet(
    extended: Bool, helo: TextRange, client: TextRange, at time: LogTimestamp,
    of text: borrowing RecordText
  ) {
    noteGreeting(extended: extended)
    acted()
    marks.remove(.bodyAsCommands)
    openTransaction = -1
    session.greeted = .yes
    session.extended = Stated(extended)
    let ascii = PeerIdentity.asciiForm(helo, of: text)
    if !session.holds(text.octets(ascii), at: session.helo) {
      session.helo = keep(ascii, of: text)
    }
    if greetingTime == nil {
      greetingTime = time
      if let connectedTime { session.latencies.connectToGreeting = time.since(connectedTime) }
    }
    lastGreetingTime = time
    let isBareAddress = text.begins(client, with: "[")
    identify(client, of: text)
    guard isBareAddress, !text.begins(ascii, with: "[") else { return }
    // The log leaves out the confirmed name where the greeting name is one of the confirmed names.
    // Without any confirmed name it looks the same since 2021; `connect from` says.
    let isConfirmed =
      marks.contains(.connected)
      ? !session.peerName.isEmpty : time < SessionLimits.bareAddressAmbiguous
    if isConfirmed { session.peerName = session.helo }
  }

  private mutating func identify(_ client: TextRange, of text: borrowing RecordText) {
    guard !client.isEmpty else { return }
    let peer = PeerIdentity(client, of: text)
    if session.peerAddress.isEmpty { session.peerAddress = keep(peer.address, of: text) }
    if !peer.name.isEmpty, !session.holds(text.octets(peer.name), at: session.peerName) {
      session.peerName = keep(peer.name, of: text)
    }
  }
}
