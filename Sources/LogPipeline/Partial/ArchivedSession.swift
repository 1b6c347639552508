// SPDX-License-Identifier: Apache-2.0
package import MailTypes
package import SessionLog

/// A session in a partial result: as it is before it is known whether it is a copy, and before its times are brought to
/// a zone's clock.
package enum ArchivedSession: Sendable {
  /// Its facts, without its records.
  case whole(Session)
  /// An outbound attempt that reached no server.
  case attempt(Session)
  /// One that another input may change, with its records: what they state by themselves is not all, since a process
  /// may have said before which domain it is about.
  case piece(Session, HeldSession)

  private enum Kind: UInt8, CaseIterable { case whole, attempt, piece }

  /// A session as a dialect gives it.
  package init(_ session: borrowing Session, _ clock: RunClock) {
    if session.mayChange || session.isFragment, let piece = HeldSession(copy session, clock) {
      self = .piece(session.withoutRecords, piece)
    } else {
      self = .whole(session.withoutRecords)
    }
  }

  /// An attempt as a dialect gives it.
  package init(attempt: borrowing Session) { self = .attempt(attempt.withoutRecords) }

  var id: SessionID {
    switch self {
    case .whole(let session), .attempt(let session), .piece(let session, _): session.id
    }
  }

  private var kind: Kind {
    switch self {
    case .whole: .whole
    case .attempt: .attempt
    case .piece: .piece
    }
  }
}

extension ArchivedSession: FieldCoded {
  package static var blank: ArchivedSession { .whole(.blank) }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    var kind = kind
    try archive.choice(&kind)
    if archive.isReading { self = Self.blank(of: kind) }
    switch self {
    case .whole(var session):
      try archive.value(&session)
      self = .whole(session)
    case .attempt(var session):
      try archive.value(&session)
      self = .attempt(session)
    case .piece(var session, var piece):
      try archive.value(&session)
      try archive.value(&piece)
      self = .piece(session, piece)
    }
  }

  private static func blank(of kind: Kind) -> ArchivedSession {
    switch kind {
    case .whole: .whole(.blank)
    case .attempt: .attempt(.blank)
    case .piece: .piece(.blank, .blank)
    }
  }
}

/// Some sessions of a partial result.
package struct SessionBlock: FieldCoded, Sendable {
  /// Sessions of a block at most.
  package static let most = 1024

  package var sessions: [ArchivedSession] = []

  package static var blank: SessionBlock { SessionBlock() }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.list(&sessions, atMost: Self.most)
  }
}
