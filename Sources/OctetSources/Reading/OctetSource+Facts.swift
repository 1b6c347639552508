// SPDX-License-Identifier: Apache-2.0
internal import SystemCalls

extension OctetSource {
  /// When the open file was last changed: seconds since 1970, UTC. Nil for pipes, whose time says
  /// nothing. Asks the kernel each time.
  package var modificationTime: Int? {
    guard let status = try? Kernel.facts(of: descriptor), status.kind == .regular else {
      return nil
    }
    return status.modificationTime
  }

  /// The open file for reading in parts; nil if it is compressed, not a regular file, or if nothing
  /// has been read yet. It stays open by itself and starts at the octet 0 of the file.
  package func seekableFile() throws(InputFailure) -> SeekableFile? {
    guard format == .plain else { return nil }
    do {
      let status = try Kernel.facts(of: descriptor)
      guard status.kind == .regular else { return nil }
      return try SeekableFile(duplicating: descriptor, size: status.size)
    } catch {
      throw .cannotRead(error)
    }
  }
}
