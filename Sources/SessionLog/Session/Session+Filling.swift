// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// Filling a session record by record. Its lists keep their storage from session to session.
extension Session {
  /// The octets of a range of the arena.
  @_lifetime(borrow self)
  @inline(__always)
  package func octets(_ range: TextRange) -> Span<UInt8> { text.span.extracting(range.indices) }

  /// Whether a range of the arena holds just these octets.
  @inline(__always)
  func holds(_ other: Span<UInt8>, at range: TextRange) -> Bool {
    Int(range.count) == other.count && octets(range).equals(other)
  }

  /// Copies `octets` into the arena; the empty range when there are none or no room is left.
  @inline(__always)
  mutating func keep(_ octets: Span<UInt8>) -> TextRange {
    guard !octets.isEmpty else { return .empty }
    let start = text.count
    guard octets.count <= SessionLimits.text - start else {
      truncated = true
      return .empty
    }
    text.append(octets)
    return TextRange(start: start, count: octets.count)
  }

  /// Keeps a record word for word. Its ranges are of `block`.
  mutating func keep(_ record: KeptRecord, of block: Span<UInt8>) {
    guard recordText.count < SessionLimits.keptRecordText else {
      truncated = true
      return
    }
    let distance = recordText.count - Int(record.record.start)
    recordText.append(block.extracting(record.record.indices))
    var kept = record
    kept.record = record.record.moved(by: distance)
    kept.message = record.message.moved(by: distance)
    records.append(kept)
  }

  /// Makes this an empty session whose lists keep their storage. The direction, the identity and the
  /// times are the next session's to set.
  mutating func reset() {
    direction = .inbound
    recordCount = 0
    doubt = []
    thrownDoubt = []
    truncated = false
    duplicateRecords = 0
    lacksBeginning = false
    mayFollow = false
    isFragment = false
    continuation = nil
    hasInfo = false
    warningKey = 0
    errorKey = 0
    fatalKey = 0
    repeatedRecords.removeAll(keepingCapacity: true)
    peerName = .empty
    peerAddress = .empty
    helo = .empty
    extended = .no
    greeted = .no
    greetingMismatch = false
    greetingUnresolvable = false
    recipientDomain = .empty
    verifiedName = .empty
    facts = DomainFacts()
    tls = TLSFacts()
    ending = .stillOpen
    gaveUp = .empty
    quit = .no
    latencies = PhaseLatencies()
    transactions.removeAll(keepingCapacity: true)
    forwardPaths.removeAll(keepingCapacity: true)
    parameters.removeAll(keepingCapacity: true)
    refusals.removeAll(keepingCapacity: true)
    offences.removeAll(keepingCapacity: true)
    offeredBeforeTLS.removeAll(keepingCapacity: true)
    offeredAfterTLS.removeAll(keepingCapacity: true)
    missingCertificates.removeAll(keepingCapacity: true)
    text.removeAll(keepingCapacity: true)
    records.removeAll(keepingCapacity: true)
    recordText.removeAll(keepingCapacity: true)
  }

  /// Makes not logged what the records of a session in doubt leave out: a line that is missing could have
  /// said it. To be asked when the session is over.
  mutating func withholdWhatIsInDoubt() {
    guard !doubt.isEmpty else { return }
    // A record about a failed handshake says so of this peer, whichever of its sessions it was in.
    let isFailureStated = doubt == .sharedAddress && !tls.continuedInPlaintext
    if tls.state == .plaintext || tls.state == .failed && !isFailureStated {
      tls.state = .notLogged
      tls.continuedInPlaintext = false
    }
    if tls.certificate == TLSFacts.Certificate.none { tls.certificate = nil }
    if greeted == .no { greeted = .notLogged }
    if extended == .no, greeted != .yes { extended = .notLogged }
    if quit == .no { quit = .notLogged }
    for index in transactions.indices where transactions[index].delivered == .no {
      transactions[index].delivered = .notLogged
    }
    switch ending {
    case .lostAfterMessage, .lostIdle, .lostInCommand: ending = .notLogged
    default: break
    }
  }
}
