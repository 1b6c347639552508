// SPDX-License-Identifier: Apache-2.0

/// Where a record of ghsmtp begins.
enum RecordStart {
  /// Whether the line, or what of it there is, begins with a header or a file preamble.
  static func begins(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    var start = line.lowerBound
    while start < line.upperBound, text[start] == 0 { start += 1 }
    var line = start..<line.upperBound
    if isHead(text, line) { return true }
    // As many prefixes as `RecordReader` takes off.
    for _ in 0..<2 {
      guard let prefix = StreamPrefix.read(text, line) else { return false }
      line = StreamPrefix.withoutEscapes(text, prefix.end..<line.upperBound)
      if isHead(text, line) { return true }
    }
    return false
  }

  private static func isHead(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    if case .header = RecordHeader.read(text, line) { return true }
    switch FilePreamble.read(text, line) {
    case .created, .ownFormat: return true
    case .other, nil: return false
    }
  }
}

extension CuttingRule {
  /// Records of glog, each with the lines that continue it, and file preambles.
  package static let ghsmtpRecords = CuttingRule { RecordStart.begins($0, $1) }
}
