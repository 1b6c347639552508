// SPDX-License-Identifier: Apache-2.0

/// Paths as Exim logs them: a local part may be quoted, and then hold blanks, `>` and signs of the
/// log's own (RFC 5321 section 4.1.2).
enum EximPath {
  /// `"<" path ">"`; the cursor moves behind it. Nil where no such thing stands there; a path that
  /// was cut with the line ends with it.
  static func bracketed(_ cursor: inout MessageCursor) -> TextRange? {
    guard cursor.next == UInt8(ascii: "<") else { return nil }
    let start = cursor.position + 1
    var at = start
    // Most paths hold no quote.
    if let close = cursor.octets.firstOffset(of: UInt8(ascii: ">"), from: at, before: cursor.end),
      cursor.octets.firstOffset(of: UInt8(ascii: "\""), from: at, before: close) == nil
    {
      cursor.position = close + 1
      return TextRange(start: start, count: close - start)
    }
    var quoted = false
    while at < cursor.end {
      switch cursor.octets[at] {
      case UInt8(ascii: "\\") where quoted: at += 1
      case UInt8(ascii: "\""): quoted.toggle()
      case UInt8(ascii: ">") where !quoted:
        cursor.position = at + 1
        return TextRange(start: start, count: at - start)
      default: break
      }
      at += 1
    }
    return unpaired(&cursor, from: start)
  }

  /// A path whose quotes do not pair ends at the first `>`, or with the line.
  private static func unpaired(_ cursor: inout MessageCursor, from start: Int) -> TextRange {
    let close =
      cursor.octets.firstOffset(of: UInt8(ascii: ">"), from: start, before: cursor.end)
      ?? cursor.end
    cursor.position = min(cursor.end, close + 1)
    return TextRange(start: start, count: close - start)
  }

  /// One path of several with blanks between them, without brackets; the cursor stands behind it.
  static func word(_ cursor: inout MessageCursor) -> TextRange {
    let start = cursor.position
    guard cursor.next == UInt8(ascii: "\"") else { return cursor.take(until: UInt8(ascii: " ")) }
    var at = start + 1
    while at < cursor.end, cursor.octets[at] != UInt8(ascii: "\"") {
      at += cursor.octets[at] == UInt8(ascii: "\\") ? 2 : 1
    }
    cursor.position = min(at, cursor.end)
    let rest = cursor.take(until: UInt8(ascii: " "))
    return TextRange(start: start, count: rest.end - start)
  }

  /// The address of a delivery: first as Exim uses it, its quotes taken off, then, in angle brackets,
  /// the one that it was made of. The latter is the forward-path as it was given, but for an alias.
  ///
  ///     address = used *(SP "<" parent ">")
  ///
  /// A local part that was quoted can hold blanks, so `used` ends where a parent or an item begins.
  static func delivered(_ cursor: inout MessageCursor) -> (used: TextRange, parent: TextRange?) {
    let start = cursor.position
    var used = TextRange(start: start, count: cursor.end - start)
    var place = start
    while let blank = cursor.octets.firstOffset(
      of: UInt8(ascii: " "), from: place, before: cursor.end)
    {
      if beginsItem(cursor, blank, isAddress: hasAt(cursor, start..<blank)) {
        used.count = UInt32(blank - start)
        break
      }
      place = blank + 1
    }
    // `** address: text` has no item between them.
    if let colon = cursor.octets.firstOffset(
      of: ": ", from: start, before: min(cursor.end, used.end + 1)), hasAt(cursor, start..<colon)
    {
      used.count = UInt32(colon - start)
    }
    cursor.position = used.end
    var parent: TextRange?
    while cursor.sees(" <") {
      cursor.position += 1
      guard let path = bracketed(&cursor) else { break }
      if parent == nil { parent = path }
    }
    return (used, parent)
  }

  private static func hasAt(_ cursor: MessageCursor, _ range: Range<Int>) -> Bool {
    cursor.octets.firstOffset(
      of: UInt8(ascii: "@"), from: range.lowerBound, before: range.upperBound) != nil
  }

  private static func beginsItem(_ cursor: MessageCursor, _ blank: Int, isAddress: Bool) -> Bool {
    let octets = cursor.octets
    if octets.holds(" <", at: blank, before: cursor.end)
      || octets.holds(" (", at: blank, before: cursor.end)
    {
      return true
    }
    guard isAddress else { return false }
    for item: StaticString in [
      " R=", " T=", " F=<", " P=<", " defer (", " routing defer (", " local defer (",
      " remote defer (",
    ]
    where octets.holds(item, at: blank, before: cursor.end) {
      return true
    }
    // `address: text`
    return octets[blank - 1] == UInt8(ascii: ":")
  }

  /// Whether `parent` is `used` with its quotes and backslashes.
  static func isQuoted(_ parent: TextRange, formOf used: TextRange, _ octets: Span<UInt8>) -> Bool {
    var place = Int(used.start)
    var at = Int(parent.start)
    var sawQuote = false
    while at < parent.end {
      let octet = octets[at]
      at += 1
      if octet == UInt8(ascii: "\"") || octet == UInt8(ascii: "\\") {
        sawQuote = true
        guard octet == UInt8(ascii: "\\"), at < parent.end else { continue }
        guard place < used.end, octets[place] == octets[at] else { return false }
        place += 1
        at += 1
        continue
      }
      guard place < used.end, octets[place] == octet else { return false }
      place += 1
    }
    return sawQuote && place == used.end
  }
}
