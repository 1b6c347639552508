// SPDX-License-Identifier: Apache-2.0

/// Severity of a glog record: the letter at the head of its header.
package enum Severity: UInt8, Comparable, CaseIterable, Sendable {
  case info, warning, error, fatal

  /// `I`, `W`, `E` or `F`.
  package init?(letter: UInt8) {
    switch letter {
    case UInt8(ascii: "I"): self = .info
    case UInt8(ascii: "W"): self = .warning
    case UInt8(ascii: "E"): self = .error
    case UInt8(ascii: "F"): self = .fatal
    default: return nil
    }
  }

  package static func < (a: Severity, b: Severity) -> Bool { a.rawValue < b.rawValue }
}
