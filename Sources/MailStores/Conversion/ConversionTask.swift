// SPDX-License-Identifier: Apache-2.0
package import MIME

/// Verifies the signatures of one message.
package protocol MessageVerifier {
  mutating func scan(_ octets: Span<UInt8>)
  mutating func finish() -> [SignatureResult]
}

/// What is done to every message of a store.
package struct ConversionTask: Sendable {
  package enum Direction: Sendable {
    case convert(ConversionPolicy)
    case restore
  }

  package var direction: Direction
  /// Says what would happen, and writes nothing.
  package var isDryRun = false
  /// Seconds to wait for another program's lock on a mailbox.
  package var lockWait = 10
  /// Whether a file in place is replaced although it has other names, which keep the old form.
  package var breaksLinks = false
  /// Makes a verifier for one message, if signatures are to be verified before a conversion and after the way back.
  package var verifier: (@Sendable () -> any MessageVerifier)?
  /// Called when standard input has been read to its end, before anything is written.
  package var spooled: @Sendable () -> Void = {}
  /// Asked often; a run that should stop does so between two blocks and leaves no temporary file.
  package var shouldStop: @Sendable () -> Bool = { false }

  package init(_ direction: Direction) { self.direction = direction }

  /// The policy for a message, in whose file readers look for further ones or not; nil where messages are restored.
  func policy(avoidingFromLines avoids: Bool = false) -> ConversionPolicy? {
    guard case .convert(var policy) = direction else { return nil }
    policy.avoidsFromLines = policy.avoidsFromLines || avoids
    return policy
  }
}
