// SPDX-License-Identifier: Apache-2.0

/// One forward-path and whether it was accepted; text verbatim, without angle brackets.
package struct ForwardPath: Equatable, Sendable {
  package var path: TextRange
  package var accepted: Bool

  package init(path: TextRange, accepted: Bool) {
    self.path = path
    self.accepted = accepted
  }
}
