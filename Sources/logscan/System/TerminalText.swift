// SPDX-License-Identifier: Apache-2.0
import Reports

/// Verbatim results on their way to a terminal.
///
/// A file or a pipe gets each octet of the log as it is. To a terminal, control characters in it would
/// be orders, and strangers wrote it.
enum TerminalText {
  /// Whole lines with control characters as pictures of themselves, but for tabs and line ends.
  static func masked(_ octets: [UInt8]) -> [UInt8] {
    let lines = octets.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
      line in
      let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      return line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
        .map { DisplayWidth.printable(String(decoding: $0, as: UTF8.self)) }
        .joined(separator: "\t")
    }
    return Array(lines.joined(separator: "\n").utf8)
  }
}
