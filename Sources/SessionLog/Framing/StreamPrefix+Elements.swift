// SPDX-License-Identifier: Apache-2.0

extension StreamPrefix {
  /// A program's name and process id, and where they end.
  struct Tag {
    var program: TextRange
    var process = TextRange.empty
    var end: Int

    /// The tag with which a word begins. One without a process id and without a blank behind its colon is only
    /// known behind a host: the host itself may be an IPv6 address.
    init?(_ text: Span<UInt8>, _ word: TextRange, isBehindHost: Bool) {
      let start = Int(word.start)
      if let open = text.firstOffset(of: UInt8(ascii: "["), from: start, before: word.end),
        open > start,
        let close = text.firstOffset(of: UInt8(ascii: "]"), from: open, before: word.end),
        close + 1 < word.end, text[close + 1] == UInt8(ascii: ":")
      {
        program = TextRange(start: start, count: open - start)
        process = TextRange(start: open + 1, count: close - open - 1)
        end = close + 2
        return
      }
      if word.count > 1, text[word.end - 1] == UInt8(ascii: ":") {
        program = TextRange(start: start, count: Int(word.count) - 1)
        end = word.end
        return
      }
      guard isBehindHost,
        let colon = text.firstOffset(of: UInt8(ascii: ":"), from: start, before: word.end),
        colon > start, (0x41...0x5A).contains(text[colon + 1] & 0xDF)
      else { return nil }
      program = TextRange(start: start, count: colon - start)
      end = colon + 1
    }
  }
}

extension HeaderCursor {
  /// Seconds since the machine was started, behind the opening bracket.
  mutating func uptime(in text: Span<UInt8>) -> Bool {
    guard seconds(in: text) else { return false }
    skipBlanks(atMost: 1, in: text)
    if skip("<", in: text) {
      // The first line has no line before it to measure from.
      _ = seconds(in: text)
      skipBlanks(atMost: 20, in: text)
      guard skip(">", in: text) else { return false }
    }
    return skip("]", in: text)
  }

  private mutating func seconds(in text: Span<UInt8>) -> Bool {
    skipBlanks(atMost: 20, in: text)
    return digits(1...12, in: text) && skip(".", in: text) && digits(6...6, in: text)
  }

  /// Skips `mail.info `, or `<mail.info> ` if it is in brackets; false, without a move, if none stands there.
  mutating func skipFacility(in text: Span<UInt8>, isBracketed: Bool) -> Bool {
    var ahead = self
    if isBracketed, !ahead.skip("<", in: text) { return false }
    var dots = 0
    while !ahead.isAtEnd {
      let octet = text[ahead.place]
      guard octet == UInt8(ascii: ".") || (0x61...0x7A).contains(octet) || Self.isDigit(octet)
      else { break }
      if octet == UInt8(ascii: ".") {
        dots += 1
        let isSeverity = Self.severities.contains {
          text.holds($0, at: ahead.place + 1, before: ahead.end)
        }
        guard isSeverity else { return false }
      }
      ahead.place += 1
    }
    guard dots == 1, !isBracketed || ahead.skip(">", in: text), ahead.skip(" ", in: text) else {
      return false
    }
    self = ahead
    return true
  }

  /// The names of RFC 5424 section 6.2.1 as syslogd writes them.
  private static let severities: [StaticString] = [
    "emerg", "alert", "crit", "err", "warn", "notice", "info", "debug",
  ]

  /// RFC 5424 section 6.3: `-`, or elements in brackets with quoted values.
  mutating func structuredData(in text: Span<UInt8>) -> Bool {
    if skip("-", in: text) { return true }
    var any = false
    while skip("[", in: text) {
      any = true
      var quoted = false
      while place < end, quoted || text[place] != UInt8(ascii: "]") {
        if quoted, text[place] == UInt8(ascii: "\\") {
          place += 1
        } else if text[place] == UInt8(ascii: "\"") {
          quoted.toggle()
        }
        place += 1
      }
      guard place < end else { return false }
      place += 1
    }
    return any
  }

  mutating func skipByteOrderMark(in text: Span<UInt8>) {
    if end - place > 2, text[place] == 0xef, text[place + 1] == 0xbb, text[place + 2] == 0xbf {
      place += 3
    }
  }
}
