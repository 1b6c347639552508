// SPDX-License-Identifier: Apache-2.0
internal import CSystemCalls
internal import Glibc

/// The calls that are about open files, and the two jobs on octets that C does best.
extension Kernel {
  /// Writes all octets at an offset.
  package static func write(
    _ octets: Span<UInt8>, to descriptor: Int32, at offset: Int
  ) throws(SystemError) {
    CrashPoint.pass()
    try unsafe writeAll(octets) { rest, written in
      unsafe pwrite(descriptor, rest.baseAddress, rest.count, off_t(offset + written))
    }
  }

  /// Writes all octets at the descriptor's own position.
  package static func write(_ octets: Span<UInt8>, to descriptor: Int32) throws(SystemError) {
    try unsafe writeAll(octets) { rest, _ in
      unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
    }
  }

  private static func writeAll(
    _ octets: Span<UInt8>, _ write: (_ rest: UnsafeRawBufferPointer, _ written: Int) -> Int
  ) throws(SystemError) {
    try unsafe octets.withUnsafeBytes { buffer throws(SystemError) in
      var written = 0
      while written < buffer.count {
        written += try attempt(.write) {
          let end = written + Faults.granted(buffer.count - written)
          return unsafe write(UnsafeRawBufferPointer(rebasing: buffer[written..<end]), written)
        }
      }
    }
  }

  /// Copies a range of a file within the kernel. False where these two files do not allow it: then nothing, or
  /// less than the range, has been copied.
  package static func copy(
    _ source: Int32, _ range: Range<Int>, to target: Int32, at offset: Int
  ) throws(SystemError) -> Bool {
    CrashPoint.pass()
    var (from, to) = (off_t(range.lowerBound), off_t(offset))
    while from < off_t(range.upperBound) {
      do throws(SystemError) {
        let count = try attempt(.copy) {
          unsafe copy_file_range(
            source, &from, target, &to, Faults.granted(range.upperBound - Int(from)), 0)
        }
        if count == 0 { return false }
      } catch {
        switch error.number {
        case EXDEV, EINVAL, ENOSYS, EOPNOTSUPP, EBADF, EPERM: return false
        default: throw error
        }
      }
    }
    return true
  }

  package static func truncate(_ descriptor: Int32, to size: Int) throws(SystemError) {
    CrashPoint.pass()
    _ = try attempt(.truncate) { ftruncate(descriptor, off_t(size)) }
  }

  /// Waits until the file's octets and facts are on the disk; of a directory, its names.
  package static func synchronize(_ descriptor: Int32) throws(SystemError) {
    CrashPoint.pass()
    _ = try attempt(.synchronize) { fsync(descriptor) }
  }

  /// Waits until everything that was written to the file system of `descriptor` is on its disk.
  package static func synchronizeAll(_ descriptor: Int32) throws(SystemError) {
    _ = try attempt(.synchronize) { syncfs(descriptor) }
  }

  package static func facts(of descriptor: Int32) throws(SystemError) -> FileFacts {
    var status = stat()
    _ = try attempt(.status) { unsafe fstat(descriptor, &status) }
    return FileFacts(status)
  }

  /// Tries to lock a whole file (`fcntl`), until its descriptor is closed. False where another process has it locked.
  package static func lock(_ descriptor: Int32, forWriting: Bool) throws(SystemError) -> Bool {
    do throws(SystemError) {
      _ = try attempt(.lock) { sc_lock(descriptor, forWriting ? 1 : 0) }
      return true
    } catch {
      switch error.number {
      case EACCES, EAGAIN: return false
      // File systems without locks, on which no program can have one.
      case ENOLCK, EOPNOTSUPP, ENOSYS: return true
      default: throw error
      }
    }
  }

  /// Whether two runs of octets are equal. Safe twin: `plainEqual`.
  package static func equal(_ one: Span<UInt8>, _ other: Span<UInt8>) -> Bool {
    guard one.count == other.count else { return false }
    return unsafe one.withUnsafeBytes { one in
      unsafe other.withUnsafeBytes { other in
        guard let a = one.baseAddress, let b = other.baseAddress else { return true }
        return unsafe memcmp(a, b, one.count) == 0
      }
    }
  }

  /// Safe twin of `equal`.
  package static func plainEqual(_ one: Span<UInt8>, _ other: Span<UInt8>) -> Bool {
    guard one.count == other.count else { return false }
    for index in one.indices where one[index] != other[index] { return false }
    return true
  }

  /// Copies octets to the beginning of an array's free room; the caller has made sure that they fit.
  package static func copy(_ octets: Span<UInt8>, into buffer: inout [UInt8], at start: Int) {
    precondition(octets.count <= buffer.count - start)
    unsafe buffer.withUnsafeMutableBytes { room in
      unsafe octets.withUnsafeBytes { from in
        let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: room[start...])
        unsafe rest.copyMemory(from: from)
      }
    }
  }
}
