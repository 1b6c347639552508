// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// What a directory entry or an open descriptor is.
package enum FileKind: Equatable, Sendable {
  case regular, directory, symbolicLink, pipe, socket, characterDevice, blockDevice, unknown
}

/// Which file a name leads to: two names with the same identity are one file.
struct FileIdentity: Hashable, Sendable {
  let device: UInt64
  let inode: UInt64
}

/// The few facts of `struct stat` that are used here.
struct FileStatus: Equatable, Sendable {
  let kind: FileKind
  let identity: FileIdentity
  /// Octets; meaningful for regular files only.
  let size: Int
  /// Seconds since 1970, UTC.
  let modificationTime: Int

  init(_ status: stat) {
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .regular
      case S_IFDIR: .directory
      case S_IFLNK: .symbolicLink
      case S_IFIFO: .pipe
      case S_IFSOCK: .socket
      case S_IFCHR: .characterDevice
      case S_IFBLK: .blockDevice
      default: .unknown
      }
    identity = FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    size = Int(status.st_size)
    modificationTime = Int(status.st_mtim.tv_sec)
  }
}
