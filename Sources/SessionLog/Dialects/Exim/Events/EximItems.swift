// SPDX-License-Identifier: Apache-2.0

/// The items of a line behind the peer: `KEY=value`, and the words `K`, `L`, `PRDR`, `DS`.
extension EximStatement {
  /// Reads items as long as there are any; the cursor then stands behind the last one.
  mutating func readItems(_ cursor: inout MessageCursor) {
    while cursor.next == UInt8(ascii: " "), readItem(&cursor) {}
  }

  /// Reads one item and the blank before it; leaves the cursor where it is if none stands there.
  private mutating func readItem(_ cursor: inout MessageCursor) -> Bool {
    let at = cursor.position + 1
    guard at < cursor.end else { return false }
    switch cursor.octets[at] {
    case UInt8(ascii: "X"):
      return Self.word(&cursor, behind: " X=", &tls.suite)
    case UInt8(ascii: "C"):
      return readVerification(&cursor) || readConfirmation(&cursor)
    case UInt8(ascii: "D"):
      return readSubject(&cursor) || Self.skipWord(&cursor, " DT=")
        || Self.skipWord(&cursor, " D=") || Self.skipWord(&cursor, " DKIM=")
        || Self.skipFlag(&cursor, " DS")
    case UInt8(ascii: "F"):
      return readSender(&cursor)
    case UInt8(ascii: "P"):
      return readProtocol(&cursor) || readPerRecipient(&cursor)
        || Self.skipWord(&cursor, " PRX=")
    case UInt8(ascii: "K"):
      guard Self.skipFlag(&cursor, " K") else { return false }
      marks.insert(.chunked)
      return true
    case UInt8(ascii: "S"):
      return readOctets(&cursor) || readName(&cursor)
    case UInt8(ascii: "M"):
      guard cursor.skip(" M8S=") else { return false }
      body = cursor.number().flatMap(UInt8.init(exactly:))
      return true
    case UInt8(ascii: "T"):
      return readTitle(&cursor)
    case UInt8(ascii: "f"):
      return readTail(&cursor)
    default:
      return Self.skipOther(&cursor)
    }
  }

  // MARK: Items that count

  private mutating func readVerification(_ cursor: inout MessageCursor) -> Bool {
    guard cursor.skip(" CV=") else { return false }
    if cursor.skip("yes") {
      tls.verification = .yes
    } else if cursor.skip("dane") {
      tls.verification = .dane
    } else if cursor.skip("no") {
      tls.verification = .no
    } else {
      _ = cursor.take(until: UInt8(ascii: " "))
    }
    return true
  }

  /// `DN="…"`. Not every version escapes a quote inside of it.
  private mutating func readSubject(_ cursor: inout MessageCursor) -> Bool {
    guard cursor.skip(" DN=\"") else { return false }
    tls.subject = Self.quoted(&cursor)
    return true
  }

  /// `C="reply"`: the remote server's reply to the end of data.
  private mutating func readConfirmation(_ cursor: inout MessageCursor) -> Bool {
    guard cursor.skip(" C=\"") else { return false }
    detail = Self.quoted(&cursor)
    return true
  }

  /// `F=<path>`
  private mutating func readSender(_ cursor: inout MessageCursor) -> Bool {
    guard cursor.sees(" F=<") else { return false }
    cursor.position += 3
    guard let path = EximPath.bracketed(&cursor) else {
      cursor.position -= 3
      return false
    }
    sender = path
    marks.insert(.sender)
    return true
  }

  /// `P=protocol`; of a delivery, `P=<return path>`.
  private mutating func readProtocol(_ cursor: inout MessageCursor) -> Bool {
    if cursor.sees(" P=<") {
      cursor.position += 3
      _ = EximPath.bracketed(&cursor)
      return true
    }
    return Self.word(&cursor, behind: " P=", &protocolName)
  }

  private mutating func readPerRecipient(_ cursor: inout MessageCursor) -> Bool {
    guard Self.skipFlag(&cursor, " PRDR") else { return false }
    marks.insert(.perRecipient)
    return true
  }

  private mutating func readOctets(_ cursor: inout MessageCursor) -> Bool {
    guard cursor.skip(" S=") else { return false }
    octets = cursor.number()
    return true
  }

  /// `SNI=name`; quoted up to 4.94.
  private func readName(_ cursor: inout MessageCursor) -> Bool {
    if cursor.skip(" SNI=\"") {
      _ = Self.quoted(&cursor)
      return true
    }
    return Self.skipWord(&cursor, " SNI=")
  }

  /// `T="subject"`, with `"` and `\` escaped; of a delivery, `T=transport`.
  private func readTitle(_ cursor: inout MessageCursor) -> Bool {
    guard cursor.skip(" T=\"") else { return Self.skipWord(&cursor, " T=") }
    while let octet = cursor.next, octet != UInt8(ascii: "\"") {
      cursor.position += octet == UInt8(ascii: "\\") ? 2 : 1
    }
    cursor.position = min(cursor.end, cursor.position + 1)
    return true
  }

  /// `from <raw sender>` and `for path path …`, which ends the line.
  private mutating func readTail(_ cursor: inout MessageCursor) -> Bool {
    if kind == .arrived || kind == .incomplete, cursor.skip(" for ") {
      recipients = cursor.rest()
      return true
    }
    guard kind == .arrived, cursor.sees(" from <") else { return false }
    cursor.position += 6
    return EximPath.bracketed(&cursor) != nil
  }

  // MARK: Words

  private static func skipOther(_ cursor: inout MessageCursor) -> Bool {
    for key: StaticString in [
      " A=", " R=", " RT=", " QT=", " Q=", " id=", " id*=", " U=", " I=",
    ] where skipWord(&cursor, key) {
      return true
    }
    for flag: StaticString in [" L", " L.", " L-", " L.-", " L*", " TFO", " TFO*"]
    where skipFlag(&cursor, flag) {
      return true
    }
    return false
  }

  private static func word(
    _ cursor: inout MessageCursor, behind key: StaticString, _ value: inout TextRange
  ) -> Bool {
    guard cursor.skip(key) else { return false }
    value = cursor.take(until: UInt8(ascii: " "))
    // A failure's text follows at once: `X=…:256 CV=no: SMTP error …`.
    if !value.isEmpty, cursor.octets[value.end - 1] == UInt8(ascii: ":") {
      value.count -= 1
      cursor.position -= 1
    }
    return true
  }

  private static func skipWord(_ cursor: inout MessageCursor, _ key: StaticString) -> Bool {
    var value = TextRange.empty
    return word(&cursor, behind: key, &value)
  }

  /// A word alone: the end, a blank or a colon follows.
  private static func skipFlag(_ cursor: inout MessageCursor, _ flag: StaticString) -> Bool {
    let behind = cursor.position + flag.utf8CodeUnitCount
    guard cursor.sees(flag),
      behind == cursor.end || cursor.octets[behind] == UInt8(ascii: " ")
        || cursor.octets[behind] == UInt8(ascii: ":")
    else { return false }
    cursor.position = behind
    return true
  }

  /// What stands before a closing quote; the cursor moves behind it. A quote closes where the end, a
  /// colon, or a blank and another item follow.
  private static func quoted(_ cursor: inout MessageCursor) -> TextRange {
    let start = cursor.position
    var at = start
    while let quote = cursor.octets.firstOffset(
      of: UInt8(ascii: "\""), from: at, before: cursor.end)
    {
      if closes(cursor, quote) {
        cursor.position = quote + 1
        return TextRange(start: start, count: quote - start)
      }
      at = quote + 1
    }
    return cursor.rest()
  }

  private static func closes(_ cursor: MessageCursor, _ quote: Int) -> Bool {
    let next = quote + 1
    guard next < cursor.end else { return true }
    guard cursor.octets[next] == UInt8(ascii: " ") else {
      return cursor.octets[next] == UInt8(ascii: ":")
    }
    var at = next + 1
    while at < cursor.end, at < next + 7, isOfKey(cursor.octets[at]) { at += 1 }
    if at > next + 1, at < cursor.end, cursor.octets[at] == UInt8(ascii: "=") { return true }
    for word in EximWords.behindHost
    where cursor.octets.holds(word, at: next + 1, before: cursor.end) {
      return true
    }
    return false
  }

  private static func isOfKey(_ octet: UInt8) -> Bool {
    (octet | 0x20) &- UInt8(ascii: "a") < 26 || octet == UInt8(ascii: "8")
      || octet == UInt8(ascii: "*")
  }
}
