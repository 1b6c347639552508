// SPDX-License-Identifier: Apache-2.0

/// The cryptography that the verification of signatures needs, and does not do itself.
package protocol SignatureCryptography {
  /// Takes octets and digests them with SHA-256.
  associatedtype Digest: OctetSink

  /// A digest of no octets yet; nil if there is none to be had.
  func makeDigest() -> Digest?
  /// The 32 octets of a digest, which is used up.
  func octets(of digest: Digest) -> [UInt8]
  /// Holds a signature against the SHA-256 digest that it should be of.
  func verify(
    _ signature: [UInt8], of digest: [UInt8], by algorithm: DKIMSignature.Algorithm, key: [UInt8]
  ) -> KeyAnswer
}

/// What a key says about a signature.
package enum KeyAnswer: Hashable, Sendable {
  case valid
  case invalid
  /// An RSA key of less than 1024 bits, which RFC 8301 section 3.2 forbids to accept.
  case shortKey
  /// The octets are not a key of that kind.
  case unusableKey
}
