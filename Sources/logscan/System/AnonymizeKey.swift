// SPDX-License-Identifier: Apache-2.0
import COpenSSL
import Glibc
import OctetSources
import SystemCalls

/// The secret that stays at home: 32 random octets in a file that only its owner can read.
struct AnonymizeKey: Sendable {
  private static let length = 32

  private let octets: [UInt8]

  /// HMAC (RFC 2104) with SHA-256, of which the first eight octets are taken.
  func hash(_ text: [UInt8]) -> UInt64 {
    var digest = [UInt8](repeating: 0, count: 32)
    var count: UInt32 = 32
    let result = unsafe HMAC(
      EVP_sha256(), octets, Int32(octets.count), text, text.count, &digest, &count)
    precondition(unsafe result != nil, "OpenSSL: HMAC")
    return digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Where the key lies if nothing else is said.
  private static func usual() throws(Failure) -> String {
    if let folder = Environment["XDG_STATE_HOME"], !folder.isEmpty {
      return folder + "/logscan-anonymize.key"
    }
    guard let home = Environment["HOME"], !home.isEmpty else {
      throw Failure(.usage, "there is no place for the key", remedy: "--anonymize-key FILE")
    }
    for folder in ["/.local", "/.local/state"] { _ = unsafe mkdir(home + folder, 0o700) }
    return home + "/.local/state/logscan-anonymize.key"
  }

  /// Reads the key, or makes one where there is none.
  ///
  /// - Parameter chosen: its path; nil for the usual one.
  static func read(_ chosen: String?) throws(Failure) -> AnonymizeKey {
    let path: String
    if let chosen { path = chosen } else { path = try usual() }
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if descriptor >= 0 {
      defer { close(descriptor) }
      var octets = [UInt8](repeating: 0, count: length)
      guard unsafe RAND_priv_bytes(&octets, Int32(length)) == 1,
        Descriptor.writeAll(octets, to: descriptor) == nil, fsync(descriptor) == 0
      else {
        _ = unsafe unlink(path)
        throw Failure(.incomplete, "cannot write the key \(path)")
      }
      return AnonymizeKey(octets: octets)
    }
    let error = SystemError(number: errno)
    guard error.number == EEXIST else {
      throw Failure(
        .incomplete, "cannot make the key \(path)", why: error.description,
        remedy: "--anonymize-key with a file in a folder that exists")
    }
    let octets = try WholeInput.read(path)
    guard octets.count >= length else {
      throw Failure(
        .usage, path, why: "is too short for a key",
        remedy: "to remove it, so that a new one is made")
    }
    return AnonymizeKey(octets: octets)
  }
}
