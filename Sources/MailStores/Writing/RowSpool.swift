// SPDX-License-Identifier: Apache-2.0

/// Octets that wait for their turn in a temporary file without a name, so that a report of any length is made in little memory.
package struct RowSpool: ~Copyable {
  private let file = SpoolFile(lane: RowSpool.lane)
  private var writer: StoreWriter?

  /// A number that no worker has.
  private static let lane = 1 << 19

  /// An empty spool. The file comes into being with the first octets.
  package init() {}

  /// Adds octets.
  ///
  /// - Returns: where they stand.
  package mutating func append(_ octets: Span<UInt8>) throws(StoreFailure) -> Range<Int> {
    let writer = try opened()
    let start = writer.position
    writer.write(octets)
    try writer.check()
    return start..<writer.position
  }

  private mutating func opened() throws(StoreFailure) -> StoreWriter {
    if let writer { return writer }
    let new = try file.begin()
    writer = new
    return new
  }

  /// Hands out octets that were added, in blocks.
  package func forEachBlock(
    of range: Range<Int>, _ body: (Span<UInt8>) throws(StoreFailure) -> Void
  ) throws(StoreFailure) {
    try file.finish().forEachBlock(of: range, body)
  }
}
