// SPDX-License-Identifier: Apache-2.0
internal import Glibc
internal import OctetSources
internal import SystemCalls

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
    guard descriptor >= 0 else { throw TemporaryFileFailure(folder: folder, error: .last) }
  }

  deinit { close(descriptor) }

  /// Appends octets at the end.
  mutating func append(_ octets: [UInt8]) throws(TemporaryFileFailure) {
    do throws(SystemError) {
      try Kernel.write(octets.span, to: descriptor, at: Int(count))
    } catch {
      throw TemporaryFileFailure(folder: TemporaryFolder.path, error: error)
    }
    count += UInt64(octets.count)
  }

  /// Octets from `offset` on; fewer only at the end of the file.
  func read(at offset: UInt64, count wanted: Int) throws(TemporaryFileFailure) -> [UInt8] {
    var octets = [UInt8](repeating: 0, count: wanted)
    do throws(SystemError) {
      var room = octets.mutableSpan
      let count = try Kernel.read(descriptor, at: Int(offset), into: &room)
      octets.removeLast(wanted - count)
    } catch {
      throw TemporaryFileFailure(folder: TemporaryFolder.path, error: error)
    }
    return octets
  }
}

/// A temporary file could not be made, written or read.
package struct TemporaryFileFailure: Error {
  var folder: String
  var error: SystemError

  package var message: String {
    "cannot keep sessions in a temporary file in \(folder): \(error);"
      + " set TMPDIR to a folder with room"
  }
}
