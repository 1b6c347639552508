// SPDX-License-Identifier: Apache-2.0

/// A fact that a log may not state. That a log is silent is a value of its own: it is neither a yes nor a
/// no, and no share and no finding counts it as one.
package enum Stated: UInt8, CaseIterable, Sendable {
  case no, yes, notLogged

  package init(_ value: Bool) { self = value ? .yes : .no }
}
