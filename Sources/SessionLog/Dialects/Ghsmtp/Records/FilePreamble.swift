// SPDX-License-Identifier: Apache-2.0
package import MailTypes

/// The lines that glog, and the MTA's own logger, write once at the beginning of a file or stream.
package enum FilePreamble: Equatable {
  /// `Log file created at: 2018/06/13 11:28:40[ UTC]`, the first line of each file of glog; the
  /// date is nil where it is not readable.
  case created(CivilDate?)
  /// `Log line format: [IWEF] yyyy-mm-dd …`, the first and only line of a file of the MTA's own
  /// logger.
  case ownFormat
  /// Any other line of a preamble.
  case other

  /// What a line is; nil if it is not a part of a preamble.
  static func read(_ text: Span<UInt8>, _ line: Range<Int>) -> FilePreamble? {
    guard line.count > 16 else { return nil }
    switch text[line.lowerBound] {
    case UInt8(ascii: "L"):
      if begins(text, line, with: "Log file created at: ") {
        return .created(date(text, line.lowerBound + 21..<line.upperBound))
      }
      if begins(text, line, with: "Log line format: [IWEF] ") { return .ownFormat }
      return begins(text, line, with: "Log line format: ") ? .other : nil
    case UInt8(ascii: "R"):
      return begins(text, line, with: "Running on machine: ")
        || begins(text, line, with: "Running duration (h:mm:ss): ") ? .other : nil
    case UInt8(ascii: "A"):
      return begins(text, line, with: "Application fingerprint: ") ? .other : nil
    case UInt8(ascii: "B"), UInt8(ascii: "P"):
      // Those of Go and of Kubernetes' klog.
      return begins(text, line, with: "Binary: Built with ")
        || begins(text, line, with: "Previous log: ") ? .other : nil
    case UInt8(ascii: "W"):
      // `snd` never initialises glog: this line begins its stream. The other one is abseil's.
      return begins(text, line, with: "WARNING: Logging before InitGoogleLogging() is written")
        || begins(text, line, with: "WARNING: All log messages before absl::InitializeLog() is ")
        ? .other : nil
    default: return nil
    }
  }

  /// The date of the preamble with which a log begins, if it begins with one. Nothing but empty
  /// lines may stand before it.
  package static func date(atHeadOf text: Span<UInt8>) -> CivilDate? {
    var start = 0
    while start < text.count, text[start] == 0x0a || text[start] == 0x0d { start += 1 }
    guard case .created(let date) = read(text, start..<min(text.count, start + 64)) else {
      return nil
    }
    return date
  }

  private static func begins(
    _ text: Span<UInt8>, _ line: Range<Int>, with words: StaticString
  ) -> Bool {
    text.holds(words, at: line.lowerBound, before: line.upperBound)
  }

  private static func date(_ text: Span<UInt8>, _ range: Range<Int>) -> CivilDate? {
    var cursor = HeaderCursor(place: range.lowerBound, end: range.upperBound)
    guard let year = cursor.number(4, in: text), cursor.skip("/", in: text),
      let month = cursor.number(2, in: text), cursor.skip("/", in: text),
      let day = cursor.number(2, in: text)
    else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }
}
