// SPDX-License-Identifier: Apache-2.0

/// A message/global that may have to be encoded as a whole, while its octets pass.
struct WholeMessage: Sendable {
  var leaf: LeafFacts
  private var study = LeafStudy()
  /// Octets of the line break at the end of the last line, where that line has one of its own: if a delimiter follows at once,
  /// the break belongs to it, too, and must stay in front of it (RFC 2046 section 5.1.1).
  private var heldBreak: [UInt8] = []

  init(_ leaf: LeafFacts, isLineStore: Bool) {
    self.leaf = leaf
    study.begin(
      .identity(hasLines: isLineStore), countsStored: true,
      content: ContentStudy([.counts, .escapes], boundaries: []))
  }

  /// Takes octets of the message with the event that they come with.
  mutating func take(_ event: EntityEvent, _ octets: Span<UInt8>) {
    guard octets.count > 0 else { return }
    releaseBreak()
    var end = octets.count
    switch event {
    case .delimiter, .closeDelimiter, .field, .strayLine, .headerEnd:
      if octets[end - 1] == Octet.lf {
        end -= end > 1 && octets[end - 2] == Octet.cr ? 2 : 1
      }
    // Before a delimiter these end without a line break: that is reported with the delimiter.
    default: break
    }
    if end > 0 { study.study(octets.extracting(..<end)) }
    for index in end..<octets.count { heldBreak.append(octets[index]) }
  }

  private mutating func releaseBreak() {
    guard !heldBreak.isEmpty else { return }
    let octets = heldBreak
    heldBreak = []
    study.study(octets.span)
  }

  /// Ends the message; returns how many octets at its end are left to the delimiter behind it.
  mutating func finish(sharesBreak: Bool) -> Int {
    if !sharesBreak { releaseBreak() }
    leaf.study = study.finish()
    return heldBreak.count
  }
}
