// SPDX-License-Identifier: Apache-2.0
package import MailTypes
package import SessionLog

/// Short ways to make sessions for tests; texts go into the session's arena.
extension Session {
  package init(
    _ direction: Direction, id: UInt64 = 1, at seconds: Int64 = 0,
    peer: String = "", address: String = "", helo: String = "", verified: String = ""
  ) {
    self.init()
    self.direction = direction
    self.id = SessionID(id)
    start = LogTimestamp(microseconds: seconds * 1_000_000)
    end = LogTimestamp(microseconds: (seconds + 2) * 1_000_000)
    peerName = put(peer)
    peerAddress = put(address)
    self.helo = put(helo)
    verifiedName = put(verified)
    greeted = .yes
    extended = .yes
    ending = .quit
    quit = .yes
  }

  package mutating func put(_ string: String) -> TextRange {
    let start = text.count
    text += Array(string.utf8)
    return TextRange(start: start, count: text.count - start)
  }

  package mutating func encrypt(
    _ version: String = "TLSv1.3", _ cipher: String = "TLS_AES_256_GCM_SHA384", bits: UInt16 = 256,
    state: TLSFacts.State = .encrypted
  ) {
    tls.state = state
    tls.attempted = true
    tls.version = put(version)
    tls.cipher = put(cipher)
    tls.bits = bits
  }

  package mutating func failHandshake(_ error: String = "error:0A000418:SSL routines::unknown ca") {
    tls.state = .failed
    tls.attempted = true
    tls.error = put(error)
    ending = .lostIdle
    quit = .no
  }

  package mutating func deliver(
    from path: String = "a@sender.example", to recipient: String = "b@rcpt.example",
    octets: UInt64 = 1000, by transfer: Transaction.Transfer = .data,
    body: Transaction.BodyKind = .unstated, smtputf8: Bool = false
  ) {
    var transaction = Transaction()
    transaction.reversePath = put(path)
    transaction.transfer = transfer
    transaction.chunks = transfer == .bdat ? 1 : 0
    transaction.octets = octets
    transaction.delivered = .yes
    transaction.body = body
    transaction.smtputf8 = smtputf8
    let first = forwardPaths.count
    forwardPaths.append(ForwardPath(path: put(recipient), accepted: true))
    transaction.forwardPaths = first..<forwardPaths.count
    transactions.append(transaction)
  }

  package mutating func refuse(
    _ verb: SessionEvent.Verb, _ code: UInt16, _ enhanced: EnhancedStatusCode?, _ reply: String,
    path: String = "", implied: Bool = false, transaction: Int = -1
  ) {
    refusals.append(
      RefusalFact(
        verb: verb, code: code, enhanced: enhanced, implied: implied, text: put(reply),
        path: put(path), transaction: transaction))
  }

  package mutating func offer(before: [String] = [], after: [String] = []) {
    for line in before {
      let range = put(line)
      offeredBeforeTLS.append(range)
    }
    for line in after {
      let range = put(line)
      offeredAfterTLS.append(range)
    }
  }

  /// The session after a change.
  package func with(_ change: (inout Session) -> Void) -> Session {
    var session = self
    change(&session)
    return session
  }
}
