// SPDX-License-Identifier: Apache-2.0

/// The servers whose logs can be read: one line each.
package enum Dialects {
  /// Place of ghsmtp, whose logs have a fast path of their own, in the list.
  package static let ghsmtp = 0

  package static let all: [Dialect] = [
    Dialect("ghsmtp", GhsmtpReader.self),
    Dialect("postfix", PostfixReader.self),
    Dialect("exim", EximReader.self),
  ]
}
