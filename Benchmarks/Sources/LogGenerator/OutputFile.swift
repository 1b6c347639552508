// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A new file that octets are appended to. All of the generator's unsafe
/// code is in this file.
struct OutputFile: ~Copyable {
  private let descriptor: Int32

  /// Creates or empties the file at `path`; nil when that fails.
  init?(path: String) {
    descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    if descriptor < 0 { return nil }
  }

  deinit { close(descriptor) }

  /// Writes all of `octets`; false when the disk does not take them.
  func write(_ octets: [UInt8]) -> Bool {
    var done = 0
    while done < octets.count {
      let count = unsafe octets.withUnsafeBytes { buffer in
        unsafe Glibc.write(descriptor, buffer.baseAddress?.advanced(by: done), octets.count - done)
      }
      if count <= 0 { return false }
      done += count
    }
    return true
  }
}

/// The whole of a small text file; nil when it cannot be read.
func readText(_ path: String) -> String? {
  let descriptor = unsafe open(path, O_RDONLY)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  var octets: [UInt8] = []
  var block = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = unsafe block.withUnsafeMutableBytes { buffer in
      unsafe read(descriptor, buffer.baseAddress, buffer.count)
    }
    guard count > 0 else { break }
    octets += block[..<count]
  }
  return String(decoding: octets, as: UTF8.self)
}

/// Makes a folder; one that is there already is left as it is.
func makeFolder(_ path: String) { _ = unsafe mkdir(path, 0o755) }

/// Makes the symbolic link `path`.
func link(_ path: String, to target: String) { _ = unsafe symlink(target, path) }
