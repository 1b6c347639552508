// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// The kernel calls of this module. Each retries after a signal (`EINTR`) and throws the kernel's
/// error; names are octets that end in NUL.
///
/// The only place besides `DirectoryListing` and the decoders where pointers reach C.
enum SystemCalls {
  /// Stands for "relative to the working directory" where a directory descriptor is asked for.
  static let workingDirectory: Int32 = AT_FDCWD

  /// Opens a file for reading.
  ///
  /// `O_NONBLOCK`, because opening a FIFO that nobody writes to would otherwise hang for ever; it
  /// means nothing for regular files, and ``read(_:into:)`` waits where a pipe has nothing yet.
  static func open(_ name: [UInt8], in directory: Int32) throws(SystemError) -> Int32 {
    try open(name, in: directory, flags: O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
  }

  /// Opens a directory; a symbolic link as last component is followed.
  static func openDirectory(_ name: [UInt8]) throws(SystemError) -> Int32 {
    try open(name, in: workingDirectory, flags: O_RDONLY | O_CLOEXEC | O_DIRECTORY)
  }

  private static func open(
    _ name: [UInt8], in directory: Int32, flags: Int32
  ) throws(SystemError) -> Int32 {
    while true {
      let descriptor = unsafe withCharacters(of: name) { unsafe openat(directory, $0, flags) }
      if descriptor >= 0 { return descriptor }
      if errno != EINTR { throw .last }
    }
  }

  static func close(_ descriptor: Int32) {
    // Linux frees the descriptor even when it reports EINTR: to retry could close another's file.
    _ = Glibc.close(descriptor)
  }

  /// One read into the buffer from an index up to another, waiting until there is something; the
  /// number of octets read is added to the index. False at the end of the input.
  static func read(
    _ descriptor: Int32, into buffer: inout MutableSpan<UInt8>, from index: inout Int,
    upTo end: Int
  ) throws(SystemError) -> Bool {
    let range = index..<end
    precondition(end <= buffer.count)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { octets in
        let room = unsafe UnsafeMutableRawBufferPointer(rebasing: octets[range])
        return unsafe Glibc.read(descriptor, room.baseAddress, room.count)
      }
      if count >= 0 {
        index += count
        return count > 0
      }
      switch errno {
      case EINTR: continue
      case EAGAIN: waitUntilReadable(descriptor)
      default: throw .last
      }
    }
  }

  /// One read at an offset of the file, which leaves the descriptor's own position alone.
  static func read(
    _ descriptor: Int32, at offset: Int, into buffer: inout MutableSpan<UInt8>,
    from index: inout Int
  ) throws(SystemError) -> Bool {
    let start = index
    precondition(start <= buffer.count)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { octets in
        let room = unsafe UnsafeMutableRawBufferPointer(rebasing: octets[start...])
        return unsafe pread(descriptor, room.baseAddress, room.count, offset)
      }
      if count >= 0 {
        index += count
        return count > 0
      }
      if errno != EINTR { throw .last }
    }
  }

  private static func waitUntilReadable(_ descriptor: Int32) {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    _ = unsafe poll(&request, 1, -1)
  }

  /// Tells the kernel to read ahead generously.
  static func adviseSequential(_ descriptor: Int32) {
    _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
  }

  static func duplicate(_ descriptor: Int32) throws(SystemError) -> Int32 {
    let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
    if copy < 0 { throw .last }
    return copy
  }

  static func status(of descriptor: Int32) throws(SystemError) -> FileStatus {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw .last }
    return FileStatus(status)
  }

  /// Facts about a name; of the link itself if `followingLinks` is false.
  static func status(
    of name: [UInt8], in directory: Int32 = workingDirectory, followingLinks: Bool
  ) throws(SystemError) -> FileStatus {
    var status = stat()
    let flags = followingLinks ? 0 : AT_SYMLINK_NOFOLLOW
    let result = unsafe withCharacters(of: name) { unsafe fstatat(directory, $0, &status, flags) }
    guard result == 0 else { throw .last }
    return FileStatus(status)
  }

  /// What a symbolic link says, without NUL at its end.
  static func target(ofLink name: [UInt8]) throws(SystemError) -> [UInt8] {
    var target = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = unsafe target.withUnsafeMutableBytes { room in
      guard let start = unsafe room.assumingMemoryBound(to: CChar.self).baseAddress else {
        return -1
      }
      let capacity = room.count
      return Int(
        unsafe withCharacters(of: name) { unsafe Int32(readlink($0, start, capacity)) })
    }
    if count < 0 { throw .last }
    target.removeLast(target.count - count)
    return target
  }

  /// What the C library says to an error number.
  static func words(for number: Int32) -> String {
    unsafe strerror(number).map { unsafe String(cString: $0) } ?? "error \(number)"
  }

  /// Lends the octets of a name as C characters.
  private static func withCharacters(
    of name: [UInt8], _ call: (UnsafePointer<CChar>) -> Int32
  ) -> Int32 {
    unsafe name.withUnsafeBytes { octets in
      guard let start = unsafe octets.assumingMemoryBound(to: CChar.self).baseAddress else {
        errno = ENOENT
        return -1
      }
      return unsafe call(start)
    }
  }
}
