// SPDX-License-Identifier: Apache-2.0
import COpenSSL
import MIME

/// SHA-256 (FIPS 180-4) by the system's OpenSSL, over any number of texts one after the other.
@safe final class SHA256: OctetSink {
  private let context: OpaquePointer

  init?() {
    guard let context = unsafe EVP_MD_CTX_new() else { return nil }
    unsafe self.context = context
    begin()
  }

  deinit { unsafe EVP_MD_CTX_free(context) }

  /// Begins a new text.
  func begin() {
    _ = unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil)
  }

  func write(_ octets: Span<UInt8>) {
    _ = unsafe octets.withUnsafeBytes { unsafe EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
  }

  /// The 32 octets of the digest of the text, which is ended by this.
  func octets() -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    _ = unsafe digest.withUnsafeMutableBufferPointer {
      unsafe EVP_DigestFinal_ex(context, $0.baseAddress, nil)
    }
    return digest
  }

  /// The digest of the text in hexadecimal digits.
  func finish() -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: octets().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
