// SPDX-License-Identifier: Apache-2.0

/// The verb of a command that a client sent, in any case.
enum EximVerb {
  /// The verb that comes next; the cursor stays.
  static func read(_ cursor: borrowing MessageCursor) -> SessionEvent.Verb {
    let text = cursor.octets.extracting(cursor.position..<cursor.end)
    for (word, verb) in words where text.holdsIgnoringCase(word) { return verb }
    return .other
  }

  private static let words: [(StaticString, SessionEvent.Verb)] = [
    ("rcpt", .rcptTo), ("mail", .mailFrom), ("data", .data), ("bdat", .bdat), ("ehlo", .ehlo),
    ("helo", .helo), ("starttls", .startTLS), ("auth", .auth), ("quit", .quit), ("rset", .reset),
    ("noop", .noop), ("vrfy", .vrfy), ("expn", .vrfy),
  ]
}
