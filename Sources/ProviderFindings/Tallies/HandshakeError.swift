// SPDX-License-Identifier: Apache-2.0

/// The line of OpenSSL's error queue that a failed handshake leaves in a log.
package enum HandshakeError {
  /// Where the reason stands in the line, which is what stays the same between OpenSSL's versions:
  ///
  ///     "error:" code ":" library ":" [function] ":" reason
  ///
  /// `error:14094418:SSL routines:ssl3_read_bytes:tlsv1 alert unknown ca` (1.x) and
  /// `error:0A000418:SSL routines::tlsv1 alert unknown ca` (3) have the same reason. Another text
  /// is its own reason.
  static func reason(in text: Span<UInt8>) -> Range<Int> {
    var colons = 0
    for index in text.indices where text[index] == UInt8(ascii: ":") {
      colons += 1
      if colons == 4 { return index + 1..<text.count }
    }
    return text.indices
  }

  /// The reason for people.
  package static func shown(_ reason: LoggedName) -> String {
    reason.isEmpty ? "reason not logged" : reason
  }
}
