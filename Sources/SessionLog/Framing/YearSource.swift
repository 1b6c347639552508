// SPDX-License-Identifier: Apache-2.0

/// Where the year of a record's time was taken from, best first.
package enum YearSource: UInt8, CaseIterable, Comparable, Sendable {
  case line, fileHeader, fileName, option, modificationTime
  /// The present time: the input is a pipe, which has no other.
  case clock
  case none

  package static func < (a: YearSource, b: YearSource) -> Bool { a.rawValue < b.rawValue }
}
