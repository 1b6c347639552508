// SPDX-License-Identifier: Apache-2.0
package import MailTypes
package import ProviderFindings

/// What a partial result says of itself, behind its sessions.
package struct PartialTrailer: FieldCoded, Equatable, Sendable {
  /// The runs over logs whose sessions are in it, by identity.
  package var parts: [PartialPart] = []
  /// The zone of the logs' clock, as `--tz` names it, `local` for that of the system that read them; empty
  /// where no log was read.
  package var zone = ""
  package var sessions: UInt64 = 0

  package init() {}
  package static var blank: PartialTrailer { PartialTrailer() }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.list(&parts, atMost: 1 << 24)
    try archive.text(&zone)
    try archive.number(&sessions)
  }

  /// Takes in the parts of another partial result that this one lacks. False if it lacks none.
  package mutating func merge(_ other: PartialTrailer) -> Bool {
    let known = Set(parts.map(\.identity))
    let new = other.parts.filter { !known.contains($0.identity) }
    parts = (parts + new).sorted { $0.identity < $1.identity }
    sessions += other.sessions
    return !new.isEmpty
  }

  /// What was read, by all runs together.
  package var coverage: Coverage {
    var sum = Coverage()
    for part in parts { sum.merge(part.coverage) }
    return sum
  }
}

/// One run over logs.
package struct PartialPart: FieldCoded, Equatable, Sendable {
  /// Hash of its sessions and of what it read: the same run over the same logs has the same one.
  package var identity: UInt64 = 0
  /// What it read: all that does not come from the sessions.
  package var coverage = Coverage()

  package static var blank: PartialPart { PartialPart() }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.word(&identity)
    try archive.value(&coverage)
  }
}
