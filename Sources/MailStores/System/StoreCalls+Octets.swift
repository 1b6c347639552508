// SPDX-License-Identifier: Apache-2.0
internal import CSystemCalls
internal import Glibc
internal import OctetSources

/// The kernel calls that are about open files, and the two searches that C does best.
extension StoreCalls {
  static func close(_ descriptor: Int32) {
    // Linux frees the descriptor even when it reports EINTR: to retry could close another's file.
    _ = Glibc.close(descriptor)
  }

  /// Reads at an offset until the room is full or the file ends; returns the number of octets.
  static func read(
    _ descriptor: Int32, at offset: Int, into room: inout MutableSpan<UInt8>
  ) throws(SystemError) -> Int {
    var filled = 0
    while filled < room.count {
      let count = unsafe room.withUnsafeMutableBytes { octets in
        let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: octets[filled...])
        return unsafe pread(descriptor, rest.baseAddress, rest.count, off_t(offset + filled))
      }
      if count == 0 { break }
      if count > 0 {
        filled += count
      } else if errno != EINTR {
        throw SystemError(number: errno)
      }
    }
    return filled
  }

  /// Writes all octets at an offset.
  static func write(
    _ octets: Span<UInt8>, to descriptor: Int32, at offset: Int
  ) throws(SystemError) {
    CrashPoint.pass()
    var written = 0
    while written < octets.count {
      let count = unsafe octets.withUnsafeBytes { buffer in
        let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[written...])
        return unsafe pwrite(descriptor, rest.baseAddress, rest.count, off_t(offset + written))
      }
      if count >= 0 {
        written += count
      } else if errno != EINTR {
        throw SystemError(number: errno)
      }
    }
  }

  /// Copies a range of a file within the kernel. False where these two files do not allow it: then nothing, or
  /// less than the range, has been copied.
  static func copy(
    _ source: Int32, _ range: Range<Int>, to target: Int32, at offset: Int
  ) throws(SystemError) -> Bool {
    CrashPoint.pass()
    var (from, to) = (off_t(range.lowerBound), off_t(offset))
    while from < off_t(range.upperBound) {
      let count = unsafe copy_file_range(
        source, &from, target, &to, range.upperBound - Int(from), 0)
      if count > 0 { continue }
      if count == 0 { return false }
      switch errno {
      case EINTR: continue
      case EXDEV, EINVAL, ENOSYS, EOPNOTSUPP, EBADF, EPERM: return false
      default: throw SystemError(number: errno)
      }
    }
    return true
  }

  static func truncate(_ descriptor: Int32, to size: Int) throws(SystemError) {
    CrashPoint.pass()
    while ftruncate(descriptor, off_t(size)) != 0 {
      if errno != EINTR { throw SystemError(number: errno) }
    }
  }

  /// Waits until the file's octets and facts are on the disk; of a directory, its names.
  static func synchronize(_ descriptor: Int32) throws(SystemError) {
    CrashPoint.pass()
    while fsync(descriptor) != 0 {
      if errno != EINTR { throw SystemError(number: errno) }
    }
  }

  /// Waits until everything that was written to the file system of `descriptor` is on its disk.
  static func synchronizeAll(_ descriptor: Int32) throws(SystemError) {
    if syncfs(descriptor) != 0 { throw SystemError(number: errno) }
  }

  static func facts(of descriptor: Int32) throws(SystemError) -> FileFacts {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw SystemError(number: errno) }
    return FileFacts(status)
  }

  /// Tries to lock a whole file (`fcntl`), until its descriptor is closed. False where another process has it locked.
  static func lock(_ descriptor: Int32, forWriting: Bool) throws(SystemError) -> Bool {
    if sc_lock(descriptor, forWriting ? 1 : 0) == 0 { return true }
    switch errno {
    case EACCES, EAGAIN, EINTR: return false
    // File systems without locks, on which no program can have one.
    case ENOLCK, EOPNOTSUPP, ENOSYS: return true
    default: throw SystemError(number: errno)
    }
  }

  /// Whether two runs of octets are equal. Safe twin: `plainEqual`.
  static func equal(_ one: Span<UInt8>, _ other: Span<UInt8>) -> Bool {
    guard one.count == other.count else { return false }
    return unsafe one.withUnsafeBytes { one in
      unsafe other.withUnsafeBytes { other in
        guard let a = one.baseAddress, let b = other.baseAddress else { return true }
        return unsafe memcmp(a, b, one.count) == 0
      }
    }
  }

  /// Safe twin of `equal`.
  static func plainEqual(_ one: Span<UInt8>, _ other: Span<UInt8>) -> Bool {
    guard one.count == other.count else { return false }
    for index in one.indices where one[index] != other[index] { return false }
    return true
  }

  /// Copies octets to the beginning of an array's free room; the caller has made sure that they fit.
  static func copy(_ octets: Span<UInt8>, into buffer: inout [UInt8], at start: Int) {
    precondition(octets.count <= buffer.count - start)
    unsafe buffer.withUnsafeMutableBytes { room in
      unsafe octets.withUnsafeBytes { from in
        let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: room[start...])
        unsafe rest.copyMemory(from: from)
      }
    }
  }
}
