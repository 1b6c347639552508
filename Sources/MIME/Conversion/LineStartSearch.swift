// SPDX-License-Identifier: Apache-2.0

/// Looks in octets that come in pieces for a line that begins with one of several texts. A line begins at the start, and
/// behind CRLF, LF or CR: Python's reader takes a lone CR for a line end, others a lone LF.
struct LineStartSearch: Sendable {
  /// The texts, all with the same first two octets.
  private let texts: [[UInt8]]
  private let longest: Int
  /// The last octets, in which a text may have begun. At first a line end that stands for the start.
  private var tail: [UInt8] = [Octet.lf]
  private(set) var hasFound = false

  init(_ texts: [[UInt8]]) {
    self.texts = texts
    longest = texts.map(\.count).max() ?? 0
  }

  /// The delimiters of multiparts with these boundaries. What only begins with a boundary counts as well.
  static func delimiters(_ boundaries: [[UInt8]]) -> LineStartSearch {
    LineStartSearch(boundaries.map { [Octet.hyphen, Octet.hyphen] + $0 })
  }

  mutating func search(_ octets: Span<UInt8>) {
    guard !hasFound, longest > 0, octets.count > 0 else { return }
    searchOverTail(octets)
    if search(octets, from: 0, before: octets.count) { hasFound = true }
    keepTail(of: octets)
  }

  /// Looks for a text that begins in what came before.
  private mutating func searchOverTail(_ octets: Span<UInt8>) {
    var joint = tail
    for index in 0..<min(octets.count, longest) { joint.append(octets[index]) }
    if search(joint.span, from: 0, before: tail.count) { hasFound = true }
  }

  /// Whether a text stands behind a line break at `start` or later, but before `end`.
  private func search(_ octets: Span<UInt8>, from start: Int, before end: Int) -> Bool {
    guard let text = texts.first else { return false }
    var from = start
    while let place = OctetSearch.afterBreak(text[0], text[1], in: octets, from: from), place <= end
    {
      if texts.contains(where: { holds($0, octets, at: place) }) { return true }
      from = place
    }
    return false
  }

  private func holds(_ text: [UInt8], _ octets: Span<UInt8>, at place: Int) -> Bool {
    guard octets.count - place >= text.count else { return false }
    for index in text.indices where octets[place + index] != text[index] { return false }
    return true
  }

  private mutating func keepTail(of octets: Span<UInt8>) {
    let room = longest
    if octets.count >= room { tail.removeAll(keepingCapacity: true) }
    for index in max(0, octets.count - room)..<octets.count { tail.append(octets[index]) }
    if tail.count > room { tail.removeFirst(tail.count - room) }
  }
}
