// SPDX-License-Identifier: Apache-2.0

extension Session {
  /// Copies `octets` into the arena; the empty range when there are none or no room is left.
  mutating func keep(_ octets: Span<UInt8>) -> TextRange {
    guard !octets.isEmpty else { return .empty }
    let start = textEnd
    guard octets.count <= SessionLimits.text - start else {
      truncated = true
      return .empty
    }
    text.write(octets, at: start)
    textEnd = start + octets.count
    return TextRange(start: start, count: octets.count)
  }

  /// The octets of a range of the arena.
  @_lifetime(borrow self)
  package func octets(_ range: TextRange) -> Span<UInt8> {
    text.span.extracting(range.indices)
  }

  /// Whether a range of the arena holds just these octets.
  func text(_ range: TextRange, equals other: Span<UInt8>) -> Bool {
    octets(range).equals(other)
  }

  /// Makes this an empty session whose lists keep their storage. Field by field: a session is large,
  /// and moving one about costs more than all that most sessions hold.
  mutating func reset() {
    direction = .inbound
    zoneOffsetMinutes = nil
    recordCount = 0
    ambiguous = false
    truncated = false
    duplicateRecords = 0
    hasInfo = false
    warningKey = 0
    errorKey = 0
    fatalKey = 0
    peerName = .empty
    peerAddress = .empty
    helo = .empty
    extended = false
    greeted = false
    greetingMismatch = false
    greetingUnresolvable = false
    recipientDomain = .empty
    verifiedName = .empty
    facts = DomainFacts()
    tls = TLSFacts()
    ending = .stillOpen
    saidQuit = false
    latencies = PhaseLatencies()
    transactions.clear()
    forwardPaths.clear()
    parameters.clear()
    refusals.clear()
    offences.clear()
    offeredBeforeTLS.clear()
    offeredAfterTLS.clear()
    missingCertificates.clear()
    records.clear()
    recordText.clear()
    textEnd = 0
  }
}

extension Array {
  /// Empties the list and keeps its storage.
  mutating func clear() {
    if !isEmpty { removeAll(keepingCapacity: true) }
  }
}
