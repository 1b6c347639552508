// SPDX-License-Identifier: Apache-2.0
package import SystemCalls

/// Why an input, or the rest of it, cannot be read.
///
/// What could be read before the failure has been delivered: the input is incomplete, not void.
package enum InputFailure: Error, Equatable, Sendable {
  /// The kernel refused to open the path.
  case cannotOpen(SystemError)
  /// A read failed, for example on a damaged disk.
  case cannotRead(SystemError)
  /// The path is nothing that can be read from start to end.
  case notAFile(FileKind)
  /// The path is a FIFO and no process has it open for writing.
  case noWriter
  /// The compressed data ends too early; everything before was delivered.
  case truncated(Compression)
  /// The compressed data contradicts itself or its check sum; everything before was delivered.
  case corrupt(Compression)
  /// After the compressed data follows something that is not compressed the same way.
  case trailingGarbage(Compression)
  /// Decompression would need a window of more than ``ZstdDecoder/largestWindow`` octets.
  case windowTooLarge(Compression)
  /// The data is compressed in a way that is not decompressed here.
  case unsupported(Compression)
}

extension InputFailure: CustomStringConvertible {
  /// What is wrong, as the end of a sentence that begins with the path.
  package var description: String {
    switch self {
    case .cannotOpen(let error): "cannot be opened: \(error)"
    case .cannotRead(let error): "cannot be read: \(error)"
    case .notAFile(let kind): "is \(kind.description), not a file or directory"
    case .noWriter: "is a FIFO that no process writes to"
    case .truncated(let compression): "ends in the middle of its \(compression.name) data"
    case .corrupt(let compression): "holds damaged \(compression.name) data"
    case .trailingGarbage(let compression):
      "goes on after its \(compression.name) data with something else"
    case .windowTooLarge(let compression):
      "needs more memory to decompress than this program takes (\(compression.name) window)"
    case .unsupported(let compression):
      "is \(compression.name) data, which is not decompressed here"
    }
  }

  /// What to try, as a command with `path` in it; nil where there is nothing to say.
  ///
  /// - Parameter command: what was to read the input, without arguments.
  package func remedy(path: String, command: String = "logscan") -> String? {
    let isStandardInput = path == "-"
    switch self {
    case .unsupported(let compression), .windowTooLarge(let compression):
      return isStandardInput
        ? "… | \(compression.decompressor) | \(command) -"
        : "\(compression.decompressor) \(path) | \(command) -"
    case .truncated(let compression), .corrupt(let compression),
      .trailingGarbage(let compression):
      return isStandardInput ? nil : compression.tester.map { "\($0) \(path)" }
    case .cannotOpen, .cannotRead, .notAFile, .noWriter: return nil
    }
  }
}

extension FileKind: CustomStringConvertible {
  /// With its article.
  package var description: String {
    switch self {
    case .regular: "a regular file"
    case .directory: "a directory"
    case .symbolicLink: "a symbolic link"
    case .pipe: "a FIFO"
    case .socket: "a socket"
    case .characterDevice: "a character device"
    case .blockDevice: "a block device"
    case .unknown: "of unknown kind"
    }
  }
}
