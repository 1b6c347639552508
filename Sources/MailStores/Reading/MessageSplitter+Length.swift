// SPDX-License-Identifier: Apache-2.0

/// Messages whose end their Content-Length says.
extension MessageSplitter {
  /// Searches the header section that begins at `start` for a Content-Length, and keeps it if it fits. False if more
  /// octets are needed for that.
  ///
  /// What comes through a pipe or out of a compressed file cannot be looked at ahead of the buffer: there the field
  /// counts for messages that end within it only.
  mutating func readLength(_ octets: Span<UInt8>, from start: Int, isAtEnd: Bool) -> Bool {
    switch ContentLength.read(octets, from: start, isAtEnd: isAtEnd) {
    case .undecided: return false
    case .none: break
    case .body(let body, let count):
      let (end, isTooLarge) = body.addingReportingOverflow(count)
      if !isTooLarge, fits(octets, at: end, isAtEnd: isAtEnd) {
        let empty = finalEmptyLine(octets, at: end, isAtEnd: isAtEnd)
        knownEnd = offset + max(body, end - empty)
      }
    }
    isLengthUnknown = false
    return true
  }

  private func fits(_ octets: Span<UInt8>, at end: Int, isAtEnd: Bool) -> Bool {
    let last = end.addingReportingOverflow(ContentLength.endCount).partialValue
    if last > 0, last <= octets.count {
      return ContentLength.fits(octets.extracting((end - 1)..<last), isAtEnd: false)
    }
    if isAtEnd {
      return end <= octets.count
        && ContentLength.fits(octets.extracting((end - 1)...), isAtEnd: true)
    }
    // The octet before shows, too, that the place is not behind the end of the file.
    guard let peek, offset < Int.max - end else { return false }
    let ahead = peek(offset + end - 1, ContentLength.endCount + 1)
    guard !ahead.isEmpty else { return false }
    return ContentLength.fits(ahead.span, isAtEnd: ahead.count <= ContentLength.endCount)
  }

  /// Octets of the empty line with which the file ends at `end`; 0 where there is none, or where the file goes on.
  ///
  /// QUIRK: a Content-Length that another agent wrote may count the line in, but in an mbox it belongs to no message.
  private func finalEmptyLine(_ octets: Span<UInt8>, at end: Int, isAtEnd: Bool) -> Int {
    if isAtEnd {
      guard end == octets.count, end > 2 else { return 0 }
      return ContentLength.emptyLineCount(octets.extracting((end - 3)...))
    }
    guard let peek, end > 2, offset < Int.max - end else { return 0 }
    let ahead = peek(offset + end - 3, 4)
    return ahead.count == 3 ? ContentLength.emptyLineCount(ahead.span) : 0
  }

  /// Goes to the end of the present message, which is at `end`, and into the next one if that is here already.
  mutating func pass(
    _ octets: Span<UInt8>, from start: Int, to end: Int, isAtEnd: Bool,
    _ handler: inout some MessageHandler
  ) -> (next: Int, isWaiting: Bool) {
    guard end <= octets.count else {
      handler.receive(octets.extracting(start...))
      return (octets.count, true)
    }
    handler.receive(octets.extracting(start..<end))
    let rest = octets.count - end
    if rest < ContentLength.endCount, !isAtEnd { return (end, true) }
    let line = end + ContentLength.lineBreakCount(octets.extracting(end...))
    if isAtEnd, line == octets.count {
      // The file's one message keeps its last line whole.
      if number == 1, !isKnownMailbox { handler.receive(octets.extracting(end...)) }
      return (octets.count, true)
    }
    let separator = MailboxRule.separator(
      octets, at: line, followsEmptyLine: true, isAtEnd: isAtEnd)
    if case .undecided = separator { return (end, true) }
    knownEnd = nil
    guard case .end(let next) = separator else { return (end, false) }
    handler.endMessage()
    hasEnvelope = true
    begin(at: next, &handler)
    return (next, false)
  }
}
