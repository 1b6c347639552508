// SPDX-License-Identifier: Apache-2.0

/// Finds out from its lines whose log a stream is.
///
/// A file that a server writes itself has one dialect, which its first line that any dialect
/// recognises decides. A stream of syslog or of the journal may have the lines of several: it is
/// looked at until one is found, and for some more of it afterwards.
package struct StreamDialects: Sendable {
  /// Octets of a shared stream that are looked at from where a dialect was found.
  static let probed = 4 << 20

  private let all: [Dialect]
  /// Indices of the dialects in the catalogue, in the order in which they were found.
  package private(set) var found: [Int] = []
  /// Nothing more will be found.
  package private(set) var isSettled = false
  private var looked = 0

  /// - Parameter dialect: the one that the user names, whatever the lines are.
  package init(named dialect: Dialect? = nil, among all: [Dialect] = Dialects.all) {
    self.all = all
    guard let dialect else { return }
    found = all.indices.filter { all[$0].name == dialect.name }
    isSettled = true
  }

  /// What nobody recognises is read as ghsmtp's, which says what is wrong with it.
  package var hasGhsmtp: Bool { found.isEmpty || found.contains(Dialects.ghsmtp) }

  /// Those of the other servers.
  package var others: [Int] { found.filter { $0 != Dialects.ghsmtp } }

  /// Looks at the next lines. The last one is looked at when it is complete, or nothing follows.
  package mutating func look(at text: Span<UInt8>, atEnd: Bool) {
    var place = 0
    while place < text.count, !isSettled {
      var end = place
      while end < text.count, text[end] != 0x0a { end += 1 }
      if end == text.count, !atEnd { return }
      look(at: text, place..<end)
      place = end + 1
    }
  }

  private mutating func look(at text: Span<UInt8>, _ line: Range<Int>) {
    if !found.isEmpty {
      looked += line.count + 1
      isSettled = looked > Self.probed
    }
    for index in all.indices where !found.contains(index) && all[index].recognises(text, line) {
      found.append(index)
      // A server's own file.
      if StreamPrefix.read(text, line) == nil { isSettled = true }
    }
    if found.count == all.count { isSettled = true }
  }
}
