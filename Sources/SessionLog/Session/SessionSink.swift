// SPDX-License-Identifier: Apache-2.0

/// Receives sessions from stage 5, each once, when it is over.
package protocol SessionSink {
  /// Takes one finished session. The session's storage is re-used afterwards: what is to be kept
  /// must be copied (or swapped out, which the `inout` allows).
  mutating func take(_ session: inout Session)

  /// Takes what is known of an outbound attempt that reached no server, which is not a session.
  mutating func takeAttempt(_ attempt: borrowing Session)

  /// Takes records that make no session by themselves, at an end of the input: those of one that was cut
  /// off there.
  mutating func takeFragment(_ fragment: inout Session)
}

extension SessionSink {
  package mutating func takeAttempt(_ attempt: borrowing Session) {}
  package mutating func takeFragment(_ fragment: inout Session) {}
}
