// SPDX-License-Identifier: Apache-2.0
import MailTypes
package import OctetSources
internal import SessionLog

/// What earlier runs have counted, as far as a run must know it.
package struct RunMemory: Sendable {
  /// Sessions that are kept, at most, because a later input may change them.
  static let mostHeld = 65_536

  private let seen: [Int: [UInt64]]
  private let twins: Set<UInt64>
  private let files: Set<InputMark>

  /// - Parameters:
  ///   - seen: Sorted identities by day, in days since 1970-01-01.
  ///   - twins: What other files hold of sessions, by hash.
  ///   - files: Files that were read to their end.
  package init(
    seen: [Int: [UInt64]], twins: Set<UInt64>, files: Set<InputMark>
  ) {
    self.seen = seen
    self.twins = twins
    self.files = files
  }

  /// Whether the session was counted.
  func knows(_ session: Session) -> Bool {
    if session.twinsToLookFor.contains(where: twins.contains) { return true }
    let day = session.start.date.days
    // Where a record states no year, a copy of the file may give it another one.
    if session.yearSource != .line {
      return seen.keys.contains { holds($0, session.id.value) }
    }
    return (day - 1...day + 1).contains { holds($0, session.id.value) }
  }

  private func holds(_ day: Int, _ identity: UInt64) -> Bool {
    guard let identities = seen[day] else { return false }
    let low = identities.partitioningIndex { $0 >= identity }
    return low < identities.count && identities[low] == identity
  }

  /// Whether an input was read to its end and has not changed.
  func knows(_ file: InputMark) -> Bool { files.contains(file) }
}
