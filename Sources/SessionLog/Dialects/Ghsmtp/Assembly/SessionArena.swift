// SPDX-License-Identifier: Apache-2.0

extension Session {
  /// The octets of a range of the arena.
  @_lifetime(borrow self)
  package func octets(_ range: TextRange) -> Span<UInt8> {
    text.span.extracting(range.indices)
  }

  /// Makes this what a session was when it was over. All fields are set; the lists keep their
  /// storage from session to session. (The draft stays as it is: `inout` lets it be looked at where
  /// it lies, where a copy would cost more than all this.)
  mutating func take(_ draft: inout SessionDraft) {
    direction = draft.direction
    id = draft.id
    start = draft.start
    end = draft.end
    zoneOffsetMinutes = draft.zoneOffsetMinutes
    yearSource = draft.yearSource
    input = draft.input
    firstOrdinal = draft.firstOrdinal
    recordCount = draft.recordCount
    ambiguous = draft.ambiguous
    truncated = draft.truncated
    lacksBeginning = draft.lacksBeginning
    mayFollow = draft.mayFollow
    thread = draft.thread
    continuation = nil
    duplicateRecords = draft.duplicateRecords
    hasInfo = draft.hasInfo
    warningKey = draft.warningKey
    errorKey = draft.errorKey
    fatalKey = draft.fatalKey
    peerName = draft.peerName
    peerAddress = draft.peerAddress
    helo = draft.helo
    extended = draft.extended
    greeted = draft.greeted
    greetingMismatch = draft.greetingMismatch
    greetingUnresolvable = draft.greetingUnresolvable
    recipientDomain = draft.recipientDomain
    verifiedName = draft.verifiedName
    facts = draft.facts
    tls = draft.tls
    ending = draft.ending
    gaveUp = draft.gaveUp
    saidQuit = draft.saidQuit
    isQuitUntold = draft.isQuitUntold
    latencies = draft.latencies
    draft.transactions.copy(into: &transactions)
    draft.forwardPaths.copy(into: &forwardPaths)
    draft.parameters.copy(into: &parameters)
    draft.refusals.copy(into: &refusals)
    draft.offences.copy(into: &offences)
    draft.offeredBeforeTLS.copy(into: &offeredBeforeTLS)
    draft.offeredAfterTLS.copy(into: &offeredAfterTLS)
    draft.missingCertificates.copy(into: &missingCertificates)
    text.write(draft.text.span)
    textEnd = draft.text.count
    draft.records.copy(into: &records)
    draft.recordText.copy(into: &recordText)
  }
}
