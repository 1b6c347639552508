// SPDX-License-Identifier: Apache-2.0
import Glibc
import OctetSources
import SystemCalls

/// A file that is either the old one or the complete new one: written under a temporary name in the same directory, then
/// renamed. A link is followed; what is not a regular file, such as a FIFO, is written to as it is.
final class OutputFile {
  let path: String
  /// Nil where the octets go straight into what is there.
  private let temporary: String?
  private let descriptor: Int32
  private var renamed = false

  init(path: String) throws(Failure) {
    let path = OutputFile.resolved(path)
    self.path = path
    let mode = OutputFile.mode(of: path)
    if let mode, mode & S_IFMT != S_IFREG {
      temporary = nil
      descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY)
    } else {
      let slash = path.lastIndex(of: "/")
      let folder = slash.map { String(path[...$0]) } ?? ""
      let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
      var template = Array("\(folder).\(name).XXXXXX".utf8CString)
      descriptor = unsafe template.withUnsafeMutableBufferPointer { buffer in
        guard let start = buffer.baseAddress else { return -1 }
        return unsafe mkstemp(start)
      }
      temporary = String(
        decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
    let error = SystemError(number: errno)
    guard descriptor >= 0 else {
      throw Failure(
        .incomplete, "cannot write \(path)", why: error.description,
        remedy: "a directory that exists and that you may write to")
    }
    // mkstemp makes files private; a new report is as readable as any file its user makes, and one that was there stays
    // as private as it was.
    let mask = umask(0)
    umask(mask)
    if temporary != nil { fchmod(descriptor, mode.map { $0 & 0o777 } ?? 0o666 & ~mask) }
  }

  deinit {
    close(descriptor)
    if !renamed, let temporary { unsafe unlink(temporary) }
  }

  func write(_ octets: [UInt8]) throws(Failure) {
    if let error = Descriptor.writeAll(octets, to: descriptor) { throw failure(error) }
  }

  /// Sees to it that the octets are on their medium. What has no medium, such as a FIFO, is as it is.
  func sync() throws(Failure) {
    if fsync(descriptor) != 0, temporary != nil { throw failure(SystemError(number: errno)) }
  }

  /// Gives the file its name.
  func commit() throws(Failure) {
    guard let temporary, !renamed else { return }
    guard unsafe rename(temporary, path) == 0 else { throw failure(SystemError(number: errno)) }
    renamed = true
  }

  private func failure(_ error: SystemError) -> Failure {
    Failure(.incomplete, "cannot write \(path)", why: error.description)
  }

  /// Type and permissions of what is there; nil where there is nothing.
  private static func mode(of path: String) -> mode_t? {
    var facts = stat()
    return unsafe stat(path, &facts) == 0 ? facts.st_mode : nil
  }

  /// The path that a link leads to; any other as it is.
  private static func resolved(_ path: String) -> String {
    var facts = stat()
    guard unsafe lstat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFLNK else { return path }
    return realPath(path) ?? path
  }

  /// What tells a file from all others, there or not: its path without links, `.` and `..`.
  static func place(of path: String) -> String {
    if let found = realPath(path) { return found }
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { String(path[...$0]) } ?? "."
    let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    return realPath(folder).map { "\($0)/\(name)" } ?? path
  }

  private static func realPath(_ path: String) -> String? {
    guard let found = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(found) }
    return unsafe String(cString: found)
  }
}
