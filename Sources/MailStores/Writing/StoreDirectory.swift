// SPDX-License-Identifier: Apache-2.0
internal import OctetSources
internal import SystemCalls

/// A directory that files are written to, held open.
final class StoreDirectory {
  let descriptor: Int32
  /// With a slash at its end; empty for the working directory.
  let path: [UInt8]

  init(_ path: [UInt8]) throws(StoreFailure) {
    self.path = path
    do throws(SystemError) {
      descriptor = try Kernel.openDirectory(path.isEmpty ? Array(".".utf8) : path)
    } catch {
      throw .cannotWrite(PathText.of(path), error)
    }
  }

  deinit { Kernel.close(descriptor) }

  /// The path of a file in it, for people.
  func path(of name: [UInt8]) -> String { PathText.of(path + name) }

  /// The directory's own path, for people.
  var shownPath: String {
    path.isEmpty ? "." : PathText.of(path.count > 1 ? path.dropLast() : path[...])
  }

  /// Waits until the names in it are on the disk.
  func synchronize() throws(StoreFailure) {
    do throws(SystemError) {
      try Kernel.synchronize(descriptor)
    } catch {
      // Some file systems know no such thing for directories.
      if error.isUnsupported { return }
      throw .cannotWrite(PathText.of(path), error)
    }
  }

  /// Waits until everything on the file system of the directory is on its disk.
  func synchronizeAll() throws(StoreFailure) {
    do throws(SystemError) {
      try Kernel.synchronizeAll(descriptor)
    } catch {
      throw .cannotWrite(PathText.of(path), error)
    }
  }

  /// Makes a directory; nothing happens if it is there.
  static func make(_ path: [UInt8]) throws(StoreFailure) {
    do throws(SystemError) {
      try Kernel.makeDirectory(path, mode: 0o777)
    } catch {
      if !error.isExistingName { throw .cannotWrite(PathText.of(path), error) }
    }
  }

  /// Whether there is nothing in it.
  ///
  /// - Parameter names: what does not count.
  func isEmpty(butFor names: Set<[UInt8]> = []) throws(StoreFailure) -> Bool {
    do throws(SystemError) {
      return try Kernel.names(in: descriptor).allSatisfy { names.contains($0) }
    } catch {
      throw .cannotRead(PathText.of(path), error)
    }
  }

  /// Removes the temporary files that killed runs left behind, and says how many there were.
  func removeStaleFiles() throws(StoreFailure) -> Int {
    do throws(SystemError) {
      var count = 0
      for name in try Kernel.names(in: descriptor)
      where TemporaryName(name)?.isStale == true {
        try Kernel.remove(name, in: descriptor)
        count += 1
      }
      return count
    } catch {
      throw .cannotWrite(PathText.of(path), error)
    }
  }
}
