// SPDX-License-Identifier: Apache-2.0
import Glibc
import OctetSources

/// A file that is either the old one or the complete new one: written under a temporary name in the
/// same directory, then renamed.
struct OutputFile: ~Copyable {
  private let path: String
  private let temporary: String
  private let descriptor: Int32
  private var renamed = false

  init(path: String) throws(Failure) {
    self.path = path
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { String(path[...$0]) } ?? ""
    let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    var template = Array("\(folder).\(name).XXXXXX".utf8CString)
    descriptor = unsafe template.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return -1 }
      return unsafe mkstemp(start)
    }
    let error = SystemError(number: errno)
    temporary = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    guard descriptor >= 0 else {
      throw Failure(
        .incomplete, "cannot write \(path)", why: error.description,
        remedy: "a directory that exists and that you may write to")
    }
    // mkstemp makes files private; a report is as readable as any file its user makes.
    let mask = umask(0)
    umask(mask)
    fchmod(descriptor, 0o666 & ~mask)
  }

  deinit {
    close(descriptor)
    if !renamed { unsafe unlink(temporary) }
  }

  mutating func write(_ octets: [UInt8]) throws(Failure) {
    if let error = Descriptor.writeAll(octets, to: descriptor) { throw failure(error) }
  }

  /// Gives the file its name.
  consuming func finish() throws(Failure) {
    guard fsync(descriptor) == 0, unsafe rename(temporary, path) == 0 else {
      throw failure(SystemError(number: errno))
    }
    renamed = true
  }

  private func failure(_ error: SystemError) -> Failure {
    Failure(.incomplete, "cannot write \(path)", why: error.description)
  }
}
