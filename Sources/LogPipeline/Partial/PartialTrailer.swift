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

  /// What was read, by all runs together.
  package func coverage() throws(CodingDefect) -> Coverage {
    var sum = Coverage()
    for part in parts { sum.merge(try part.coverage()) }
    return sum
  }
}

/// What several partial results say of themselves together.
package struct PartialSum {
  private var parts: [UInt64: PartialPart] = [:]
  /// Empty until one of them has a zone.
  package private(set) var zone = ""

  package init() {}

  /// Takes in a trailer. False if others have all its runs.
  package mutating func add(_ trailer: PartialTrailer) -> Bool {
    var isNew = false
    for part in trailer.parts where parts.updateValue(part, forKey: part.identity) == nil {
      isNew = true
    }
    if zone.isEmpty { zone = trailer.zone }
    return isNew
  }

  /// The trailer of the sum.
  package var trailer: PartialTrailer {
    var trailer = PartialTrailer()
    trailer.parts = parts.values.sorted { $0.identity < $1.identity }
    trailer.zone = zone
    return trailer
  }
}

/// One run over logs.
package struct PartialPart: FieldCoded, Equatable, Sendable {
  /// Hash of its sessions and of what it read: the same run over the same logs has the same one.
  package private(set) var identity: UInt64 = 0
  /// What it read, as octets: there can be a hundred thousand runs.
  private var read: [UInt8] = []

  package static var blank: PartialPart { PartialPart() }

  private init() {}

  /// - Parameter sessions: a hash of the sessions; `paths` are those of the logs.
  package init(
    _ coverage: Coverage, of paths: some Sequence<String>, sessions: UInt64
  ) throws(CodingDefect) {
    var writer = FieldWriter()
    var coverage = coverage
    try coverage.code(&writer)
    read = writer.finish()
    var hash = FNV1a(read)
    for path in paths { hash.add(path.utf8) }
    identity = sessions ^ hash.value
  }

  /// What it read: all that does not come from the sessions.
  package func coverage() throws(CodingDefect) -> Coverage {
    var reader = FieldReader(read)
    var coverage = Coverage()
    try coverage.code(&reader)
    guard reader.isAtEnd else { throw .impossible }
    return coverage
  }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.word(&identity)
    try archive.octets(&read)
  }
}
