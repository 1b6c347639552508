// SPDX-License-Identifier: Apache-2.0
import Glibc
import OctetSources
import SystemCalls

/// A small file of the user's: tables, not logs.
enum TextFile {
  /// A file larger than this is not a table of providers.
  private static let limit = 16 << 20

  /// The file as text; octets that are not UTF-8 are replaced.
  static func read(_ path: String) throws(Failure) -> String {
    var octets: [UInt8] = []
    do throws(SystemError) {
      let descriptor = try Kernel.open(Array(path.utf8))
      defer { Kernel.close(descriptor) }
      var portion = [UInt8](repeating: 0, count: 64 << 10)
      var count = 0
      while octets.count <= limit {
        var room = portion.mutableSpan
        count = 0
        guard try Kernel.read(descriptor, into: &room, from: &count, upTo: room.count) else {
          return String(decoding: octets, as: UTF8.self)
        }
        octets.append(contentsOf: portion[..<count])
      }
    } catch {
      throw Failure(.usage, "cannot read \(path)", why: error.description)
    }
    throw Failure(.usage, "\(path): larger than 16 MiB")
  }

  /// Whether a path leads to anything.
  static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  /// Whether there is nothing of this name; one that cannot be looked at may be there.
  static func isMissing(_ path: String) -> Bool {
    unsafe access(path, F_OK) != 0 && errno == ENOENT
  }
}
