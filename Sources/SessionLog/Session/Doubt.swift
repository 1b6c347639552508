// SPDX-License-Identifier: Apache-2.0

/// Why the records of a session may not be all that there were, or may not all be its own.
///
/// What a line that is missing could have said is not logged: a session in doubt is evidence of what its
/// records say, and of nothing that they leave out. No finding accuses anybody on the strength of it.
package struct Doubt: OptionSet, Hashable, Sendable {
  package var rawValue: UInt16

  package init(rawValue: UInt16) { self.rawValue = rawValue }

  /// A line that could have been the session's is damaged, or its records show that one is missing.
  package static let lostLine = Doubt(rawValue: 1 << 0)
  /// journalctl left the text of a line out (`[29B blob data]`).
  package static let withheld = Doubt(rawValue: 1 << 1)
  /// NUL octets stand where lines should be.
  package static let nuls = Doubt(rawValue: 1 << 2)
  /// Two writers wrote into one line.
  package static let interleaved = Doubt(rawValue: 1 << 3)
  /// The journal or the syslog daemon dropped lines that came too fast, or folded repeated ones.
  package static let suppressed = Doubt(rawValue: 1 << 4)
  /// A record of the session has a message that nothing recognises.
  package static let notUnderstood = Doubt(rawValue: 1 << 5)
  /// Records of several sessions have one thread id, and some could be another session's.
  package static let sharedThread = Doubt(rawValue: 1 << 6)
  /// A process of the server died, and the log does not say which.
  package static let serverDied = Doubt(rawValue: 1 << 7)
  /// Some record names the peer by nothing but its address, and could be of another session of that peer.
  package static let sharedAddress = Doubt(rawValue: 1 << 8)

  /// Each reason with its stable name in machine-readable output.
  package static let names: [(doubt: Doubt, name: String)] = [
    (.lostLine, "lost-line"), (.withheld, "withheld"), (.nuls, "nul-run"),
    (.interleaved, "interleaved"), (.suppressed, "suppressed"),
    (.notUnderstood, "not-understood"), (.sharedThread, "shared-thread"),
    (.serverDied, "server-died"), (.sharedAddress, "shared-address"),
  ]

  /// The names of the reasons, in the order of `names`.
  package var names: [String] { Self.names.filter { contains($0.doubt) }.map(\.name) }
}
