// SPDX-License-Identifier: Apache-2.0

/// By what a file is known that was read to its end: where it lies, how long it is, and what it begins and
/// ends with. A copy has another mark; it is known by its sessions.
package struct FileMark: Hashable, Sendable {
  package var device: UInt64
  package var inode: UInt64
  /// Octets.
  package var size: UInt64
  /// Hash of the first and the last octets.
  package var edges: UInt64

  package init(device: UInt64, inode: UInt64, size: UInt64, edges: UInt64) {
    self.device = device
    self.inode = inode
    self.size = size
    self.edges = edges
  }
}
