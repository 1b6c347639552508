// SPDX-License-Identifier: Apache-2.0
import Glibc
import OctetSources

/// A small file of the user's: tables, not logs.
enum TextFile {
  /// A file larger than this is no table of providers.
  private static let limit = 16 << 20

  /// The file as text; octets that are not UTF-8 are replaced.
  static func read(_ path: String) throws(Failure) -> String {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    var octets: [UInt8] = []
    var portion = [UInt8](repeating: 0, count: 64 << 10)
    while octets.count <= limit {
      let count = unsafe portion.withUnsafeMutableBytes { buffer in
        unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw failure(path) }
      if count == 0 { return String(decoding: octets, as: UTF8.self) }
      octets.append(contentsOf: portion[..<count])
    }
    throw Failure(.usage, "\(path): larger than 16 MiB")
  }

  /// Whether a path leads to anything.
  static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  /// Whether there is nothing of this name; one that cannot be looked at may be there.
  static func isMissing(_ path: String) -> Bool {
    unsafe access(path, F_OK) != 0 && errno == ENOENT
  }

  private static func failure(_ path: String) -> Failure {
    Failure(.usage, "cannot read \(path)", why: SystemError(number: errno).description)
  }
}
