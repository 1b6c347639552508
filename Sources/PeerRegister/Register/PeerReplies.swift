// SPDX-License-Identifier: Apache-2.0
package import MailTypes
import ProviderFindings
package import SessionLog

/// A reply by which a peer refused the use of an extension.
package struct PeerReply: Equatable, Sendable {
  package var verb: SessionEvent.Verb
  /// 0 where the log has none.
  package var code: UInt16
  package var enhanced: EnhancedStatusCode?
  /// As in the latest such reply.
  package var text: String
  package var seen: Sightings

  package init(
    verb: SessionEvent.Verb, code: UInt16, enhanced: EnhancedStatusCode?, text: String,
    seen: Sightings
  ) {
    self.verb = verb
    self.code = code
    self.enhanced = enhanced
    self.text = text
    self.seen = seen
  }

  fileprivate var key: RefusalKey {
    RefusalKey(verb: verb, code: code, enhanced: enhanced, implied: false, reason: nil)
  }
}

/// Refusals of one use by command and code, in bounded memory and independent of the order of
/// arrival.
package struct PeerReplies: Equatable, Sendable {
  /// Kinds of reply kept for one use of one peer.
  package static let limit = 6
  /// Octets kept of a reply's text.
  package static let textLimit = 160

  /// In order of their hashes.
  private var kept: [(hash: UInt64, reply: PeerReply)] = []
  package private(set) var othersCount = 0

  package init() {}

  /// In order of command, code and enhanced status code.
  package var entries: [PeerReply] { kept.map(\.reply).sorted { $0.key < $1.key } }

  /// The reply that was seen last.
  package var latest: PeerReply? {
    kept.map(\.reply).max {
      ($0.seen.last?.microseconds ?? .min, $1.key) < ($1.seen.last?.microseconds ?? .min, $0.key)
    }
  }

  package mutating func add(_ reply: PeerReply) {
    let hash = reply.key.hash
    let index = kept.firstIndex { $0.hash >= hash } ?? kept.count
    if index < kept.count, kept[index].hash == hash {
      let isLater =
        (reply.seen.last?.microseconds ?? .min, reply.text)
        > (kept[index].reply.seen.last?.microseconds ?? .min, kept[index].reply.text)
      if isLater { kept[index].reply.text = reply.text }
      kept[index].reply.seen.merge(reply.seen)
      return
    }
    guard index < Self.limit else {
      othersCount = othersCount.saturatingSum(reply.seen.count)
      return
    }
    if kept.count == Self.limit, let dropped = kept.popLast() {
      othersCount = othersCount.saturatingSum(dropped.reply.seen.count)
    }
    kept.insert((hash, reply), at: index)
  }

  package mutating func merge(_ other: PeerReplies) {
    othersCount = othersCount.saturatingSum(other.othersCount)
    for entry in other.kept { add(entry.reply) }
  }

  /// Puts in what a register states.
  package mutating func restore(_ replies: [PeerReply], othersCount: Int) {
    self.othersCount = self.othersCount.saturatingSum(max(0, othersCount))
    for reply in replies { add(reply) }
  }

  package static func == (a: PeerReplies, b: PeerReplies) -> Bool {
    a.othersCount == b.othersCount && a.kept.elementsEqual(b.kept) { $0 == $1 }
  }
}

extension PeerReply: FieldCoded {
  package static var blank: PeerReply {
    PeerReply(verb: .other, code: 0, enhanced: nil, text: "", seen: .blank)
  }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.choice(&verb)
    try archive.number(&code)
    try archive.value(&enhanced)
    try archive.text(&text)
    try archive.value(&seen)
  }
}

extension PeerReplies: FieldCoded {
  package static var blank: PeerReplies { PeerReplies() }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    var replies = kept.map(\.reply)
    try archive.list(&replies, atMost: Self.limit)
    try archive.saturatingCount(&othersCount)
    guard archive.isReading else { return }
    kept = []
    for reply in replies { add(reply) }
    guard kept.count == replies.count else { throw .impossible }
  }
}
