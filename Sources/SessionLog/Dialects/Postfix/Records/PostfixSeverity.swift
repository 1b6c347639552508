// SPDX-License-Identifier: Apache-2.0

/// The word by which Postfix marks a message that is more than information.
package enum PostfixSeverity: UInt8, CaseIterable, Sendable {
  case info, warning, error, fatal, panic

  /// The word with its colon and blank.
  private var word: StaticString {
    switch self {
    case .info: ""
    case .warning: "warning: "
    case .error: "error: "
    case .fatal: "fatal: "
    case .panic: "panic: "
    }
  }

  /// Takes the severity off the beginning of a message.
  @inline(__always)
  static func take(_ cursor: inout MessageCursor) -> PostfixSeverity {
    switch cursor.next {
    case UInt8(ascii: "w"), UInt8(ascii: "e"), UInt8(ascii: "f"), UInt8(ascii: "p"):
      return takeMarked(&cursor)
    default: return .info
    }
  }

  private static func takeMarked(_ cursor: inout MessageCursor) -> PostfixSeverity {
    for severity in [warning, error, fatal, panic] where cursor.skip(severity.word) {
      return severity
    }
    return .info
  }

  /// The process ends with such a message.
  package var isLast: Bool { self == .fatal || self == .panic }
}
