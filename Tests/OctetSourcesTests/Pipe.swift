// SPDX-License-Identifier: Apache-2.0
import Glibc
import OctetSources
import SystemCalls

/// A FIFO with a writer, for tests. What is written must fit into the kernel's buffer (64 KiB).
///
/// Unsafe code: names and octets go to C as pointers. All of it is in this file.
struct Pipe: ~Copyable {
  private let descriptor: Int32

  /// Makes a FIFO that nobody writes to.
  static func make(_ path: String) throws(SystemError) {
    guard unsafe mkfifo(path, 0o600) == 0 else { throw SystemError(number: errno) }
  }

  /// Makes a FIFO and writes to it; it ends for its reader when the value is gone.
  static func named(_ path: String, holding octets: [UInt8]) throws(SystemError) -> Pipe {
    try make(path)
    // Read and write: a FIFO cannot be opened for writing alone before it has a reader.
    let writer = Pipe(descriptor: unsafe open(path, O_RDWR | O_CLOEXEC))
    try writer.write(octets)
    return writer
  }

  /// Like ``named(_:holding:)``, but each read finds one octet only. Holds up to 256.
  static func named(_ path: String, holdingOneByOne octets: [UInt8]) throws(SystemError) -> Pipe {
    try make(path)
    let writer = Pipe(descriptor: unsafe open(path, O_RDWR | O_CLOEXEC))
    // Packet mode (`man 2 pipe`): each write is a packet of its own, which takes a whole page.
    let (setPipeSize, packetMode) = (Int32(1031), Int32(0o40000))
    guard fcntl(writer.descriptor, setPipeSize, 256 * 4096) >= 0,
      fcntl(writer.descriptor, F_SETFL, packetMode) >= 0
    else { throw SystemError(number: errno) }
    for octet in octets { try writer.write([octet]) }
    return writer
  }

  /// Puts a pipe with these octets, which ends after them, in the place of standard input while
  /// `body` runs.
  static func asStandardInput(
    _ octets: [UInt8], _ body: () throws -> Void
  ) throws {
    var ends: (Int32, Int32) = (0, 0)
    let result = unsafe withUnsafeMutableBytes(of: &ends) { octets in
      unsafe octets.withMemoryRebound(to: Int32.self) { unsafe pipe($0.baseAddress) }
    }
    guard result == 0 else { throw SystemError(number: errno) }
    let saved = dup(0)
    dup2(ends.0, 0)
    close(ends.0)
    defer {
      dup2(saved, 0)
      close(saved)
    }
    do {
      let writer = Pipe(descriptor: ends.1)
      try writer.write(octets)
    }
    try body()
  }

  /// Ends the FIFO for its reader.
  consuming func finish() {}

  private init(descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  func write(_ octets: [UInt8]) throws(SystemError) {
    let count = unsafe octets.withUnsafeBytes { source in
      unsafe Glibc.write(descriptor, source.baseAddress, source.count)
    }
    guard count == octets.count else { throw SystemError(number: errno) }
  }
}
