// SPDX-License-Identifier: Apache-2.0
import Glibc
import OctetSources

/// An unnamed file for what does not fit in memory; it is gone when its owner is, or the program.
struct TemporaryFile: ~Copyable {
  private let descriptor: Int32
  /// Number of octets written so far.
  private(set) var count: UInt64 = 0

  /// Opens a file in `$TMPDIR`, else `/tmp`.
  init() throws(TemporaryFileFailure) {
    let folder = TemporaryFolder.path
    var template = Array("\(folder)/logscan.XXXXXX".utf8CString)
    descriptor = unsafe template.withUnsafeMutableBufferPointer { name in
      guard let path = name.baseAddress else { return -1 }
      let opened = unsafe mkstemp(path)
      if opened >= 0 { unsafe unlink(path) }
      return opened
    }
    guard descriptor >= 0 else { throw TemporaryFileFailure(folder: folder, error: errno) }
  }

  deinit { close(descriptor) }

  /// Appends octets at the end.
  mutating func append(_ octets: [UInt8]) throws(TemporaryFileFailure) {
    var written = 0
    while written < octets.count {
      let step = unsafe octets.withUnsafeBytes { buffer in
        let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[written...])
        return unsafe pwrite(
          descriptor, rest.baseAddress, rest.count, off_t(count) + off_t(written))
      }
      if step < 0 {
        if errno == EINTR { continue }
        throw TemporaryFileFailure(folder: TemporaryFolder.path, error: errno)
      }
      written += step
    }
    count += UInt64(octets.count)
  }

  /// Fills `octets` from `offset` on; shorter only at the end of the file.
  func read(at offset: UInt64, count wanted: Int) throws(TemporaryFileFailure) -> [UInt8] {
    var error: Int32 = 0
    let octets = unsafe [UInt8](unsafeUninitializedCapacity: wanted) { buffer, initialized in
      while initialized < wanted {
        let rest = unsafe UnsafeMutableBufferPointer(rebasing: buffer[initialized...])
        let step = unsafe pread(
          descriptor, rest.baseAddress, rest.count, off_t(offset) + off_t(initialized))
        if step < 0 && errno == EINTR { continue }
        if step < 0 { error = errno }
        if step <= 0 { break }
        initialized += step
      }
    }
    guard error == 0 else {
      throw TemporaryFileFailure(folder: TemporaryFolder.path, error: error)
    }
    return octets
  }
}

/// A temporary file could not be made, written or read.
struct TemporaryFileFailure: Error {
  var folder: String
  var error: Int32

  var message: String {
    "cannot keep sessions in a temporary file in \(folder): \(unsafe String(cString: strerror(error)));"
      + " set TMPDIR to a folder with room"
  }
}
