// SPDX-License-Identifier: Apache-2.0

/// What in a message stands against decoding its leaves, by the rules that `ConversionPlanner` goes by.
struct ConversionOutlook: Sendable {
  /// What is known of a leaf when its body begins.
  struct Leaf: Sendable {
    /// Why nothing about it may be changed.
    var fixed: ConversionReason?
    /// Why its body is not decoded.
    var obstacle: ConversionReason?
  }

  private static let policy = ConversionPolicy(target: .binary)

  /// The first reason, in the order of the reasons, against any conversion of the message.
  private var reason: ConversionReason?
  private var isEncodedComposite = false
  private var headerOctets = 0
  /// The outermost entity in which nothing may be changed, by its depth.
  private var fixed: (depth: Int, reason: ConversionReason)?
  /// Depth of the outermost multipart that is open.
  private var multipartDepth: Int?
  /// Line ends of header sections and of what stands around body parts.
  private var frame = LineEndTally()
  /// Line ends of bodies that stay.
  private var kept = LineEndTally()
  /// A binary body, not text, holds line breaks.
  private var hasBinaryLines = false

  mutating func note(reason found: ConversionReason) { reason = min(reason ?? found, found) }

  mutating func note(_ defect: Defect.Kind) {
    if defect == .encodedComposite {
      isEncodedComposite = true
    } else if let found = ConversionReason(ambiguityOf: defect) {
      note(reason: found)
    }
  }

  mutating func beginEntity() {
    isEncodedComposite = false
    headerOctets = 0
  }

  mutating func countHeader(_ count: Int, endsInLoneLF: Bool?) {
    headerOctets += count
    if let endsInLoneLF { frame.add(isLoneLF: endsInLoneLF) }
  }

  mutating func countHeader(_ count: Int, _ lines: HeaderLines) {
    headerOctets += count
    if lines.loneLineFeedCount > 0 { frame.add(isLoneLF: true) }
    if lines.count > lines.loneLineFeedCount { frame.add(isLoneLF: false) }
  }

  mutating func countStructure(_ counts: OctetCounts) { frame.add(counts) }

  /// Ends a header section.
  mutating func begin(_ head: EntityHead) -> Leaf {
    if headerOctets > RestoredHeader.octetLimit / 2 { note(reason: .limitReached) }
    if isEncodedComposite, !Eligibility.mayBeEncoded(head) {
      note(reason: .encodedComposite)
    }
    let depth = head.depth
    if let outer = fixed, depth <= outer.depth { fixed = nil }
    if let outer = multipartDepth, depth <= outer { multipartDepth = nil }
    if fixed == nil, let found = Eligibility.fixed(head) { fixed = (depth, found) }
    defer { if multipartDepth == nil, head.kind == .multipart { multipartDepth = depth } }
    guard head.kind == .leaf else { return Leaf() }
    return Leaf(
      fixed: fixed?.reason,
      obstacle: Eligibility.obstacle(
        head, Self.policy, isEnclosed: multipartDepth != nil))
  }

  /// Notes a body that stays as it is.
  mutating func keep(_ head: EntityHead, _ lineEnds: LineEndTally, hasLines: Bool) {
    kept.add(lineEnds)
    if head.encoding == .binary, !head.type.isText, hasLines { hasBinaryLines = true }
  }

  /// Why leaves that could be converted stay nevertheless; known at the end of the message.
  var obstacle: ConversionReason? {
    if let reason { return reason }
    if frame.isMixed { return .mixedLineEnds }
    guard frame.isStore else { return nil }
    if hasBinaryLines { return .binaryInLineStore }
    return kept.hasCRLF ? .mixedLineEnds : nil
  }
}
