// SPDX-License-Identifier: Apache-2.0
internal import MIME
internal import OctetSources
internal import SystemCalls

/// A file without a name for octets that must be read more than once and cannot be: those of a pipe or of a compressed
/// file, or a message's original form. Gone when the run is over, however it ends.
final class SpoolFile {
  private let writer: StoreWriter
  private let reader = BlockReader(usesWindow: true)

  /// `lane` is a number that no other spool of this process has.
  init(lane: Int) { writer = StoreWriter(lane: 1 << 20 | lane) }

  /// Begins anew; the sink takes the octets.
  func begin() throws(StoreFailure) -> StoreWriter {
    writer.begin(in: try StoreDirectory(Self.folder), isUnnamed: true)
    return writer
  }

  /// Ends writing. The reader is good until the spool is cleared or begun anew.
  func finish() throws(StoreFailure) -> BlockReader {
    try writer.flush()
    reader.attach(writer.descriptor, size: writer.position, path: "temporary file")
    return reader
  }

  /// Gives the room back.
  func clear() {
    reader.detach()
    writer.abandon()
  }

  static let folder = Array((TemporaryFolder.path + "/").utf8)
}
