// SPDX-License-Identifier: Apache-2.0

/// The peer as a line of Exim's log names it.
///
///     host    = [name] [" DS"] [SP "(" helo ")"] [SP] address ["*"] *(SP item)
///     address = "[" IP "]" [":" port]                 ; the port: +incoming_port, +outgoing_port
///     item    = "I=[" IP "]" [":" port] / "TFO" ["*"] / "U=" ident / "Ci=" number / "PRX=" word
///
/// A name alone was verified: the address leads to it and back. `helo` is the argument of EHLO or
/// HELO where that is another one: the peer's own words, which may hold blanks and brackets.
struct EximHost: Equatable, Sendable {
  var name = TextRange.empty
  var helo = TextRange.empty
  /// Without its brackets.
  var address = TextRange.empty
  var port: UInt16 = 0
  /// `Ci=`, the same in all lines of a connection; 0 where it is not logged.
  var connection: UInt32 = 0
  /// `*`: the connection was used for another message before.
  var isReused = false

  var isEmpty: Bool { address.isEmpty }

  /// Reads a host, which the cursor then stands behind; nil where none stands there.
  static func read(_ cursor: inout MessageCursor) -> EximHost? {
    var host = EximHost()
    guard let open = host.readNames(cursor) else { return nil }
    cursor.position = open
    guard host.readAddress(&cursor) else { return nil }
    host.readItems(&cursor)
    return host
  }

  /// Reads name and argument of EHLO; the place of the address's opening bracket.
  private mutating func readNames(_ cursor: MessageCursor) -> Int? {
    var ahead = cursor
    if ahead.next == UInt8(ascii: "[") {
      return Self.addressEnd(ahead, at: ahead.position) == nil ? nil : ahead.position
    }
    if ahead.next != UInt8(ascii: "(") {
      name = ahead.take(until: UInt8(ascii: " "))
      guard !name.isEmpty, ahead.skip(" ") else { return nil }
      if ahead.sees("DS [") || ahead.sees("DS (") { _ = ahead.skip("DS ") }
      if ahead.next == UInt8(ascii: "[") {
        return Self.addressEnd(ahead, at: ahead.position) == nil ? nil : ahead.position
      }
    }
    guard ahead.skip("(") else { return nil }
    let start = ahead.position
    var fallback: Int?
    while let close = ahead.take(through: ") [") {
      let open = ahead.position - 1
      guard let behind = Self.addressEnd(ahead, at: open) else { continue }
      // QUIRK: a peer's own words can look like an address (`helo_accept_junk_hosts`): what Exim
      // writes behind an address says.
      if Self.isPlausible(ahead, behind: behind) {
        helo = TextRange(start: start, count: close.end - start)
        return open
      }
      fallback = open
    }
    guard let fallback else { return nil }
    helo = TextRange(start: start, count: fallback - 2 - start)
    return fallback
  }

  /// Where the address in brackets that begins at `open` ends, port included; nil if none does.
  private static func addressEnd(_ cursor: MessageCursor, at open: Int) -> Int? {
    var at = open + 1
    while at < cursor.end, isOfAddress(cursor.octets[at]) { at += 1 }
    guard at > open + 2, at < cursor.end, cursor.octets[at] == UInt8(ascii: "]") else { return nil }
    at += 1
    if at + 1 < cursor.end, cursor.octets[at] == UInt8(ascii: ":"),
      cursor.octets[at + 1] &- UInt8(ascii: "0") < 10
    {
      at += 1
      while at < cursor.end, cursor.octets[at] &- UInt8(ascii: "0") < 10 { at += 1 }
    }
    return at
  }

  private static func isPlausible(_ cursor: MessageCursor, behind place: Int) -> Bool {
    guard place < cursor.end else { return true }
    let octet = cursor.octets[place]
    if octet == UInt8(ascii: ":") || octet == UInt8(ascii: "*") { return true }
    guard octet == UInt8(ascii: " ") else { return false }
    // A key and its sign, or one of the words that follow a host.
    var at = place + 1
    while at < cursor.end, at < place + 6, isOfKey(cursor.octets[at]) { at += 1 }
    if at > place + 1, at < cursor.end, cursor.octets[at] == UInt8(ascii: "=") { return true }
    for word in EximWords.behindHost
    where cursor.octets.holds(word, at: place + 1, before: cursor.end) {
      return true
    }
    return false
  }

  private static func isOfAddress(_ octet: UInt8) -> Bool {
    octet &- UInt8(ascii: "0") < 10 || (octet | 0x20) &- UInt8(ascii: "a") < 26
      || octet == UInt8(ascii: ".") || octet == UInt8(ascii: ":") || octet == UInt8(ascii: "%")
  }

  private static func isOfKey(_ octet: UInt8) -> Bool {
    octet &- UInt8(ascii: "0") < 10 || (octet | 0x20) &- UInt8(ascii: "a") < 26
  }

  private mutating func readAddress(_ cursor: inout MessageCursor) -> Bool {
    guard cursor.skip("[") else { return false }
    address = cursor.take(until: UInt8(ascii: "]"))
    guard cursor.skip("]") else { return false }
    port = Self.port(&cursor)
    isReused = cursor.skip("*")
    return true
  }

  private static func port(_ cursor: inout MessageCursor) -> UInt16 {
    let start = cursor.position
    guard cursor.skip(":"), let port = cursor.smallNumber() else {
      cursor.position = start
      return 0
    }
    return port
  }

  private mutating func readItems(_ cursor: inout MessageCursor) {
    while cursor.next == UInt8(ascii: " ") {
      if cursor.skip(" I=[") {
        _ = cursor.take(until: UInt8(ascii: "]"))
        _ = cursor.skip("]")
        _ = Self.port(&cursor)
        // Up to 4.94 the sign of a reused connection stands here.
        if cursor.skip("*") { isReused = true }
      } else if cursor.skip(" Ci=") {
        connection = UInt32(truncatingIfNeeded: cursor.number() ?? 0)
      } else if cursor.skip(" TFO*") || cursor.skip(" TFO") {
        continue
      } else if cursor.sees(" U=") || cursor.sees(" PRX=") {
        cursor.position += 1
        let value = cursor.take(until: UInt8(ascii: " "))
        // A text follows at once.
        if cursor.octets[value.end - 1] == UInt8(ascii: ":") { cursor.position -= 1 }
      } else {
        break
      }
    }
  }
}

/// Words of Exim that readers of several parts of a line must know.
enum EximWords {
  /// What can follow a host and a blank, but for keys with a sign.
  static let behindHost: [StaticString] = [
    "rejected ", "temporarily rejected ", "closed ", "lost", "D=", "(", "Warning: ", "incomplete ",
    "sender verify ", "RCPT <", "refused: ", "dropped: ", "next input=", "input=", "TLS error ",
    "PRDR", "K ", "L ", "L. ", "L- ", "L.- ", "L* ", "unrecognized ", "domain ", "error", "TFO",
    "DS ", "is ", "Connection ",
  ]
}
