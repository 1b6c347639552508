// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// The tag of a line: `syslog_name`, a slash, the daemon. `syslog_name` has slashes itself where a
/// service of master.cf sets it: `postfix/submission/smtpd`.
struct PostfixTag: Equatable, Sendable {
  var daemon: PostfixDaemon
  /// Hash of the whole tag.
  var hash: UInt64
  /// The name is one under which services speak TLS from the first octet on.
  var isWrapped = false

  /// Reads a tag; nil where it is not Postfix's.
  ///
  /// Forms of a log that cut the tag at its slash leave `postfix`, or the name of another instance.
  init?(_ tag: Span<UInt8>) {
    hash = RecordHash.hash(tag)
    if let slash = tag.lastOffset(of: UInt8(ascii: "/"), from: 0, before: tag.count) {
      guard slash > 0, let named = PostfixDaemon.named(tag.extracting(slash + 1..<tag.count)) else {
        return nil
      }
      daemon = named
      let services: [StaticString] = ["smtps", "submissions", "465"]
      isWrapped = services.contains { tag.firstOffset(of: $0, from: 0, before: slash) != nil }
    } else {
      // Programs beside Postfix have names that go on after it.
      guard tag.holds("postfix", at: 0, before: tag.count) else { return nil }
      guard tag.count == 7 || tag[7] == UInt8(ascii: "-") else { return nil }
      daemon = .unnamed
    }
  }
}

/// The tags of a log, each read once: there are as many as services.
struct PostfixTags: Sendable {
  private static let limit = 4096
  private var known: [UInt64: PostfixTag?] = [:]
  private var last: (hash: UInt64, tag: PostfixTag?) = (0, nil)

  /// The tag of a line; nil where it is another program's.
  @inline(__always)
  mutating func tag(_ text: Span<UInt8>) -> PostfixTag? {
    let hash = RecordHash.hash(text)
    return hash == last.hash ? last.tag : find(hash, text)
  }

  @inline(never)
  private mutating func find(_ hash: UInt64, _ text: Span<UInt8>) -> PostfixTag? {
    let tag: PostfixTag?
    if let found = known[hash] {
      tag = found
    } else {
      tag = PostfixTag(text)
      if known.count < Self.limit { known[hash] = .some(tag) }
    }
    last = (hash, tag)
    return tag
  }
}
