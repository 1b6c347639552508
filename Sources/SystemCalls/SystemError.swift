// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// Why the kernel refused a call: its error number, with the C library's words for it.
package struct SystemError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The value of `errno`.
  package let number: Int32

  package init(number: Int32) { self.number = number }

  /// The error of the call that has just failed on this thread.
  package static var last: SystemError { SystemError(number: errno) }

  package var description: String {
    unsafe strerror(number).map { unsafe String(cString: $0) } ?? "error \(number)"
  }
}

extension SystemError {
  /// Whether it is the disk that does not take anything more: full, over quota, read-only or broken.
  package var isAboutTheDisk: Bool { [ENOSPC, EDQUOT, EROFS, EIO].contains(number) }

  package var isFullDisk: Bool { [ENOSPC, EDQUOT].contains(number) }

  package var isMissingName: Bool { number == ENOENT }
  package var isExistingName: Bool { number == EEXIST }
  /// The file system does not support this kind of rename.
  package var isUnsupported: Bool { [EINVAL, ENOSYS, EOPNOTSUPP].contains(number) }
  /// No permission to make names in a directory.
  package var isForbidden: Bool { [EACCES, EPERM, EROFS].contains(number) }
}
