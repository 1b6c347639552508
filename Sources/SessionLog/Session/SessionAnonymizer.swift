// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// Makes sessions fit to be shown to others: addresses become networks, local parts of mailboxes keyed hashes, and host names
/// whatever the caller makes of them. What is counted stays the same but for who is told apart.
///
/// A session is written anew, fact by fact: nothing that is not listed here is carried over. Its records are dropped, and of
/// running text only plain words and codes are kept.
package struct SessionAnonymizer: Sendable {
  /// A hash that nobody computes without the key.
  package typealias KeyedHash = @Sendable (_ octets: [UInt8]) -> UInt64
  /// What stands for the name of a host or domain.
  package typealias NameMapping = @Sendable (_ name: String) -> String

  private let hash: KeyedHash
  private let name: NameMapping
  /// Also where names are kept: for those that spell an address.
  private let domain: NameMapping

  /// Bits of a network that is shown: what a registry gives a site.
  private static let (bits4, bits6) = (24, 48)

  package init(
    hash: @escaping KeyedHash, name: @escaping NameMapping, domain: @escaping NameMapping
  ) {
    self.hash = hash
    self.name = name
    self.domain = domain
  }

  /// The identity that a session is shown under: its own is a hash of a record, which could be guessed.
  package func identity(of id: SessionID) -> SessionID {
    SessionID(hash((0..<UInt64(8)).map { UInt8(truncatingIfNeeded: id.value >> (8 * $0)) }))
  }

  package func apply(to session: inout Session) {
    let locals = Self.locals(of: session)
    var arena = Arena()
    let old = session
    func text(_ range: TextRange) -> String { old.string(range) }
    session.id = identity(of: old.id)
    session.peerAddress = arena.put(network(of: text(old.peerAddress)))
    session.peerName = arena.put(host(text(old.peerName)))
    session.helo = arena.put(host(text(old.helo)))
    session.recipientDomain = arena.put(host(text(old.recipientDomain)))
    session.verifiedName = arena.put(host(text(old.verifiedName)))
    session.gaveUp = arena.put(words(text(old.gaveUp), without: locals))
    session.tls.version = arena.put(text(old.tls.version))
    session.tls.cipher = arena.put(text(old.tls.cipher))
    session.tls.error = arena.put(words(text(old.tls.error), without: locals))
    session.tls.verifyErrorText = arena.put(words(text(old.tls.verifyErrorText), without: locals))
    for index in session.transactions.indices {
      session.transactions[index].reversePath = arena.put(
        path(text(old.transactions[index].reversePath)))
    }
    for index in session.forwardPaths.indices {
      session.forwardPaths[index].path = arena.put(path(text(old.forwardPaths[index].path)))
    }
    for index in session.refusals.indices {
      session.refusals[index].text = arena.put(
        words(text(old.refusals[index].text), without: locals))
      session.refusals[index].path = arena.put(path(text(old.refusals[index].path)))
    }
    session.parameters = old.parameters.map { arena.put(Self.parameter(text($0))) }
    session.offeredBeforeTLS = old.offeredBeforeTLS.map { arena.put(Self.keyword(text($0))) }
    session.offeredAfterTLS = old.offeredAfterTLS.map { arena.put(Self.keyword(text($0))) }
    session.missingCertificates = old.missingCertificates.map { arena.put(host(text($0))) }
    session.text = arena.octets
    session.records = []
    session.recordText = []
    session.continuation = nil
  }

  // MARK: Names and addresses

  /// The network that an address lies in, written as its first address; nothing for any other text.
  private func network(of text: String) -> String {
    guard let address = IPAddress(text.utf8) else { return "" }
    let bits = address.family == .v4 ? Self.bits4 : Self.bits6
    return NetworkPrefix(address, length: bits).address.description
  }

  /// A name, or an address literal (RFC 5321 section 4.1.3).
  private func host(_ text: String) -> String {
    if text.isEmpty { return text }
    let bare = text.drop { $0 == "[" }.prefix { $0 != "]" }
    let literal = bare.lowercased().hasPrefix("ipv6:") ? bare.dropFirst(5) : bare
    if IPAddress(literal.utf8) != nil { return "[\(network(of: String(literal)))]" }
    if text.hasPrefix("[") { return "[]" }
    // Names of dialled-up hosts spell their addresses.
    let numbers = text.split { !$0.isNumber }.count
    return numbers >= 4 ? domain(text) : name(text)
  }

  /// A mailbox: whether its local part is quoted, and whether it is ASCII, stays.
  private func path(_ text: String) -> String {
    if text.isEmpty { return text }
    let at = text.lastIndex(of: "@")
    let local = at.map { text[..<$0] } ?? text[...]
    let code = String(hash(Array(local.utf8)) & 0xFFFF_FFFF, radix: 16)
    let word = (local.utf8.allSatisfy { $0 < 0x80 } ? "u" : "ü") + code
    let hidden = local.hasPrefix("\"") ? "\"\(word)\"" : word
    return hidden + (at.map { "@" + host(String(text[text.index(after: $0)...])) } ?? "")
  }

  private static func locals(of session: Session) -> Set<String> {
    var locals: Set<String> = []
    let paths =
      session.transactions.map(\.reversePath) + session.forwardPaths.map(\.path)
      + session.refusals.map(\.path)
    for path in paths {
      let text = session.string(path)
      let local = text.lastIndex(of: "@").map { text[..<$0] } ?? text[...]
      for word in local.split(whereSeparator: { !$0.isLetter }) { locals.insert(word.lowercased()) }
    }
    return locals
  }

  // MARK: Texts

  /// Words of letters and codes; whatever else stands there is left out.
  private func words(_ text: String, without locals: Set<String>) -> String {
    text.split(omittingEmptySubsequences: false) { $0 == " " || $0 == "\n" }.map { token in
      let word = token.drop { "(<'\"[".contains($0) }
      let bare = word.prefix { $0.isASCII && $0.isLetter }
      let isWord =
        !bare.isEmpty && word.dropFirst(bare.count).allSatisfy { ",.;:!?)>'\"]-".contains($0) }
      if isWord { return locals.contains(bare.lowercased()) ? "…" : String(token) }
      return Self.isCode(word) ? String(token) : token.isEmpty ? "" : "…"
    }.joined(separator: " ")
  }

  /// A reply code, or an enhanced one (RFC 3463 section 2).
  private static func isCode(_ word: Substring) -> Bool {
    let parts = word.split(separator: ".", omittingEmptySubsequences: false)
    return (parts.count == 1 || parts.count == 3)
      && parts.allSatisfy {
        (1...3).contains($0.count) && $0.allSatisfy { $0.isASCII && $0.isNumber }
      }
  }

  /// Of a parameter with a value that can be anybody's only the keyword.
  private static func parameter(_ text: String) -> String {
    let keyword = text.prefix { $0 != "=" }
    return ["BODY", "SIZE"].contains(keyword.uppercased()) ? text : String(keyword)
  }

  /// A line of a reply to EHLO; one with more than words and numbers only by its keyword.
  private static func keyword(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { octet in
      octet == 0x20 || octet == UInt8(ascii: "-") || octet == UInt8(ascii: "=")
        || (0x30...0x39).contains(octet) || (0x41...0x5A).contains(octet & 0xDF)
    }
    return isPlain ? text : String(text.prefix { $0 != " " })
  }
}

/// The texts of a session that is written anew.
private struct Arena {
  private(set) var octets: [UInt8] = []

  mutating func put(_ text: String) -> TextRange {
    guard !text.isEmpty else { return .empty }
    let start = octets.count
    octets += Array(text.utf8)
    return TextRange(start: start, count: octets.count - start)
  }
}
