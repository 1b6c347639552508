// SPDX-License-Identifier: Apache-2.0

/// The new form of one file while it is made: it begins with the first message that changes, everything before and
/// between is copied as it stands.
final class FileChange {
  let reader: BlockReader
  let writer: StoreWriter
  private let directory: StoreDirectory
  /// Whether the new file is only read back and goes with the run.
  private let isUnnamed: Bool
  /// Octets of the old file that the new one holds already, in one form or another.
  private var copied: Int
  /// Where the octets that the new file is made from end.
  private let end: Int
  /// Messages that have changed.
  private(set) var count = 0

  /// - Parameters:
  ///   - range: the octets of the old file that the new one is made from; nil for all.
  ///   - directory: where the new file is made; it must be on the same file system as its final place.
  init(
    _ reader: BlockReader, _ range: Range<Int>? = nil, _ writer: StoreWriter,
    in directory: StoreDirectory, isUnnamed: Bool
  ) {
    copied = range?.lowerBound ?? 0
    end = range?.upperBound ?? reader.size
    self.isUnnamed = isUnnamed
    self.reader = reader
    self.writer = writer
    self.directory = directory
  }

  /// Whether the new file differs from the old one.
  var changesFile: Bool { count > 0 }

  /// Copies everything up to the message at `offset`; returns where its new form begins in the new file.
  func begin(at offset: Int) throws(StoreFailure) -> Int {
    if !writer.isOpen { writer.begin(in: directory, isUnnamed: isUnnamed) }
    try writer.copy(copied..<offset, from: reader)
    copied = offset
    return writer.position
  }

  /// The new form is complete; the old one ends at `offset`.
  func end(at offset: Int) {
    copied = offset
    count += 1
  }

  /// Copies what is left.
  func finish() throws(StoreFailure) {
    _ = try begin(at: end)
  }
}
