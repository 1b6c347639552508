// SPDX-License-Identifier: Apache-2.0

/// Where a log can be cut in two without a record falling apart.
enum RecordStart {
  /// Place of the last line of `text` that begins a record or a file, other than the first octet.
  /// Its header must be complete, so that no octet that is still to come can change the verdict.
  static func last(in text: Span<UInt8>) -> Int? {
    var end = text.count
    var place = text.count
    while place > 1 {
      place -= 1
      guard text[place - 1] == 0x0a else { continue }
      if begins(text, place..<end) { return place }
      end = place
    }
    return nil
  }

  /// Just behind the last line feed.
  static func lastLineEnd(in text: Span<UInt8>) -> Int? {
    var place = text.count
    while place > 0 {
      if text[place - 1] == 0x0a { return place }
      place -= 1
    }
    return nil
  }

  /// Whether the line, or what of it there is, begins with a header or a file preamble.
  static func begins(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    var start = line.lowerBound
    while start < line.upperBound, text[start] == 0 { start += 1 }
    var line = start..<line.upperBound
    if let prefix = StreamPrefix.read(text, line) {
      line = prefix.end..<line.upperBound
    }
    if case .header = RecordHeader.read(text, line) { return true }
    switch FilePreamble.read(text, line) {
    case .created, .ownFormat: return true
    case .other, nil: return false
    }
  }
}
