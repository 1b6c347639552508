// SPDX-License-Identifier: Apache-2.0
internal import Glibc
internal import OctetSources

/// The facts of `struct stat` by which a file is known again, and those that its replacement takes over.
struct FileFacts: Sendable {
  /// Whether it is a regular file, a directory, or something else.
  let kind: Kind
  let device: UInt64
  let inode: UInt64
  let size: Int
  let modified: timespec
  let accessed: timespec
  /// The permission bits.
  let mode: mode_t
  let user: uid_t
  let group: gid_t
  /// Names that the file has.
  let linkCount: Int

  enum Kind { case regular, directory, other }

  init(_ status: stat) {
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .regular
      case S_IFDIR: .directory
      default: .other
      }
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    size = Int(status.st_size)
    modified = status.st_mtim
    accessed = status.st_atim
    mode = status.st_mode & 0o7777
    user = status.st_uid
    group = status.st_gid
    linkCount = Int(status.st_nlink)
  }

  /// Whether these are facts about the same file, and nobody has written to it in between.
  func isUnchanged(_ other: FileFacts) -> Bool {
    device == other.device && inode == other.inode && size == other.size
      && modified.tv_sec == other.modified.tv_sec && modified.tv_nsec == other.modified.tv_nsec
  }

  /// Looks at the file again; throws if it is another one by now, or somebody has written to it.
  func requireUnchanged(
    _ path: String, _ look: () throws(SystemError) -> FileFacts?
  ) throws(StoreFailure) {
    let now: FileFacts?
    do throws(SystemError) { now = try look() } catch { throw .cannotRead(path, error) }
    guard let now, now.isUnchanged(self) else { throw .changedMeanwhile(path) }
  }

  func isSameFile(as other: FileFacts) -> Bool { device == other.device && inode == other.inode }
}

extension SystemError {
  /// Whether it is the disk that does not take anything more: full, over quota, read-only or broken.
  var isAboutTheDisk: Bool { [ENOSPC, EDQUOT, EROFS, EIO].contains(number) }

  var isFullDisk: Bool { [ENOSPC, EDQUOT].contains(number) }

  var isMissingName: Bool { number == ENOENT }
  var isExistingName: Bool { number == EEXIST }
  /// The file system does not know this kind of rename.
  var isUnsupported: Bool { [EINVAL, ENOSYS, EOPNOTSUPP].contains(number) }
  /// No permission to make names in a directory.
  var isForbidden: Bool { [EACCES, EPERM, EROFS].contains(number) }
}
