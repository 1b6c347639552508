// SPDX-License-Identifier: Apache-2.0
internal import CSystemCalls
internal import Glibc
internal import OctetSources

/// The kernel calls of this module that are about names. Each retries after a signal and throws the kernel's error.
/// Names are octets without NUL, relative to a directory's descriptor.
///
/// With `StoreCalls+Octets.swift` and `StoreCalls+Attributes.swift` the only place of this module where pointers reach C.
enum StoreCalls {
  /// Stands for "relative to the working directory".
  static let workingDirectory: Int32 = AT_FDCWD

  /// What the rename of a file does where the new name exists.
  enum RenameRule { case replace, refuse, exchange }

  /// Creates a file that did not exist, for writing and reading back; readable by its owner alone.
  static func create(_ name: [UInt8], in directory: Int32) throws(SystemError) -> Int32 {
    CrashPoint.pass()
    return try open(name, in: directory, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
  }

  /// Opens a file for reading and writing.
  static func openForWriting(_ name: [UInt8], in directory: Int32) throws(SystemError) -> Int32 {
    try open(name, in: directory, O_RDWR | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0)
  }

  /// Opens a file for reading.
  static func openForReading(_ name: [UInt8], in directory: Int32) throws(SystemError) -> Int32 {
    try open(name, in: directory, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | O_NOFOLLOW, 0)
  }

  /// Opens a file for reading, through links.
  static func openFollowing(_ path: [UInt8]) throws(SystemError) -> Int32 {
    try open(path, in: workingDirectory, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0)
  }

  static func openDirectory(_ name: [UInt8]) throws(SystemError) -> Int32 {
    try open(name, in: workingDirectory, O_RDONLY | O_CLOEXEC | O_DIRECTORY, 0)
  }

  private static func open(
    _ name: [UInt8], in directory: Int32, _ flags: Int32, _ mode: mode_t
  ) throws(SystemError) -> Int32 {
    while true {
      let descriptor = unsafe withCharacters(of: name) {
        unsafe openat(directory, $0, flags, mode)
      }
      if descriptor >= 0 { return descriptor }
      if errno != EINTR { throw SystemError(number: errno) }
    }
  }

  static func makeDirectory(_ name: [UInt8], mode: UInt32) throws(SystemError) {
    CrashPoint.pass()
    let result = unsafe withCharacters(of: name) { unsafe mkdir($0, mode_t(mode)) }
    if result != 0 { throw SystemError(number: errno) }
  }

  static func rename(
    _ name: [UInt8], in directory: Int32, to newName: [UInt8], in newDirectory: Int32,
    _ rule: RenameRule
  ) throws(SystemError) {
    CrashPoint.pass()
    let flags: UInt32 =
      switch rule {
      case .replace: 0
      case .refuse: 1  // RENAME_NOREPLACE
      case .exchange: 2  // RENAME_EXCHANGE
      }
    let result = unsafe withCharacters(of: name) { old in
      unsafe withCharacters(of: newName) { new in
        unsafe renameat2(directory, old, newDirectory, new, flags)
      }
    }
    if result != 0 { throw SystemError(number: errno) }
  }

  /// Gives a file a second name, which must not exist yet.
  static func link(
    _ name: [UInt8], in directory: Int32, to newName: [UInt8], in newDirectory: Int32
  ) throws(SystemError) {
    CrashPoint.pass()
    let result = unsafe withCharacters(of: name) { old in
      unsafe withCharacters(of: newName) { new in
        unsafe linkat(directory, old, newDirectory, new, 0)
      }
    }
    if result != 0 { throw SystemError(number: errno) }
  }

  static func remove(_ name: [UInt8], in directory: Int32) throws(SystemError) {
    CrashPoint.pass()
    let result = unsafe withCharacters(of: name) { unsafe unlinkat(directory, $0, 0) }
    if result != 0 { throw SystemError(number: errno) }
  }

  /// Facts about a name, of a link itself if it is one; nil where there is nothing of that name.
  static func facts(of name: [UInt8], in directory: Int32) throws(SystemError) -> FileFacts? {
    var status = stat()
    let result = unsafe withCharacters(of: name) {
      unsafe fstatat(directory, $0, &status, AT_SYMLINK_NOFOLLOW)
    }
    if result == 0 { return FileFacts(status) }
    if errno == ENOENT { return nil }
    throw SystemError(number: errno)
  }

  /// Facts about the file that a path leads to, through links; nil where there is nothing.
  static func facts(following path: [UInt8]) throws(SystemError) -> FileFacts? {
    var status = stat()
    let result = unsafe withCharacters(of: path) {
      unsafe fstatat(workingDirectory, $0, &status, 0)
    }
    if result == 0 { return FileFacts(status) }
    if errno == ENOENT || errno == ENOTDIR { return nil }
    throw SystemError(number: errno)
  }

  /// A path without links, `.` and `..`; nil where it does not exist.
  static func resolved(_ path: [UInt8]) -> [UInt8]? {
    unsafe (path + [0]).withUnsafeBytes { octets in
      guard let start = unsafe octets.assumingMemoryBound(to: CChar.self).baseAddress,
        let found = unsafe realpath(start, nil)
      else { return nil }
      defer { unsafe free(found) }
      return unsafe Array(UnsafeRawBufferPointer(start: found, count: strlen(found)))
    }
  }

  /// Names in a directory, without `.` and `..`, in the order of the file system.
  static func names(in directory: Int32) throws(SystemError) -> [[UInt8]] {
    let copy = unsafe openat(directory, here, O_RDONLY | O_CLOEXEC | O_DIRECTORY)
    guard copy >= 0, let stream = unsafe fdopendir(copy) else {
      let error = SystemError(number: errno)
      if copy >= 0 { close(copy) }
      throw error
    }
    defer { _ = unsafe closedir(stream) }
    var names: [[UInt8]] = []
    while true {
      errno = 0
      guard let entry = unsafe readdir(stream) else {
        if errno != 0 { throw SystemError(number: errno) }
        return names
      }
      guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else {
        preconditionFailure("d_name is a stored field of struct dirent")
      }
      let start = unsafe UnsafeRawPointer(entry) + offset
      let count = unsafe strlen(start.assumingMemoryBound(to: CChar.self))
      let name = unsafe Array(UnsafeRawBufferPointer(start: start, count: count))
      if name != [0x2E] && name != [0x2E, 0x2E] { names.append(name) }
    }
  }

  private static let here = "."

  /// Lends the octets of a name as C characters.
  static func withCharacters(
    of name: [UInt8], _ call: (UnsafePointer<CChar>) -> Int32
  ) -> Int32 {
    unsafe (name + [0]).withUnsafeBytes { octets in
      guard let start = unsafe octets.assumingMemoryBound(to: CChar.self).baseAddress else {
        return -1
      }
      return unsafe call(start)
    }
  }
}
