// SPDX-License-Identifier: Apache-2.0

/// What a dialect needs to go on with a session whose input ended before it did, when another input
/// turns out to begin with the rest of it.
package protocol SessionContinuation: AnyObject, Sendable {
  /// Longest silence that the session may keep, in microseconds.
  var silence: Int64 { get }

  /// Records at the beginning of another half that the session has already: two logs overlap there.
  func recordsKnown(of half: borrowing Session) -> Int

  /// Takes the records of its other half, but for those that it has, and gives what the session is then. It is over unless the
  /// other half is open itself. Nil where the two do not make one session.
  func goOn(with half: borrowing Session) -> Session?
}

extension SessionContinuation {
  package func recordsKnown(of half: borrowing Session) -> Int { 0 }
}
