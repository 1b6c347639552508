// SPDX-License-Identifier: Apache-2.0

/// How a line of Exim's log is known among those of other programs.
enum EximRecognition {
  /// Whether a line is certainly one of Exim's: a stamp of its own form, or the tag `exim`, and a text
  /// that a pattern takes.
  static func recognises(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    var range = line
    if !range.isEmpty, text[range.upperBound - 1] == 0x0d {
      range = range.lowerBound..<range.upperBound - 1
    }
    if let header = EximHeader.readStamped(text, range) { return isText(header, text, range) }
    guard let prefix = StreamPrefix.read(text, range), isExim(prefix, text) else { return false }
    let body = prefix.end..<range.upperBound
    let header = EximHeader.read(text, body)
    return header.part != nil || isText(header, text, body)
  }

  /// Whether a line of syslog or the journal has Exim's tag: `exim`, `exim4`.
  static func isExim(_ prefix: StreamPrefix, _ text: Span<UInt8>) -> Bool {
    let program = text.extracting(prefix.program.indices)
    return program.holds("exim", at: 0, before: program.count)
  }

  /// Whether a pattern takes what stands behind a header. A remark that other programs could make
  /// needs a message id.
  private static func isText(
    _ header: EximHeader, _ text: Span<UInt8>, _ range: Range<Int>
  ) -> Bool {
    let body = text.extracting(header.start..<range.upperBound)
    let statement = EximCatalogue.read(body, hasID: !header.id.isEmpty)
    switch statement.kind {
    case .unknown: return false
    case .remark:
      return !header.id.isEmpty || body.holds("exim ", at: 0, before: body.count)
        || body.holds("Start queue run", at: 0, before: body.count)
        || body.holds("End queue run", at: 0, before: body.count)
        || body.holds("cwd=", at: 0, before: body.count)
    default: return true
    }
  }
}
