// SPDX-License-Identifier: Apache-2.0
internal import CSystemCalls
internal import Glibc

/// The calls that are about names, and those that open files for writing.
extension Kernel {
  /// What the rename of a file does where the new name exists.
  package enum RenameRule { case replace, refuse, exchange }

  /// Creates a file that did not exist, for writing and reading back; readable by its owner alone.
  package static func create(_ name: [UInt8], in directory: Int32) throws(SystemError) -> Int32 {
    CrashPoint.pass()
    return try open(
      name, in: directory, flags: O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode: 0o600)
  }

  /// Opens a file for reading and writing.
  package static func openForWriting(
    _ name: [UInt8], in directory: Int32
  ) throws(SystemError) -> Int32 {
    try open(name, in: directory, flags: O_RDWR | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
  }

  package static func makeDirectory(_ name: [UInt8], mode: UInt32) throws(SystemError) {
    CrashPoint.pass()
    _ = try attempt(.makeDirectory) {
      unsafe withCharacters(of: name) { unsafe mkdir($0, mode_t(mode)) }
    }
  }

  package static func rename(
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
    _ = try attempt(.rename) {
      unsafe withCharacters(of: name) { old in
        unsafe withCharacters(of: newName) { new in
          unsafe renameat2(directory, old, newDirectory, new, flags)
        }
      }
    }
  }

  /// Gives a file a second name, which must not exist yet.
  package static func link(
    _ name: [UInt8], in directory: Int32, to newName: [UInt8], in newDirectory: Int32
  ) throws(SystemError) {
    CrashPoint.pass()
    _ = try attempt(.link) {
      unsafe withCharacters(of: name) { old in
        unsafe withCharacters(of: newName) { new in
          unsafe linkat(directory, old, newDirectory, new, 0)
        }
      }
    }
  }

  package static func remove(_ name: [UInt8], in directory: Int32) throws(SystemError) {
    CrashPoint.pass()
    _ = try attempt(.remove) {
      unsafe withCharacters(of: name) { unsafe unlinkat(directory, $0, 0) }
    }
  }

  /// Facts about a name; of the link itself if `followingLinks` is false.
  package static func facts(
    of name: [UInt8], in directory: Int32 = workingDirectory, followingLinks: Bool
  ) throws(SystemError) -> FileFacts {
    var status = stat()
    let flags = followingLinks ? 0 : AT_SYMLINK_NOFOLLOW
    _ = try attempt(.status) {
      unsafe withCharacters(of: name) { unsafe fstatat(directory, $0, &status, flags) }
    }
    return FileFacts(status)
  }

  /// Facts about a name, of a link itself if it is one; nil where there is nothing of that name.
  package static func factsIfThere(
    of name: [UInt8], in directory: Int32
  ) throws(SystemError) -> FileFacts? {
    do throws(SystemError) {
      return try facts(of: name, in: directory, followingLinks: false)
    } catch {
      if error.number == ENOENT { return nil }
      throw error
    }
  }

  /// Facts about the file that a path leads to, through links; nil where there is nothing.
  package static func facts(following path: [UInt8]) throws(SystemError) -> FileFacts? {
    do throws(SystemError) {
      return try facts(of: path, followingLinks: true)
    } catch {
      if error.number == ENOENT || error.number == ENOTDIR { return nil }
      throw error
    }
  }

  /// A path without links, `.` and `..`; nil where it does not exist.
  package static func resolved(_ path: [UInt8]) -> [UInt8]? {
    unsafe (path + [0]).withUnsafeBytes { octets in
      guard let start = unsafe octets.assumingMemoryBound(to: CChar.self).baseAddress,
        let found = unsafe realpath(start, nil)
      else { return nil }
      defer { unsafe free(found) }
      return unsafe Array(UnsafeRawBufferPointer(start: found, count: strlen(found)))
    }
  }

  /// Names in a directory, without `.` and `..`, in the order of the file system.
  package static func names(in directory: Int32) throws(SystemError) -> [[UInt8]] {
    var listing = try DirectoryListing(of: directory)
    var names: [[UInt8]] = []
    var name: [UInt8] = []
    while try listing.next(name: &name) != nil { names.append(name) }
    return names
  }
}
