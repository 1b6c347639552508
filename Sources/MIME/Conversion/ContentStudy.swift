// SPDX-License-Identifier: Apache-2.0

/// Looks at the content octets of a body while they pass: all that decides whether they may stand unencoded.
struct ContentStudy: OctetSink, Sendable {
  /// Count and checksum.
  private(set) var checksum = OctetChecksum()
  /// Line ends, NUL and the like; counted on request.
  private(set) var counts = OctetCounts()
  /// Octets that quoted-printable encodes; counted on request.
  private(set) var escapes = 0
  private var wants: Wants = []
  private var delimiters = LineStartSearch([])
  private var fromLines: [LineStartSearch] = []

  /// What is asked for besides the checksum.
  struct Wants: OptionSet, Sendable {
    let rawValue: UInt8
    static let counts = Wants(rawValue: 1)
    static let escapes = Wants(rawValue: 2)
    static let fromLines = Wants(rawValue: 4)
  }

  init() {}

  /// - Parameter boundaries: those of the enclosing multiparts, if the octets may come to stand unencoded.
  init(_ wants: Wants, boundaries: [[UInt8]]) {
    self.wants = wants
    delimiters = LineStartSearch.delimiters(boundaries)
    if wants.contains(.fromLines) {
      fromLines = ["From ", ">From ", ">>From "].map { LineStartSearch([Array($0.utf8)]) }
    }
  }

  /// Whether a line begins like a delimiter.
  var hasDelimiter: Bool { delimiters.hasFound }
  /// Whether a line begins with `From `, or with a quoted one, from which readers of mboxrd take a `>` away.
  var hasFromLine: Bool { fromLines.contains { $0.hasFound } }

  mutating func write(_ octets: Span<UInt8>) {
    checksum.add(octets)
    delimiters.search(octets)
    if wants.contains(.counts) { counts.count(octets) }
    if wants.contains(.escapes) { escapes += OctetSearch.escapeCount(octets) }
    for index in fromLines.indices { fromLines[index].search(octets) }
  }

  mutating func finish() { counts.finish() }

  /// Octets of the content in quoted-printable: every escape takes two more, and every 73 octets or so a soft line break.
  /// What is encoded at line ends and beginnings is not counted.
  func quotedPrintableEstimate(isText: Bool) -> Int {
    let lineEnds = isText ? 2 * (counts.lineFeeds - counts.loneLineFeeds) : 0
    let encoded = checksum.count + 2 * (escapes - lineEnds)
    return encoded + 3 * (encoded / 73)
  }
}
