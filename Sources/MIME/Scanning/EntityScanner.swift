// SPDX-License-Identifier: Apache-2.0

/// Stage 1: chunks of one message → events. A push scanner: feed it with `scan`, end with `finish`.
///
/// It is lossless (the octets of all events are the message), does not depend on how the message is cut into chunks,
/// holds no more than one undecided line (`ParseLimits.lineOctets`) and the enclosing boundaries, does not recurse, and
/// takes time linear in the octets. Line ends may be CRLF, LF or mixed; a lone CR is an ordinary octet.
public struct EntityScanner: Sendable {
  /// The limits in force.
  public let limits: ParseLimits

  /// What the next octets are.
  enum Mode: Sendable {
    /// Lines of a header section.
    case header
    /// Octets between delimiters.
    case octets(OctetKind)
  }

  enum OctetKind: Sendable {
    case body, preamble, epilogue, unparsed

    var event: EntityEvent {
      switch self {
      case .body: .body
      case .preamble: .preamble
      case .epilogue: .epilogue
      case .unparsed: .unparsed
      }
    }
  }

  /// A line break that was read but not yet reported, since a delimiter may follow and own it.
  enum HeldBreak: Sendable {
    case none, cr, lf, crlf
  }

  var mode = Mode.header
  var frames: [EntityFrame] = []
  var header = HeaderProgress()
  /// Octets of an undecided line, from its beginning, kept over the end of a chunk.
  var carry: [UInt8] = []
  var heldBreak = HeldBreak.none
  var isAtLineStart = true
  /// Octets reported so far.
  var offset = 0
  var entityCount = 0
  /// Multiparts among `frames` whose delimiters are still looked for.
  var openBoundaries = 0
  private var hasFinished = false

  /// A scanner for one message.
  ///
  /// - Precondition: no limit is negative, and `limits.lineOctets` is at least `ParseLimits.minimumLineOctets`.
  public init(limits: ParseLimits = .standard) {
    precondition(limits.areUsable, "ParseLimits: a negative limit, or lineOctets too small")
    self.limits = limits
  }

  /// Scans the next octets of the message.
  ///
  /// - Precondition: `finish` was not called. Another message needs another scanner.
  public mutating func scan(_ octets: Span<UInt8>, into sink: inout some EntityEventSink) {
    precondition(!hasFinished, "EntityScanner: a scanner takes one message")
    var start = 0
    if !carry.isEmpty {
      start = completeCarry(from: octets)
      guard carryIsDecided else { return }
      releaseCarry(isFinal: false, into: &sink)
    }
    if start < octets.count {
      let taken = process(octets, from: start, isFinal: false, into: &sink)
      keepCarry(octets, from: taken)
    }
  }

  /// Reports what was held back and ends all entities that are still open.
  public mutating func finish(into sink: inout some EntityEventSink) {
    guard !hasFinished else { return }
    hasFinished = true
    if !carry.isEmpty { releaseCarry(isFinal: true, into: &sink) }
    if case .header = mode { endHeaderSection(isClosed: false, into: &sink) }
    if case .octets(let kind) = mode { tellHeldBreak(kind.event, into: &sink) }
    closeEntities(downTo: 0, into: &sink)
  }

  // MARK: The undecided line

  /// Moves octets from a chunk to `carry` until the line's end or the limit; returns how many.
  private mutating func completeCarry(from octets: Span<UInt8>) -> Int {
    let room = limits.lineOctets - carry.count
    var index = 0
    while index < octets.count, index < room {
      let octet = octets[index]
      carry.append(octet)
      index += 1
      if octet == Octet.lf { break }
    }
    return index
  }

  private var carryIsDecided: Bool { carry.last == Octet.lf || carry.count >= limits.lineOctets }

  private mutating func releaseCarry(isFinal: Bool, into sink: inout some EntityEventSink) {
    let line = carry
    carry = []
    let taken = process(line.span, from: 0, isFinal: isFinal, into: &sink)
    keepCarry(line.span, from: taken)
  }

  private mutating func keepCarry(_ octets: Span<UInt8>, from start: Int) {
    var index = start
    while index < octets.count {
      carry.append(octets[index])
      index += 1
    }
  }

  /// Takes as many octets as can be decided and returns the index behind them. What is left is the beginning of one
  /// line, shorter than the limit; nothing is left when `isFinal`.
  private mutating func process(
    _ octets: Span<UInt8>, from start: Int, isFinal: Bool, into sink: inout some EntityEventSink
  ) -> Int {
    var index = start
    while index < octets.count {
      let next: Int?
      switch mode {
      case .header: next = scanHeaderLine(octets, from: index, isFinal: isFinal, into: &sink)
      case .octets(let kind):
        next = scanOctets(octets, from: index, kind: kind, isFinal: isFinal, into: &sink)
      }
      guard let next else { return index }
      index = next
    }
    return index
  }

  // MARK: Reporting

  @inline(__always)
  mutating func tell(
    _ event: EntityEvent, _ octets: Span<UInt8>, into sink: inout some EntityEventSink
  ) {
    guard octets.count > 0 else { return }
    sink.receive(event, octets)
    offset += octets.count
  }

  @inline(__always)
  func announce(_ event: EntityEvent, into sink: inout some EntityEventSink) {
    sink.receive(event, Span())
  }

  func report(_ kind: Defect.Kind, at place: Int, into sink: inout some EntityEventSink) {
    sink.receive(.defect(Defect(kind, at: place)), Span())
  }

  /// Reports the held line break as octets of that kind.
  mutating func tellHeldBreak(_ event: EntityEvent, into sink: inout some EntityEventSink) {
    let octets: InlineArray<2, UInt8> = [heldBreak == .lf ? Octet.lf : Octet.cr, Octet.lf]
    let count =
      switch heldBreak {
      case .none: 0
      case .cr, .lf: 1
      case .crlf: 2
      }
    heldBreak = .none
    tell(event, octets.span.extracting(0..<count), into: &sink)
  }
}
