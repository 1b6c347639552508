// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// The calls by which files are opened and read.
extension Kernel {
  /// Opens a file for reading.
  ///
  /// `O_NONBLOCK`, because opening a FIFO that nobody writes to would otherwise hang for ever; it
  /// means nothing for regular files, and `read` waits where a pipe has nothing yet.
  package static func open(
    _ name: [UInt8], in directory: Int32 = workingDirectory, followingLinks: Bool = true
  ) throws(SystemError) -> Int32 {
    let flags = O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK
    return try open(name, in: directory, flags: followingLinks ? flags : flags | O_NOFOLLOW)
  }

  /// Opens a directory; a symbolic link as last component is followed.
  package static func openDirectory(
    _ name: [UInt8], in directory: Int32 = workingDirectory
  ) throws(SystemError) -> Int32 {
    try open(name, in: directory, flags: O_RDONLY | O_CLOEXEC | O_DIRECTORY)
  }

  static func open(
    _ name: [UInt8], in directory: Int32, flags: Int32, mode: mode_t = 0
  ) throws(SystemError) -> Int32 {
    try attempt(flags & O_CREAT == 0 ? .open : .create) {
      unsafe withCharacters(of: name) { unsafe openat(directory, $0, flags, mode) }
    }
  }

  package static func close(_ descriptor: Int32) {
    // Linux frees the descriptor even when it reports EINTR: to retry could close another's file.
    _ = Glibc.close(descriptor)
  }

  /// One read into the buffer from an index up to another, waiting until there is something; the
  /// number of octets read is added to the index. False at the end of the input.
  package static func read(
    _ descriptor: Int32, into buffer: inout MutableSpan<UInt8>, from index: inout Int,
    upTo end: Int
  ) throws(SystemError) -> Bool {
    let start = index
    precondition(end <= buffer.count)
    while true {
      do throws(SystemError) {
        let count = try unsafe buffer.withUnsafeMutableBytes { octets throws(SystemError) in
          try attempt(.read) {
            let room = unsafe UnsafeMutableRawBufferPointer(
              rebasing: octets[start..<start + Faults.granted(end - start)])
            return unsafe Glibc.read(descriptor, room.baseAddress, room.count)
          }
        }
        index += count
        return count > 0
      } catch {
        guard error.number == EAGAIN else { throw error }
        waitUntilReadable(descriptor)
      }
    }
  }

  /// One read at an offset of the file, which leaves the descriptor's own position alone.
  package static func read(
    _ descriptor: Int32, at offset: Int, into buffer: inout MutableSpan<UInt8>,
    from index: inout Int
  ) throws(SystemError) -> Bool {
    let start = index
    precondition(start <= buffer.count)
    let count = try unsafe buffer.withUnsafeMutableBytes { octets throws(SystemError) in
      try attempt(.read) {
        let room = unsafe UnsafeMutableRawBufferPointer(
          rebasing: octets[start..<start + Faults.granted(octets.count - start)])
        return unsafe pread(descriptor, room.baseAddress, room.count, off_t(offset))
      }
    }
    index += count
    return count > 0
  }

  /// Reads at an offset until the room is full or the file ends; returns the number of octets.
  package static func read(
    _ descriptor: Int32, at offset: Int, into room: inout MutableSpan<UInt8>
  ) throws(SystemError) -> Int {
    var filled = 0
    while filled < room.count,
      try read(descriptor, at: offset + filled, into: &room, from: &filled)
    {}
    return filled
  }

  private static func waitUntilReadable(_ descriptor: Int32) {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    _ = unsafe poll(&request, 1, -1)
  }

  /// Asks the kernel to read ahead generously.
  package static func adviseSequential(_ descriptor: Int32) {
    _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
  }

  package static func duplicate(_ descriptor: Int32) throws(SystemError) -> Int32 {
    try attempt(.open) { fcntl(descriptor, F_DUPFD_CLOEXEC, 0) }
  }

  /// What a symbolic link says, without NUL at its end.
  package static func target(ofLink name: [UInt8]) throws(SystemError) -> [UInt8] {
    var target = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = try attempt(.status) {
      unsafe target.withUnsafeMutableBytes { room -> Int in
        guard let start = unsafe room.assumingMemoryBound(to: CChar.self).baseAddress else {
          return -1
        }
        let capacity = room.count
        return unsafe withCharacters(of: name) { unsafe readlink($0, start, capacity) }
      }
    }
    target.removeLast(target.count - count)
    return target
  }
}
