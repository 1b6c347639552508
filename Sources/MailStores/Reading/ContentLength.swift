// SPDX-License-Identifier: Apache-2.0
internal import MIME

/// The Content-Length field, by which the mailboxes of the kinds mboxcl and mboxcl2 state how long a message's body is.
/// mboxcl2 quotes no `From ` lines in bodies, so there the field is the only way to find the next message.
enum ContentLength {
  enum Answer: Equatable {
    /// There is none in the header section, or none that can be understood.
    case none
    /// The header section goes on behind the octets that were given.
    case undecided
    /// Where the body begins, and how many octets it has.
    case body(start: Int, count: Int)
  }

  /// Octets of a header section within which the field must stand.
  static let limit = 64 << 10

  /// Reads the header section that begins at `start`.
  static func read(_ octets: Span<UInt8>, from start: Int, isAtEnd: Bool) -> Answer {
    var line = start
    var count: Int?
    while line < octets.count, line - start < limit {
      guard let lineFeed = OctetSearch.lineFeed(in: octets, from: line) else { break }
      let isEmpty =
        lineFeed == line || lineFeed == line + 1 && octets[line] == UInt8(ascii: "\r")
      if isEmpty {
        guard let count else { return .none }
        return .body(start: lineFeed + 1, count: count)
      }
      if count == nil, octets[line] | 0x20 == UInt8(ascii: "c") {
        count = value(octets.extracting(line..<lineFeed))
      }
      line = lineFeed + 1
    }
    let mayGoOn = !isAtEnd && octets.count - start < limit
    return mayGoOn ? .undecided : .none
  }

  private static let name = Array("content-length".utf8)

  /// The number in a whole line, if that is the field.
  private static func value(_ line: Span<UInt8>) -> Int? {
    guard line.count > name.count else { return nil }
    for index in name.indices where line[index] | 0x20 != name[index] { return nil }
    var index = name.count
    // `|` makes letters of other characters, too; only the hyphen can be met by one that is none.
    guard line[7] == UInt8(ascii: "-"), line[index] == UInt8(ascii: ":") else { return nil }
    index += 1
    var number = 0
    var hasDigits = false
    while index < line.count {
      switch line[index] {
      case 0x20, 0x09, 0x0D: if hasDigits { return isBlank(line, from: index) ? number : nil }
      case 0x30...0x39:
        let (product, isTooLarge) = number.multipliedReportingOverflow(by: 10)
        let (sum, isTooLargeToo) = product.addingReportingOverflow(Int(line[index] - 0x30))
        if isTooLarge || isTooLargeToo { return nil }
        number = sum
        hasDigits = true
      default: return nil
      }
      index += 1
    }
    return hasDigits ? number : nil
  }

  private static func isBlank(_ line: Span<UInt8>, from start: Int) -> Bool {
    for index in start..<line.count where ![0x20, 0x09, 0x0D].contains(line[index]) { return false }
    return true
  }

  /// Octets behind the end of a message that ``fits(_:isAtEnd:)`` looks at.
  static let endCount = 7

  /// Whether a message ends before the second of these octets: behind it, or behind one line break, is the end of the file, or
  /// its last line is whole and an empty line stands between it and a `From ` line, as between all messages of an mbox.
  ///
  /// A number that does not lead to such a place is not believed: many messages carry a Content-Length that was true
  /// of another form of them, or of nothing.
  static func fits(_ octets: Span<UInt8>, isAtEnd: Bool) -> Bool {
    let start = 1 + lineBreakCount(octets.extracting(1...))
    if octets.count == start { return isAtEnd }
    return start > 1 && octets[0] == 0x0A && MailboxRule.startsWithFrom(octets, start)
  }

  /// Octets of the line break at the beginning, 0 if there is none.
  static func lineBreakCount(_ octets: Span<UInt8>) -> Int {
    if octets.count > 0, octets[0] == 0x0A { return 1 }
    return octets.count > 1 && octets[0] == 0x0D && octets[1] == 0x0A ? 2 : 0
  }

  /// Octets of the empty line that the last of these three octets ends, 0 if they end another line.
  static func emptyLineCount(_ octets: Span<UInt8>) -> Int {
    guard octets.count == 3, octets[2] == 0x0A else { return 0 }
    if octets[1] == 0x0A { return 1 }
    return octets[0] == 0x0A && octets[1] == 0x0D ? 2 : 0
  }
}
