// SPDX-License-Identifier: Apache-2.0
import COpenSSL
import MIME

/// The cryptography of DKIM by the system's OpenSSL.
struct SystemCryptography: SignatureCryptography {
  func makeDigest() -> SHA256? { SHA256() }

  func octets(of digest: SHA256) -> [UInt8] { digest.octets() }

  func verify(
    _ signature: [UInt8], of digest: [UInt8], by algorithm: DKIMSignature.Algorithm, key: [UInt8]
  ) -> KeyAnswer {
    switch algorithm {
    case .rsaSHA256:
      guard let key = unsafe PublicKey(rsa: key) else { return .unusableKey }
      // RFC 8301 section 3.2.
      guard unsafe key.bits >= 1024 else { return .shortKey }
      return unsafe key.verifyRSA(signature, of: digest) ? .valid : .invalid
    case .ed25519SHA256:
      guard let key = unsafe PublicKey(ed25519: key) else { return .unusableKey }
      return unsafe key.verifyEd25519(signature, of: digest) ? .valid : .invalid
    }
  }
}

/// A public key that OpenSSL holds.
@unsafe private final class PublicKey {
  private let key: OpaquePointer

  /// An RSA key as SubjectPublicKeyInfo, or as RSAPublicKey (RFC 6376 section 3.6.1 names the one, its examples show the other).
  init?(rsa octets: [UInt8]) {
    let read = unsafe octets.withUnsafeBufferPointer { buffer -> OpaquePointer? in
      var place = buffer.baseAddress
      if let key = unsafe d2i_PUBKEY(nil, &place, buffer.count) { return unsafe key }
      unsafe place = buffer.baseAddress
      return unsafe d2i_PublicKey(EVP_PKEY_RSA, nil, &place, buffer.count)
    }
    guard let read = unsafe read else { return nil }
    unsafe key = unsafe read
    guard unsafe EVP_PKEY_get_base_id(read) == EVP_PKEY_RSA else { return nil }
  }

  /// The 32 octets of RFC 8032 section 5.1.5.
  init?(ed25519 octets: [UInt8]) {
    guard let read = unsafe EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, octets, octets.count)
    else { return nil }
    unsafe key = unsafe read
  }

  deinit { unsafe EVP_PKEY_free(key) }

  var bits: Int { Int(unsafe EVP_PKEY_get_bits(key)) }

  /// RSASSA-PKCS1-v1_5 (RFC 8017 section 8.2.2).
  func verifyRSA(_ signature: [UInt8], of digest: [UInt8]) -> Bool {
    guard let context = unsafe EVP_PKEY_CTX_new(key, nil) else { return false }
    defer { unsafe EVP_PKEY_CTX_free(context) }
    guard unsafe EVP_PKEY_verify_init(context) == 1,
      unsafe EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1,
      unsafe EVP_PKEY_CTX_set_signature_md(context, EVP_sha256()) == 1
    else { return false }
    return unsafe EVP_PKEY_verify(context, signature, signature.count, digest, digest.count) == 1
  }

  /// PureEdDSA over the digest (RFC 8463 section 3).
  func verifyEd25519(_ signature: [UInt8], of digest: [UInt8]) -> Bool {
    guard let context = unsafe EVP_MD_CTX_new() else { return false }
    defer { unsafe EVP_MD_CTX_free(context) }
    guard unsafe EVP_DigestVerifyInit(context, nil, nil, nil, key) == 1 else { return false }
    return unsafe EVP_DigestVerify(context, signature, signature.count, digest, digest.count) == 1
  }
}
