// SPDX-License-Identifier: Apache-2.0
import MailTypes
internal import SystemCalls

/// By what a file is known that has been read: where it lies, how long it is, and what it begins and ends with.
package struct InputMark: Hashable, Sendable {
  package var device: UInt64
  package var inode: UInt64
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

extension InputPlan {
  /// Octets at either end that are looked at.
  private static let edge = 256

  /// The mark of an input; nil for what is not a regular file or cannot be opened.
  package func mark(of input: Int) -> InputMark? {
    guard canBeReadAgain(input) else { return nil }
    do {
      let descriptor = try Kernel.open(octets(of: input))
      defer { Kernel.close(descriptor) }
      let status = try Kernel.facts(of: descriptor)
      guard status.kind == .regular else { return nil }
      var buffer = [UInt8](repeating: 0, count: Self.edge)
      var hash = FNV1a()
      for offset in Set([0, max(0, status.size - Self.edge)]).sorted() {
        var span = buffer.mutableSpan
        var count = 0
        while count < Self.edge,
          try Kernel.read(descriptor, at: offset + count, into: &span, from: &count)
        {}
        hash.add(buffer.prefix(count))
      }
      return InputMark(
        device: status.identity.device, inode: status.identity.inode,
        size: UInt64(status.size), edges: hash.value)
    } catch {
      return nil
    }
  }
}
