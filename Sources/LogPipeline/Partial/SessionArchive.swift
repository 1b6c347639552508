// SPDX-License-Identifier: Apache-2.0
internal import Synchronization

/// Where the sessions of a run go that are to be in a partial result, from all workers.
package final class SessionArchive: Sendable {
  private let take: Mutex<(SessionBlock) -> Void>

  /// `take` gets one block after the other, in no particular order.
  package init(_ take: sending @escaping (SessionBlock) -> Void) { self.take = Mutex(take) }

  func put(_ block: SessionBlock) { take.withLock { $0(block) } }
}
