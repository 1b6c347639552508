// SPDX-License-Identifier: Apache-2.0

/// The key of a key record (RFC 6376 section 3.6.1).
package struct DKIMKey: Hashable, Sendable {
  /// `p=`: for RSA the SubjectPublicKeyInfo in DER, for Ed25519 the 32 octets of the key (RFC 8463 section 4).
  package let octets: [UInt8]

  /// The key of a record, if it may be used for such a signature.
  package init(
    record: [UInt8], for signature: DKIMSignature
  ) throws(SignatureObjection) {
    guard let tags = TagList(parsing: record) else { throw .malformed(.keyRecord) }
    if let version = tags.word("v"), tags.firstName != "v" || version != "DKIM1" {
      throw .malformed(.keyRecord)
    }
    guard let key = tags["p"] else { throw .malformed(.keyRecord) }
    guard !key.isEmpty else { throw .unsupported(.revokedKey) }
    guard (tags.list("k")?.first ?? "rsa") == signature.algorithm.keyType else {
      throw .unsupported(.keyUse)
    }
    if let hashes = tags.list("h"), !hashes.contains("sha256") { throw .unsupported(.keyUse) }
    if let services = tags.list("s"), !services.contains("*"), !services.contains("email") {
      throw .unsupported(.keyUse)
    }
    if let flags = tags.list("t"), flags.contains("s"), signature.isForSubdomain {
      throw .malformed(.identity)
    }
    guard let octets = tags.base64("p") else { throw .malformed(.keyRecord) }
    self.octets = octets
  }
}
