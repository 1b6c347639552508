// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// The entries of one directory, in the order in which the file system gives them, without `.` and
/// `..`. Costs no `stat` per entry: the kind comes with the name.
@safe package struct DirectoryListing: ~Copyable {
  private let stream: OpaquePointer
  /// Which directory this is.
  package let identity: FileIdentity

  package struct Entry {
    /// `unknown` where the file system does not say.
    package var kind: FileKind
    package var inode: UInt64
  }

  /// Opens a directory by its path, which ends in NUL.
  package init(path: [UInt8]) throws(SystemError) {
    try self.init(descriptor: try Kernel.openDirectory(path))
  }

  /// Takes the descriptor over.
  private init(descriptor: Int32) throws(SystemError) {
    guard let stream = unsafe fdopendir(descriptor) else {
      let error = SystemError.last
      Kernel.close(descriptor)
      throw error
    }
    let identity: FileIdentity
    do {
      identity = try Kernel.facts(of: descriptor).identity
    } catch {
      _ = unsafe closedir(stream)
      throw error
    }
    unsafe self.stream = stream
    self.identity = identity
  }

  deinit { _ = unsafe closedir(stream) }

  /// Valid while the listing lives.
  package var descriptor: Int32 { unsafe dirfd(stream) }

  /// Opens a directory again that is open already.
  package init(of directory: Int32) throws(SystemError) {
    try self.init(descriptor: try Kernel.openDirectory(Array(".".utf8), in: directory))
  }

  /// The next entry; its name replaces the content of `name`. Nil after the last one.
  package mutating func next(name: inout [UInt8]) throws(SystemError) -> Entry? {
    while true {
      if let number = Faults.error(of: .list), number != EINTR { throw SystemError(number: number) }
      errno = 0
      guard let entry = unsafe readdir(stream) else {
        if errno != 0 { throw .last }
        return nil
      }
      // `d_name` is declared with 256 octets, but the record holds only as many as it needs: it
      // must be read in place and never copied as a whole.
      let start = unsafe UnsafeRawPointer(entry) + Self.nameOffset
      let count = unsafe strlen(start.assumingMemoryBound(to: CChar.self))
      name.removeAll(keepingCapacity: true)
      unsafe name.append(contentsOf: UnsafeRawBufferPointer(start: start, count: count))
      if name.count <= 2 && name.allSatisfy({ $0 == UInt8(ascii: ".") }) { continue }
      return unsafe Entry(kind: Self.kind(entry.pointee.d_type), inode: UInt64(entry.pointee.d_ino))
    }
  }

  private static let nameOffset: Int = {
    guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else {
      preconditionFailure("d_name is a stored field of struct dirent")
    }
    return offset
  }()

  private static func kind(_ type: UInt8) -> FileKind {
    switch Int(type) {
    case DT_REG: .regular
    case DT_DIR: .directory
    case DT_LNK: .symbolicLink
    case DT_FIFO: .pipe
    case DT_SOCK: .socket
    case DT_CHR: .characterDevice
    case DT_BLK: .blockDevice
    default: .unknown
    }
  }
}
