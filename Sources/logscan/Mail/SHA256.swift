// SPDX-License-Identifier: Apache-2.0
import COpenSSL
import MIME

/// SHA-256 (FIPS 180-4) by the system's OpenSSL, over any number of texts one after the other.
@safe final class SHA256: OctetSink {
  private let context: OpaquePointer

  /// Nil where OpenSSL has no SHA-256 to give.
  init?() {
    guard let context = unsafe EVP_MD_CTX_new() else { return nil }
    unsafe self.context = context
    if unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil) != 1 { return nil }
  }

  deinit { unsafe EVP_MD_CTX_free(context) }

  /// Begins a new text.
  func begin() { Self.require(unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil)) }

  func write(_ octets: Span<UInt8>) {
    Self.require(
      unsafe octets.withUnsafeBytes { unsafe EVP_DigestUpdate(context, $0.baseAddress, $0.count) })
  }

  /// What could begin does not fail afterwards; if it does, no digest is better than a wrong one.
  private static func require(_ result: Int32) { precondition(result == 1, "OpenSSL: SHA-256") }

  /// The 32 octets of the digest of the text, which is ended by this.
  func octets() -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    Self.require(
      unsafe digest.withUnsafeMutableBufferPointer {
        unsafe EVP_DigestFinal_ex(context, $0.baseAddress, nil)
      })
    return digest
  }

  /// The digest of the text in hexadecimal digits.
  func finish() -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: octets().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
