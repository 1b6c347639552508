// SPDX-License-Identifier: Apache-2.0
package import SessionLog

/// Which sessions count. As yet it admits all of them.
package struct SessionFilter: Sendable {
  package init() {}

  /// Whether the session passes.
  package func admits(_ session: Session, in directory: inout ProviderDirectory) -> Bool { true }
}
