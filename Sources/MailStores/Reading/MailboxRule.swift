// SPDX-License-Identifier: Apache-2.0
internal import MIME

/// The one rule by which a file is one message or a mailbox of several, and where each begins. `Documentation/Mailboxes.md` states
/// it for users; `MessageSplitter` follows it for all commands.
package enum MailboxRule {
  /// What the path of a file says about it.
  package enum Name: Sendable {
    /// One message, whatever stands in it: a file of a Maildir, or one called like a message.
    case message
    /// A mailbox, even with one message in it: its name says mbox.
    case mailbox
    /// Nothing.
    case unknown

    /// Endings of files that hold one message each.
    private static let endings = ["eml", "emlx", "msg"]

    /// What a path says.
    package init(path: String) {
      let (directory, name) = MailboxName.split(path[...])
      if let directory, ["cur", "new"].contains(MailboxName.split(directory).name) {
        self = .message
        return
      }
      var endings = name.split(separator: ".", omittingEmptySubsequences: false).dropFirst()
      if let last = endings.last, ["gz", "zst"].contains(last) { endings.removeLast() }
      if Self.endings.contains(endings.last?.lowercased() ?? "") {
        self = .message
      } else {
        self = MailboxName.saysMailbox(name) ? .mailbox : .unknown
      }
    }
  }

  /// How a file begins.
  enum Beginning: Equatable {
    /// With a `From ` line at this place.
    case envelope(Int)
    /// With the octets of the only message.
    case message
    /// With what is left of a message whose `From ` line is missing, in a mailbox.
    case rest
  }

  /// Says how a file begins.
  ///
  /// - Parameter octets: its beginning, or all of it.
  static func beginning(_ octets: Span<UInt8>, _ name: Name) -> Beginning {
    let mark = ByteOrderMark.stands(at: 0, in: octets) ? ByteOrderMark.count : 0
    if startsWithFrom(octets, mark) { return .envelope(mark) }
    // A file that begins with a header section is a message, whatever lines its body holds.
    guard name == .mailbox, !MailRecognition.looksLikeMail(octets) else { return .message }
    var line = mark
    while line < octets.count, let end = emptyLineEnd(octets, at: line) { line = end }
    return startsWithFrom(octets, line) ? .envelope(line) : .rest
  }

  /// Whether a file may hold several messages, by its name and its beginning.
  static func mayHoldSeveral(_ octets: Span<UInt8>, _ name: Name) -> Bool {
    if name == .message { return false }
    return beginning(octets, name) != .message
  }

  /// What a line is that begins with `F`.
  enum Separator: Equatable {
    case none
    /// More octets are needed to say.
    case undecided
    /// A message begins, at the line's end.
    case end(Int)
  }

  /// Octets within which a `From ` line and the name of the field behind it must end.
  static let lookahead = 4096

  /// Whether a `From ` line that separates messages stands at `line`, and where it ends:
  ///
  ///     separator = "From " [ sender ] [ SP date ] line-break        ; RFC 4155 appendix A, less strictly
  ///
  /// A header field must follow. QUIRK: RFC 4155 wants a sender and a date; many writers give neither, so behind an empty line any
  /// line will do. QUIRK: Thunderbird and others leave out the empty line; there the line must be one that a mailbox writer makes:
  /// with a date in the form of asctime, or without anything.
  static func separator(
    _ octets: Span<UInt8>, at line: Int, followsEmptyLine: Bool, isAtEnd: Bool
  ) -> Separator {
    guard octets.count - line >= 5 || isAtEnd else { return .undecided }
    guard startsWithFrom(octets, line) else { return .none }
    let isBounded = isAtEnd || octets.count - line >= lookahead
    guard let lineFeed = OctetSearch.lineFeed(in: octets, from: line) else {
      return isBounded ? .none : .undecided
    }
    let envelope = EnvelopeLine(octets.extracting((line + 5)..<lineFeed))
    if !followsEmptyLine, !envelope.isDated, !envelope.isBare { return .none }
    let name = lineFeed + 1
    switch field(octets, at: name) {
    case .quoted: return followsEmptyLine ? .end(name) : .none
    case .undecided: return isBounded ? .none : .undecided
    case .other: return .none
    case .field: if followsEmptyLine || envelope.isDated { return .end(name) }
    }
    // Nothing but `From ` within text: what follows must be the header section of a message.
    let end = min(octets.count, name + lookahead)
    if MailRecognition.looksLikeMail(octets.extracting(name..<end)) { return .end(name) }
    return isAtEnd || end == name + lookahead ? .none : .undecided
  }

  private enum Field { case field, quoted, undecided, other }

  /// What the line behind a `From ` line is, as far as it is here.
  private static func field(_ octets: Span<UInt8>, at name: Int) -> Field {
    var index = name
    while index < octets.count, octets[index] != 0x3A, octets[index] &- 33 < 94 { index += 1 }
    if index == name + 5, octets[name] == 0x3E, startsWithFrom(octets, name + 1) { return .quoted }
    let nameEnd = index
    while index < octets.count, octets[index] == 0x20 || octets[index] == 0x09 { index += 1 }
    guard index < octets.count else { return .undecided }
    return nameEnd > name && octets[index] == 0x3A ? .field : .other
  }

  /// Whether `From ` stands at an index.
  static func startsWithFrom(_ octets: Span<UInt8>, _ index: Int) -> Bool {
    index >= 0 && index + 5 <= octets.count && octets[index] == 0x46 && octets[index + 1] == 0x72
      && octets[index + 2] == 0x6F && octets[index + 3] == 0x6D && octets[index + 4] == 0x20
  }

  private static func emptyLineEnd(_ octets: Span<UInt8>, at line: Int) -> Int? {
    if octets[line] == 0x0A { return line + 1 }
    return line + 1 < octets.count && octets[line] == 0x0D && octets[line + 1] == 0x0A
      ? line + 2 : nil
  }
}
