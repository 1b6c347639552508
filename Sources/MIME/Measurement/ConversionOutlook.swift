// SPDX-License-Identifier: Apache-2.0

/// What in a message stands against decoding its leaves, by the rules that `ConversionPlanner` goes by.
struct ConversionOutlook: Sendable {
  /// The rules for a store.
  private(set) var rules = ConversionRules(policy: ConversionPolicy(target: .binary))
  /// Line ends of header sections and of what stands around body parts.
  private var frame = LineEndTally()
  /// Line ends of bodies that stay.
  private var kept = LineEndTally()
  /// A binary body, not text, holds line breaks.
  private var hasBinaryLines = false

  mutating func note(_ defect: Defect.Kind) { rules.note(defect) }

  mutating func beginEntity() { rules.beginEntity() }

  mutating func beginField(_ name: FieldName) { rules.beginField(name) }

  mutating func countHeader(_ count: Int, endsInLoneLF: Bool?) {
    rules.countHeader(count)
    if let endsInLoneLF { frame.add(isLoneLF: endsInLoneLF) }
  }

  mutating func countHeader(_ count: Int, _ lines: HeaderLines) {
    rules.countHeader(count)
    if lines.loneLineFeedCount > 0 { frame.add(isLoneLF: true) }
    if lines.count > lines.loneLineFeedCount { frame.add(isLoneLF: false) }
  }

  mutating func countStructure(_ counts: OctetCounts) { frame.add(counts) }

  /// Ends a header section.
  mutating func begin(_ head: EntityHead) -> ConversionRules.Ruling { rules.begin(head) }

  /// Notes a body that stays as it is.
  mutating func keep(_ head: EntityHead, _ lineEnds: LineEndTally, hasLines: Bool) {
    kept.add(lineEnds)
    if head.encoding == .binary, !head.type.isText, hasLines { hasBinaryLines = true }
  }

  /// Why leaves that could be converted stay nevertheless; known at the end of the message.
  var obstacle: ConversionReason? {
    if let reason = rules.reason { return reason }
    if frame.isMixed { return .mixedLineEnds }
    guard frame.isStore else { return nil }
    if hasBinaryLines { return .binaryInLineStore }
    return kept.hasCRLF ? .mixedLineEnds : nil
  }
}
