// SPDX-License-Identifier: Apache-2.0

/// A session that is not over yet: what `Session` says, in lists that have one owner and are used
/// again and again.
struct SessionDraft: ~Copyable, Sendable {
  // MARK: Changed by each record
  var end = LogTimestamp(microseconds: 0)
  var recordCount: UInt32 = 0
  var hasInfo = false
  /// May go on with a session that the end of another input cut off: its records are kept.
  var mayFollow = false
  var thread: UInt64 = 0

  // MARK: The rest, as in `Session`
  var direction = Session.Direction.inbound
  var yearSource = YearSource.line
  var ambiguous = false
  var truncated = false
  var lacksBeginning = false
  var extended = false
  var greeted = false
  var greetingMismatch = false
  var greetingUnresolvable = false
  var saidQuit = false
  var isQuitUntold = false
  var ending = SessionEnd.stillOpen
  var facts = DomainFacts()
  var id = SessionID(0)
  var start = LogTimestamp(microseconds: 0)
  var zoneOffsetMinutes: Int16?
  var input = 0
  var firstOrdinal: UInt64 = 0
  var duplicateRecords: UInt32 = 0
  var warningKey: UInt64 = 0
  var errorKey: UInt64 = 0
  var fatalKey: UInt64 = 0
  var peerName = TextRange.empty
  var peerAddress = TextRange.empty
  var helo = TextRange.empty
  var recipientDomain = TextRange.empty
  var verifiedName = TextRange.empty
  var gaveUp = TextRange.empty
  var tls = TLSFacts()
  var latencies = PhaseLatencies()

  var text = SlotList<UInt8>()
  var transactions = SlotList<Transaction>()
  var forwardPaths = SlotList<ForwardPath>()
  var parameters = SlotList<TextRange>()
  var refusals = SlotList<RefusalFact>()
  var offences = SlotList<Offence>()
  var offeredBeforeTLS = SlotList<TextRange>()
  var offeredAfterTLS = SlotList<TextRange>()
  var missingCertificates = SlotList<TextRange>()
  var records = SlotList<KeptRecord>()
  var recordText = SlotList<UInt8>()

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

  /// Keeps a record of this session.
  mutating func keepRecord(_ logged: LoggedEvent, of block: Span<UInt8>) {
    guard recordText.count < SessionLimits.keptRecordText else {
      truncated = true
      return
    }
    let distance = recordText.count - Int(logged.record.start)
    recordText.append(block.extracting(logged.record.indices))
    records.append(
      KeptRecord(
        time: logged.time, severity: logged.severity, origin: logged.origin,
        record: logged.record.moved(by: distance), message: logged.message.moved(by: distance),
        event: logged.event))
  }

  /// Makes this an empty session whose lists keep their storage. What `SessionSlot.begin` sets anew
  /// stays as it is.
  mutating func reset() {
    recordCount = 0
    hasInfo = false
    direction = .inbound
    ambiguous = false
    truncated = false
    extended = false
    greeted = false
    greetingMismatch = false
    greetingUnresolvable = false
    saidQuit = false
    isQuitUntold = false
    ending = .stillOpen
    facts = DomainFacts()
    duplicateRecords = 0
    warningKey = 0
    errorKey = 0
    fatalKey = 0
    peerName = .empty
    peerAddress = .empty
    helo = .empty
    recipientDomain = .empty
    verifiedName = .empty
    gaveUp = .empty
    tls = TLSFacts()
    latencies = PhaseLatencies()
    text.removeAll()
    transactions.removeAll()
    forwardPaths.removeAll()
    parameters.removeAll()
    refusals.removeAll()
    offences.removeAll()
    offeredBeforeTLS.removeAll()
    offeredAfterTLS.removeAll()
    missingCertificates.removeAll()
    records.removeAll()
    recordText.removeAll()
  }
}

extension SlotList<UInt8> {
  /// The octets of a range of the arena.
  @_lifetime(borrow self)
  @inline(__always)
  func octets(_ range: TextRange) -> Span<UInt8> { span.extracting(range.indices) }

  /// Whether a range of the arena holds just these octets.
  @inline(__always)
  func holds(_ other: Span<UInt8>, at range: TextRange) -> Bool {
    Int(range.count) == other.count && octets(range).equals(other)
  }
}
