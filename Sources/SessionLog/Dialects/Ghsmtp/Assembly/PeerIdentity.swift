// SPDX-License-Identifier: Apache-2.0

/// The MTA's `client_`: who the peer is, as texts of a message.
///
///     client = [name SP] "[" ["IPv6:"] address "]"   ; since 2014-04-21
///            / "(" [name SP] "[" address "]" ")"     ; before
///            / name / address                        ; `connect from`, 2014 to 2016
struct PeerIdentity: Equatable {
  /// Confirmed name; empty when there is none, or when the log says `unknown`.
  var name = TextRange.empty
  /// IP address without brackets and `IPv6:`.
  var address = TextRange.empty

  init(_ client: TextRange, of text: borrowing RecordText) {
    guard let open = text.last(UInt8(ascii: "["), in: client) else {
      let bare = Self.trimmed(client, of: text)
      if Self.isAddress(bare, of: text) {
        address = bare
      } else {
        name = Self.known(bare, of: text)
      }
      return
    }
    let behind = TextRange(start: open + 1, count: client.end - open - 1)
    let close = text.first(UInt8(ascii: "]"), in: behind) ?? client.end
    address = TextRange(start: open + 1, count: close - open - 1)
    if text.begins(address, with: "IPv6:") {
      address = TextRange(start: open + 6, count: close - open - 6)
    }
    let front = TextRange(start: Int(client.start), count: open - Int(client.start))
    name = Self.known(Self.trimmed(front, of: text), of: text)
  }

  /// The ASCII form of a domain that is logged in both forms: `{a-label, u-label}` (the MTA
  /// prints an internationalised domain that was given as U-label so).
  static func asciiForm(_ domain: TextRange, of text: borrowing RecordText) -> TextRange {
    guard text.begins(domain, with: "{") else { return domain }
    let end = text.first(UInt8(ascii: ","), in: domain) ?? domain.end
    return TextRange(start: Int(domain.start) + 1, count: end - Int(domain.start) - 1)
  }

  private static func known(_ name: TextRange, of text: borrowing RecordText) -> TextRange {
    name.count == 7 && text.begins(name, with: "unknown") ? .empty : asciiForm(name, of: text)
  }

  /// Without parentheses and blanks around it.
  private static func trimmed(_ range: TextRange, of text: borrowing RecordText) -> TextRange {
    var start = Int(range.start)
    var end = range.end
    while start < end, isPadding(text.octet(start)) { start += 1 }
    while end > start, isPadding(text.octet(end - 1)) { end -= 1 }
    return TextRange(start: start, count: end - start)
  }

  private static func isPadding(_ octet: UInt8) -> Bool {
    octet == UInt8(ascii: " ") || octet == UInt8(ascii: "(") || octet == UInt8(ascii: ")")
  }

  private static func isAddress(_ range: TextRange, of text: borrowing RecordText) -> Bool {
    var isNumeric = true
    for offset in range.indices {
      let octet = text.octet(offset)
      if octet == UInt8(ascii: ":") { return true }
      isNumeric = isNumeric && (octet == UInt8(ascii: ".") || (48...57).contains(octet))
    }
    return isNumeric && !range.isEmpty
  }
}
