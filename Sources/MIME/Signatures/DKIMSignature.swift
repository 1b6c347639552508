// SPDX-License-Identifier: Apache-2.0

/// A DKIM-Signature field (RFC 6376 section 3.5), as far as it is well-formed and supported.
package struct DKIMSignature: Hashable, Sendable {
  /// Algorithms that may be accepted (RFC 8301 section 3.1, RFC 8463 section 3). All hash with SHA-256.
  package enum Algorithm: String, Hashable, Sendable, CaseIterable {
    case rsaSHA256 = "rsa-sha256"
    case ed25519SHA256 = "ed25519-sha256"

    /// What `k=` of the key record must say.
    package var keyType: String { self == .rsaSHA256 ? "rsa" : "ed25519" }
  }

  /// What can be said of every field, however broken: for reports.
  package struct Outline: Hashable, Sendable {
    package var domain = ""
    package var selector = ""
    package var signedAt: Int?
    package var expiresAt: Int?
  }

  package let algorithm: Algorithm
  /// Canonicalization of the header fields.
  package let header: Canonicalization
  /// Canonicalization of the body.
  package let body: Canonicalization
  /// Names of the signed fields in lower case, in order.
  package let fields: [String]
  /// `l=`: octets of the canonical body that are signed; nil means all.
  package let bodyLength: Int?
  package let bodyHash: [UInt8]
  package let signature: [UInt8]
  /// Whether `i=` names a subdomain of the signing domain.
  package let isForSubdomain: Bool

  /// Reads the tags of a field. Throws the verdict that is reached if they do not allow to go on.
  package init(_ tags: TagList) throws(SignatureObjection) {
    guard let version = tags.word("v") else { throw .malformed(.missingTag) }
    guard version == "1" else { throw .unsupported(.version) }
    for name in ["a", "b", "bh", "d", "h", "s"] where tags[name]?.isEmpty ?? true {
      throw .malformed(.missingTag)
    }
    algorithm = try Self.algorithm(tags)
    (header, body) = try Self.canonicalizations(tags)
    if let methods = tags.list("q"), !methods.contains("dns/txt") {
      throw .unsupported(.queryMethod)
    }
    for name in ["l", "t", "x"] where tags[name] != nil && tags.number(name) == nil {
      throw .malformed(.value)
    }
    if let signedAt = tags.number("t"), let expiresAt = tags.number("x"), expiresAt <= signedAt {
      throw .malformed(.value)
    }
    guard let bodyHash = tags.base64("bh"), let signature = tags.base64("b") else {
      throw .malformed(.value)
    }
    self.bodyHash = bodyHash
    self.signature = signature
    bodyLength = tags.number("l")
    fields = tags.list("h") ?? []
    guard fields.contains("from") else { throw .malformed(.fromNotSigned) }
    isForSubdomain = try Self.isForSubdomain(tags)
  }

  /// What the tags say about the field.
  package static func outline(_ tags: TagList) -> Outline {
    Outline(
      domain: tags.list("d")?.first ?? "", selector: tags.list("s")?.first ?? "",
      signedAt: tags.number("t"), expiresAt: tags.number("x"))
  }

  private static func algorithm(_ tags: TagList) throws(SignatureObjection) -> Algorithm {
    let name = tags.list("a")?.first ?? ""
    if name == "rsa-sha1" { throw .unsupported(.rsaSHA1) }
    guard let algorithm = Algorithm(rawValue: name) else { throw .unsupported(.algorithm) }
    return algorithm
  }

  /// `c=` names that of the header and, after a slash, that of the body; what is left out is simple.
  private static func canonicalizations(
    _ tags: TagList
  ) throws(SignatureObjection) -> (Canonicalization, Canonicalization) {
    guard let word = tags.list("c")?.first else { return (.simple, .simple) }
    let names = word.split(separator: "/", omittingEmptySubsequences: false)
    guard names.count <= 2, let header = Canonicalization(rawValue: String(names[0])) else {
      throw .unsupported(.canonicalization)
    }
    guard names.count == 2 else { return (header, .simple) }
    guard let body = Canonicalization(rawValue: String(names[1])) else {
      throw .unsupported(.canonicalization)
    }
    return (header, body)
  }

  /// The domain of `i=` must be that of `d=` or below it.
  private static func isForSubdomain(_ tags: TagList) throws(SignatureObjection) -> Bool {
    guard let identity = tags.list("i")?.joined(separator: ":"), let domain = tags.list("d")?.first
    else { return false }
    guard let at = identity.lastIndex(of: "@") else { throw .malformed(.identity) }
    let identityDomain = identity[identity.index(after: at)...]
    if identityDomain == domain { return false }
    guard identityDomain.hasSuffix("." + domain) else { throw .malformed(.identity) }
    return true
  }
}

/// A verdict that is reached before the message is looked at.
package enum SignatureObjection: Error {
  case unsupported(SignatureVerdict.Obstacle)
  case malformed(SignatureVerdict.Malformation)

  var verdict: SignatureVerdict {
    switch self {
    case .unsupported(let obstacle): .unsupported(obstacle)
    case .malformed(let malformation): .malformed(malformation)
    }
  }
}
