// SPDX-License-Identifier: Apache-2.0

/// Takes a result piece by piece, for a file or for standard output.
struct OutputSink: ~Copyable {
  private let file: OutputFile?
  private var pending: [UInt8] = []
  private let isForTerminal: Bool

  /// Octets that are written at a time.
  private static let portion = 64 << 10

  /// No path is standard output. What `isVerbatim` has text of the log in it as it is, which is made
  /// harmless for a terminal.
  init(path: String?, isVerbatim: Bool) throws(Failure) {
    isForTerminal = isVerbatim && path == nil && StandardOutput.isTerminal
    file = try path.map { path throws(Failure) in try OutputFile(path: path) }
  }

  /// Takes whole lines.
  mutating func write(_ octets: some Sequence<UInt8>) throws(Failure) {
    pending.append(contentsOf: octets)
    if pending.count >= OutputSink.portion { try flush() }
  }

  /// Writes what has come so far.
  mutating func flush() throws(Failure) {
    if let file {
      try file.write(pending)
    } else {
      try StandardOutput.put((isForTerminal ? TerminalText.masked(pending) : pending).span)
    }
    pending.removeAll(keepingCapacity: true)
  }

  /// Writes what is left. A file is complete then and safe on its medium, and still lacks its name.
  consuming func close() throws(Failure) -> OutputFile? {
    try flush()
    try file?.sync()
    return file
  }

  /// Writes what is left; a file gets its name.
  consuming func finish() throws(Failure) {
    try close()?.commit()
  }
}
