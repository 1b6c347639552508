// SPDX-License-Identifier: Apache-2.0

/// What the verification of one signature came to.
package enum SignatureVerdict: Hashable, Sendable {
  /// The message is as it was signed.
  case pass
  /// It is not.
  case fail(Failure)
  /// No key is known for the selector and domain.
  case noKey
  /// It cannot be said, or must not be, why.
  case unsupported(Obstacle)
  /// The field or the key record is not well-formed.
  case malformed(Malformation)

  /// What does not fit.
  package enum Failure: String, Hashable, Sendable, CaseIterable {
    /// The body is not the one that was signed.
    case bodyHash = "body hash"
    /// `l=` counts more octets than the body has (RFC 6376 section 3.5).
    case bodyTooShort = "body shorter than l="
    /// The header fields are not those that were signed, or the key is another one.
    case signature
  }

  /// Why a signature is not looked at any further.
  package enum Obstacle: String, Hashable, Sendable, CaseIterable {
    /// A `v=` other than 1.
    case version
    /// `a=rsa-sha1`, which RFC 8301 section 3.1 forbids to accept.
    case rsaSHA1 = "rsa-sha1 is not acceptable"
    /// An `a=` that is not known.
    case algorithm
    /// A `c=` that is not known.
    case canonicalization
    /// A `q=` without `dns/txt`.
    case queryMethod = "query method"
    /// An RSA key of less than 1024 bits (RFC 8301 section 3.2).
    case shortKey = "key shorter than 1024 bits"
    /// The key record has an empty `p=`: the key was revoked.
    case revokedKey = "key revoked"
    /// The key is for another algorithm or hash, or not for mail.
    case keyUse = "key for another use"
    /// The key's octets are no such key.
    case unusableKey = "unusable key"
    /// The header section is larger than `SignatureLimits.headerOctets`.
    case headerLimit = "header section too large"
    /// There are more signatures than `SignatureLimits.signatures`.
    case signatureLimit = "too many signatures"
    /// The system's library gave no digest.
    case noDigest = "no digest"
  }

  /// What is not well-formed.
  package enum Malformation: String, Hashable, Sendable, CaseIterable {
    /// The field is not a list of tags.
    case tagList = "tag list"
    /// A tag is missing that RFC 6376 section 3.5 requires.
    case missingTag = "missing tag"
    /// A value that is not what its tag wants.
    case value
    /// The domain of `i=` is neither that of `d=` nor below it.
    case identity = "identity outside of the domain"
    /// `h=` does not name From (RFC 6376 section 6.1.1).
    case fromNotSigned = "From not signed"
    /// The key record is not a key record.
    case keyRecord = "key record"
  }

  /// Name without the reason: stable, for counting.
  package var name: String {
    switch self {
    case .pass: "pass"
    case .fail: "fail"
    case .noKey: "noKey"
    case .unsupported: "unsupported"
    case .malformed: "malformed"
    }
  }
}

extension SignatureVerdict: CustomStringConvertible {
  package var description: String {
    switch self {
    case .pass: "pass"
    case .fail(let failure): "fail (\(failure.rawValue))"
    case .noKey: "no key"
    case .unsupported(let obstacle): "unsupported (\(obstacle.rawValue))"
    case .malformed(let malformation): "malformed (\(malformation.rawValue))"
    }
  }
}

/// One DKIM-Signature field of a message and what became of it.
package struct SignatureResult: Hashable, Sendable {
  /// Signing domain, `d=`; empty if the field cannot be read.
  package var domain: String
  /// Selector, `s=`.
  package var selector: String
  /// What the verification came to.
  package var verdict: SignatureVerdict
  /// Whether the body is the one that was signed: known without a key; nil if not looked at.
  package var bodyMatches: Bool?
  /// `t=`, in seconds since 1970.
  package var signedAt: Int?
  /// `x=`, in seconds since 1970.
  package var expiresAt: Int?
  /// Whether `x=` lies before the time that the verifier was given. Reported, not judged: mail in a store is verified long
  /// after its delivery.
  package var isExpired: Bool
  /// Octets of the canonical body behind what `l=` counts: anybody may have added them.
  package var unsignedBodyOctets: Int
}
