// SPDX-License-Identifier: Apache-2.0

/// Tells mail from other files.
package enum MailRecognition {
  /// Whether a file begins with an mbox envelope, the `From ` line.
  static func beginsWithEnvelope(_ octets: Span<UInt8>) -> Bool {
    octets.count >= 5 && octets[0] == 0x46 && octets[1] == 0x72 && octets[2] == 0x6F
      && octets[3] == 0x6D && octets[4] == 0x20
  }

  /// Whether the beginning of a file can be that of a message: its first line is a header field or an mbox envelope.
  package static func looksLikeMail(_ octets: Span<UInt8>) -> Bool {
    var index = 0
    // A quoted envelope, as in messages that were cut out of an mbox.
    if octets.count > 6, octets[0] == 0x3E, octets[1] == 0x46, octets[5] == 0x20 { return true }
    while index < octets.count, index < 256, octets[index] != 0x3A {
      guard octets[index] &- 33 < 94 || octets[index] == 0x20 else { return false }
      index += 1
    }
    guard index > 0, index < octets.count, octets[index] == 0x3A else { return false }
    // White space within the name would be a sentence with a colon.
    for place in 0..<index where octets[place] == 0x20 {
      for rest in place..<index where octets[rest] != 0x20 { return false }
    }
    return true
  }
}
