// SPDX-License-Identifier: Apache-2.0

/// The fields behind the text of an action: `from=<…> to=<…> proto=… helo=<…>`, with commas from
/// postscreen.
enum ActionFields {
  /// Where they begin: the `;` of the last place that looks like it.
  static func start(in text: Span<UInt8>, from start: Int, before end: Int) -> Int? {
    var limit = end
    while let place = text.lastOffset(of: UInt8(ascii: ";"), from: start, before: limit) {
      if text.holds("; from=<", at: place, before: end)
        || text.holds("; to=<", at: place, before: end)
        || text.holds("; proto=", at: place, before: end)
      {
        return place
      }
      limit = place
    }
    return nil
  }

  /// Reads them, as far as there are some.
  static func read(_ cursor: inout MessageCursor, into refusal: inout PostfixRefusal) {
    guard cursor.skip("; ") else { return }
    while true {
      if cursor.skip("from=<") {
        refusal.reversePath = address(&cursor)
        refusal.hasReversePath = true
      } else if cursor.skip("to=<") {
        refusal.forwardPath = address(&cursor)
        refusal.hasForwardPath = true
      } else if cursor.skip("helo=<") {
        refusal.helo = address(&cursor)
      } else if cursor.skip("proto=") {
        refusal.isExtended = cursor.sees("ESMTP") ? true : cursor.sees("SMTP") ? false : nil
        skipValue(&cursor)
      } else if cursor.sees("sasl_") {
        skipValue(&cursor)
      } else {
        return
      }
      let place = cursor.position
      _ = cursor.skip(",")
      guard cursor.skip(" ") else {
        cursor.position = place
        return
      }
    }
  }

  private static func skipValue(_ cursor: inout MessageCursor) {
    while let octet = cursor.next, octet != UInt8(ascii: " "), octet != UInt8(ascii: ","),
      octet != UInt8(ascii: ":")
    {
      cursor.position += 1
    }
  }

  /// An address up to the `>` that ends it: one with the end or another field behind it.
  private static func address(_ cursor: inout MessageCursor) -> TextRange {
    let start = cursor.position
    while let place = cursor.octets.firstOffset(
      of: UInt8(ascii: ">"), from: cursor.position, before: cursor.end)
    {
      cursor.position = place + 1
      if endsField(cursor) { return TextRange(start: start, count: place - start) }
    }
    // The line was cut.
    return cursor.rest()
  }

  private static func endsField(_ cursor: borrowing MessageCursor) -> Bool {
    if cursor.isAtEnd || cursor.sees(": ") { return true }
    let ends: [StaticString] = [
      " to=<", ", to=<", " proto=", ", proto=", " helo=<", ", helo=<", " sasl_", ", sasl_",
    ]
    return ends.contains { cursor.sees($0) }
  }
}
