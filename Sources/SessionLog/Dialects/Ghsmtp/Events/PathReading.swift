// SPDX-License-Identifier: Apache-2.0

extension MessageCursor {
  /// `"<" path ">" [SP parameters]`, as the MTA logs it behind `MAIL FROM:` and `RCPT TO:`.
  ///
  /// A quoted local part (RFC 5321 section 4.1.2, Quoted-string) may itself hold blanks, `>`, `,`
  /// and `\"`, logged verbatim, and a parameter may hold brackets (`AUTH=<>`): the path ends at the
  /// first `>` outside quotes. Where the quotes do not pair, it ends at the last `>` that is
  /// followed by the end or by a blank and a parameter.
  /// Returns what stands between the angle brackets and what follows them.
  mutating func bracketedPath() -> (path: TextRange, parameters: TextRange)? {
    guard next == UInt8(ascii: "<"), let close = closeOutsideQuotes() ?? lastClose() else {
      return nil
    }
    let path = TextRange(start: position + 1, count: close - position - 1)
    position = close + 1
    if next == UInt8(ascii: " ") { position += 1 }
    return (path, rest())
  }

  /// The first `>` outside quotes, if the end or a blank follows it.
  @inline(__always)
  private func closeOutsideQuotes() -> Int? {
    let start = position + 1
    let first = octets.firstOffset(of: UInt8(ascii: ">"), from: start, before: end)
    guard let first else { return nil }
    let quote = octets.firstOffset(of: UInt8(ascii: "\""), from: start, before: first)
    let close = quote == nil ? first : closeBehindQuotes(from: start)
    guard let close, close + 1 == end || octets[close + 1] == UInt8(ascii: " ") else { return nil }
    return close
  }

  private func closeBehindQuotes(from start: Int) -> Int? {
    var quoted = false
    var at = start
    while at < end {
      switch octets[at] {
      case UInt8(ascii: "\\") where quoted: at += 1
      case UInt8(ascii: "\""): quoted.toggle()
      case UInt8(ascii: ">") where !quoted: return at
      default: break
      }
      at += 1
    }
    return nil
  }

  private func lastClose() -> Int? {
    var at = end - 1
    while at > position {
      if octets[at] == UInt8(ascii: ">"), at + 1 == end || beginsParameter(at + 1) { return at }
      at -= 1
    }
    return nil
  }

  /// Whether a blank and a parameter's keyword stand at `offset`, then `=`, a blank or the end.
  private func beginsParameter(_ offset: Int) -> Bool {
    guard octets[offset] == UInt8(ascii: " ") else { return false }
    let behind = endOfKeyword(from: offset + 1)
    guard behind > offset + 1 else { return false }
    return behind == end || octets[behind] == UInt8(ascii: "=")
      || octets[behind] == UInt8(ascii: " ")
  }

  /// Whether the rest is one parameter: `esmtp-keyword ["=" esmtp-value]` (RFC 5321 section 4.1.2).
  func isParameter() -> Bool {
    let behind = endOfKeyword(from: position)
    guard behind > position else { return false }
    guard behind < end else { return true }
    return octets[behind] == UInt8(ascii: "=")
      && octets.firstOffset(of: UInt8(ascii: " "), from: behind, before: end) == nil
  }

  /// `esmtp-keyword = (ALPHA / DIGIT) *(ALPHA / DIGIT / "-")`
  private func endOfKeyword(from offset: Int) -> Int {
    var at = offset
    while at < end {
      let octet = octets[at]
      let letter = octet | 0x20
      guard
        letter >= UInt8(ascii: "a") && letter <= UInt8(ascii: "z")
          || octet >= UInt8(ascii: "0") && octet <= UInt8(ascii: "9") || octet == UInt8(ascii: "-")
      else { break }
      at += 1
    }
    return at
  }
}

extension SessionEvent {
  /// Splits the argument of `MAIL FROM:` or `RCPT TO:` into the path between the angle brackets and
  /// the parameters behind it; nil where it has no such form. Ranges are those of `message`.
  package static func splitPath(
    _ argument: TextRange, of message: Span<UInt8>
  ) -> (path: TextRange, parameters: TextRange)? {
    guard argument.end <= message.count else { return nil }
    var cursor = MessageCursor(message)
    cursor.position = Int(argument.start)
    cursor.end = argument.end
    cursor.skipBlanks()
    return cursor.bracketedPath()
  }
}
