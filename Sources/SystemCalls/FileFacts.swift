// SPDX-License-Identifier: Apache-2.0
package import Glibc

/// The facts of `struct stat` by which a file is known again, and those that its replacement takes over.
package struct FileFacts: Sendable {
  package let kind: FileKind
  package let identity: FileIdentity
  /// Octets; meaningful for regular files only.
  package let size: Int
  package let modified: timespec
  package let accessed: timespec
  /// The permission bits.
  package let mode: mode_t
  package let user: uid_t
  package let group: gid_t
  /// Names that the file has.
  package let linkCount: Int

  init(_ status: stat) {
    kind = FileKind(mode: status.st_mode)
    identity = FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    size = Int(status.st_size)
    modified = status.st_mtim
    accessed = status.st_atim
    mode = status.st_mode & 0o7777
    user = status.st_uid
    group = status.st_gid
    linkCount = Int(status.st_nlink)
  }

  /// Seconds since 1970, UTC.
  package var modificationTime: Int { Int(modified.tv_sec) }

  /// Whether these are facts about the same file, and nobody has written to it in between.
  package func isUnchanged(_ other: FileFacts) -> Bool {
    identity == other.identity && size == other.size
      && modified.tv_sec == other.modified.tv_sec && modified.tv_nsec == other.modified.tv_nsec
  }

  package func isSameFile(as other: FileFacts) -> Bool { identity == other.identity }
}
