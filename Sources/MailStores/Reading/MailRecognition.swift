// SPDX-License-Identifier: Apache-2.0
internal import MIME

/// Tells mail from other files: the one rule of all commands that read mail.
package enum MailRecognition {
  /// What a file is, by its first octets and its name.
  package enum Verdict: Equatable, Sendable {
    /// A message or an mbox.
    case mail
    /// Text that can be read as a message without header section; only who asks for it wants it.
    case text
    /// Anything else.
    case foreign
  }

  /// Octets of a file that decide, or the whole file where it is shorter.
  static let decisive = 256 << 10

  /// Judges a file.
  ///
  /// Mail is what has, within its first header section, a field that only mail has, an mbox envelope before it or not. A name
  /// says that a file is mail, too: one in a Maildir's `cur` or `new`, or with the ending of a message file. That is believed
  /// unless most of the file's beginning is control characters, for messages without any header field do occur.
  ///
  /// - Parameters:
  ///   - octets: the beginning of the file, at least `decisive` octets of it if it has so many.
  ///   - path: its path.
  package static func verdict(_ octets: Span<UInt8>, path: String) -> Verdict {
    if looksLikeMail(octets) { return .mail }
    let name = MailFileName(path)
    let controls = controlCharacters(octets)
    if name.saysMail {
      return controls.count * 2 <= controls.of && !isCompoundFile(octets) ? .mail : .foreign
    }
    return controls.holdsNUL || controls.count * 64 > controls.of || name.isStoreFile
      ? .foreign : .text
  }

  /// Whether the beginning of a file is that of a message, by its octets alone: `name: value` is not enough.
  package static func looksLikeMail(_ octets: Span<UInt8>) -> Bool {
    let end = min(octets.count, decisive)
    var line = 0
    if ByteOrderMark.stands(at: 0, in: octets) { line = ByteOrderMark.count }
    var fields = 0
    while line < end {
      let lineFeed = OctetSearch.lineFeed(in: octets, from: line) ?? end
      if lineFeed == line || lineFeed == line + 1 && octets[line] == 0x0D { return false }
      let isFirst = fields == 0
      switch kind(octets, line, min(lineFeed, end)) {
      case .mailField: return true
      case .field: fields += 1
      case .continuation: if isFirst { return false }
      case .envelope: if !isFirst { return false }
      // QUIRK: single lines that are not fields stand in the header sections of damaged mail; readers pass over them.
      case .other: if isFirst { return false }
      }
      line = lineFeed + 1
    }
    return false
  }

  private enum Line { case mailField, field, continuation, envelope, other }

  /// Says what a line of a header section is:
  ///
  ///     field      := field-name *WSP ":" unstructured CRLF      ; RFC 5322 sections 2.2 and 4.5.8
  ///     field-name := 1*%d33-57 / %d59-126
  private static func kind(_ octets: Span<UInt8>, _ start: Int, _ end: Int) -> Line {
    if octets[start] == 0x20 || octets[start] == 0x09 { return .continuation }
    var index = start
    while index < end, octets[index] != 0x3A, octets[index] &- 33 < 94 { index += 1 }
    let nameEnd = index
    while index < end, octets[index] == 0x20 || octets[index] == 0x09 { index += 1 }
    if nameEnd > start, index < end, octets[index] == 0x3A {
      return isMailField(octets, start..<nameEnd) ? .mailField : .field
    }
    let from = octets[start] == 0x3E ? start + 1 : start
    return MailboxRule.startsWithFrom(octets.extracting(..<end), from) ? .envelope : .other
  }

  private static func isMailField(_ octets: Span<UInt8>, _ name: Range<Int>) -> Bool {
    guard name.count <= 32 else { return false }
    // Nearly all mail begins with one of the fields that the library knows.
    let known = FieldName(octets, name)
    if known != .other, known != .contentTransferRecipe { return true }
    var text = ""
    for index in name { text.unicodeScalars.append(Unicode.Scalar(octets[index] | 0x20)) }
    return mailFields.contains(text) || text.hasPrefix("resent-") || text.hasPrefix("list-")
  }

  /// Fields that stand in mail (RFC 5322 section 3.6, RFC 2045 section 3, trace fields, and what stores add), in lower case.
  private static let mailFields: Set<String> = [
    "from", "sender", "reply-to", "to", "cc", "bcc", "subject", "date", "message-id", "in-reply-to",
    "references", "received", "return-path", "delivered-to", "delivery-date", "envelope-to",
    "x-original-to", "apparently-to", "mime-version", "content-type", "content-transfer-encoding",
    "content-disposition", "content-id", "content-description", "dkim-signature", "arc-seal",
    "arc-message-signature", "arc-authentication-results", "authentication-results",
    "received-spf", "newsgroups", "x-mailer", "x-mozilla-status", "x-mozilla-status2",
    "x-mozilla-keys", "x-account-key", "x-uidl",
  ]

  /// Control characters near the beginning that text does not have.
  private static func controlCharacters(
    _ octets: Span<UInt8>
  ) -> (count: Int, of: Int, holdsNUL: Bool) {
    let end = min(octets.count, 4096)
    var count = 0
    var holdsNUL = false
    for index in 0..<end {
      let octet = octets[index]
      if octet == 0 { holdsNUL = true }
      if octet < 0x20, !(0x08...0x0D).contains(octet), octet != 0x1B { count += 1 }
    }
    return (count, end, holdsNUL)
  }

  /// Whether a file is one of Outlook's own format, whose name ends in `.msg`, too.
  private static func isCompoundFile(_ octets: Span<UInt8>) -> Bool {
    octets.count >= 4 && octets[0] == 0xD0 && octets[1] == 0xCF && octets[2] == 0x11
      && octets[3] == 0xE0
  }
}
