// SPDX-License-Identifier: Apache-2.0

/// What the records say about a session's TLS, in both directions.
///
/// A handshake that was completed stays so: later TLS errors are lost connections. A handshake that
/// was asked for and never completed is a failed one, whichever of the many traces it left (in June
/// 2018 an early close by the peer can leave as little as one `SSL_ERROR_ZERO_RETURN`).
extension SessionSlot {
  /// Applies the event if it is about TLS.
  mutating func applyTLS(_ logged: LoggedEvent, _ text: borrowing RecordText) {
    switch logged.event {
    case .tlsEstablished(let version, let cipher, let bits, _, let verified):
      establish(verified: verified, at: logged.time)
      guard session.tls.version.isEmpty else { break }
      session.tls.version = keep(version, of: text)
      session.tls.cipher = keep(cipher, of: text)
      session.tls.bits = bits
    case .tlsFailed:
      handshakeFailed()
    case .chainElementAccepted:
      session.tls.attempted = true
    case .chainElementRejected(let error, let reason, _, _):
      session.tls.attempted = true
      guard session.tls.verifyError == 0, !marks.contains(.established) else { break }
      session.tls.verifyError = error
      session.tls.verifyErrorText = keep(reason, of: text)
    case .certificateVerdict(let verified):
      judgeCertificate(verified: verified, at: logged.time)
    case .noCertificate:
      session.tls.certificate = TLSFacts.Certificate.none
    case .verifiedName(let name):
      if !name.isEmpty { session.verifiedName = keep(name, of: text) }
    case .daneMatch(let usage, _, _):
      marks.insert(.daneMatched)
      session.tls.method = Self.method(ofUsage: usage)
    case .daneEnforced:
      handshakeFailed()
    case .certificateMissing(let name):
      session.tls.attempted = true
      if hasRoom(session.missingCertificates.count) {
        session.missingCertificates.append(keep(name, of: text))
      }
    case .tlsError(let reason):
      noteError(reason, of: text)
    case .tlsFatal:
      if marks.contains(.established) { lose() } else { handshakeFailed() }
      if logged.severity == .fatal { marks.insert(.endedByTLS) }
    default:
      return
    }
    marks.insert(.substantial)
  }

  /// TLS is up.
  mutating func establish(verified: Bool, at time: LogTimestamp) {
    session.tls.attempted = true
    marks.remove(.handshakeBroken)
    if verified || session.tls.state != .verified {
      session.tls.state = verified ? .verified : .encrypted
    }
    if verified {
      session.tls.certificate = .good
      if !marks.contains(.daneMatched) { session.tls.method = .pkix }
    } else if session.tls.certificate == nil, isOutbound == false,
      time >= SessionLimits.clientCertificatesLogged
    {
      session.tls.certificate = TLSFacts.Certificate.none
    }
    guard !marks.contains(.established) else { return }
    marks.insert(.established)
    if let start = handshakeStart ?? lastGreetingTime {
      session.latencies.handshake = time.since(start)
    }
  }

  mutating func handshakeFailed() {
    guard !marks.contains(.established) else { return }
    session.tls.attempted = true
    session.tls.state = .failed
    if session.tls.error.isEmpty { session.tls.error = failureText }
    marks.insert(.handshakeBroken)
  }

  /// Outbound the verdict is the whole truth until June 2018: no other line says that the
  /// handshake was completed.
  private mutating func judgeCertificate(verified: Bool, at time: LogTimestamp) {
    session.tls.attempted = true
    if isOutbound {
      if !marks.contains(.established) || verified { establish(verified: verified, at: time) }
    } else if marks.contains(.established) {
      return
    }
    session.tls.certificate = verified ? .good : .offeredBad
  }

  /// An entry of OpenSSL's error queue says more than the names of its return codes.
  private mutating func noteError(_ reason: TextRange, of text: borrowing RecordText) {
    guard !marks.contains(.established) else { return lose() }
    session.tls.attempted = true
    if session.tls.error.isEmpty || text.begins(reason, with: "error:") {
      session.tls.error = keep(reason, of: text)
    }
  }

  /// RFC 6698 section 2.1.1, RFC 7218 section 2.1: PKIX-TA, PKIX-EE, DANE-TA, DANE-EE.
  private static func method(ofUsage usage: UInt8) -> TLSFacts.Method? {
    switch usage {
    case 0, 1: .pkix
    case 2: .daneTA
    case 3: .daneEE
    default: nil
    }
  }
}
