// SPDX-License-Identifier: Apache-2.0

/// What a line says in the words that all servers' logs have in common: for the explanation of a session.
extension PostfixEvent {
  func common(isDelivery: Bool) -> SessionEvent {
    switch self {
    case .connected: .connected(client: .empty)
    case .disconnected(_, let statistics): .otherCommand(verb: statistics)
    case .broken(.timedOut, _, _): .timedOut(client: .empty)
    case .broken(.lost, _, _): .peerClosed
    case .broken(.tooManyErrors, _, _), .processDied: .processEnded
    case .limitPassed: .blocked(reason: .badHost, detail: .empty)
    case .offence(let offence, let text): .offence(offence, text: text)
    case .authenticationFailed(_, _, let reason): .replyLine(code: 535, more: false, text: reason)
    case .tlsEstablished(let level, _, _, _, let version, let cipher, let bits):
      .tlsEstablished(
        version: version, cipher: cipher, bits: bits, keyBits: bits,
        verified: level == .verified || level == .trusted && !isDelivery)
    case .handshakeFailed(_, _, let reason), .tlsProblem(let reason): .tlsError(text: reason)
    case .certificateRefused(_, let error, let reason):
      .chainElementRejected(error: error, text: reason, depth: 0, subject: .empty)
    case .client: .data
    case .active(let path, let octets, _): .delivered(octets: octets, id: path)
    case .tooLarge: .refused(.sizeLimit, text: .empty)
    case .action(let action, let refusal) where action.refuses:
      .replyLine(code: max(refusal.code, 400), more: false, text: refusal.text)
    case .delivery(let delivery):
      .replyLine(
        code: delivery.status == .sent ? 250 : delivery.status == .deferred ? 450 : 550,
        more: false, text: delivery.reason)
    case .attemptFailed(_, let text): .clientGaveUp(reason: text)
    case .screened(.connected, _, _): .connected(client: .empty)
    case .screened(.earlyTalker, _, _): .earlyTalker(client: .empty)
    case .screened(.hungUp, _, _), .screened(.closed, _, _): .peerClosed
    case .screened(.timeLimit, _, _): .timedOut(client: .empty)
    case .action, .nameUnconfirmed, .handedIn, .messageID, .removed, .expired, .notified,
      .screened, .systemLife, .remark:
      .remark
    }
  }
}
