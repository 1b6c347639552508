// SPDX-License-Identifier: Apache-2.0

extension EntityScanner {
  /// Scans octets between delimiters; returns the index behind what was decided, nil if that is nothing.
  mutating func scanOctets(
    _ octets: Span<UInt8>, from start: Int, kind: OctetKind, isFinal: Bool,
    into sink: inout some EntityEventSink
  ) -> Int? {
    guard openBoundaries > 0 || kind == .epilogue else {
      // No delimiter can follow, nor what looks like one: neither lines nor line breaks matter.
      tellHeldBreak(kind.event, into: &sink)
      tell(kind.event, octets.extracting(start..<octets.count), into: &sink)
      return octets.count
    }
    var index = start
    if heldBreak == .cr { index = resolveHeldCR(octets, at: index, kind: kind, into: &sink) }
    if isAtLineStart, index < octets.count {
      switch delimiter(octets, lineAt: index, isFinal: isFinal) {
      case .undecided:
        // A line break held so far stays held; the caller keeps the line.
        return index > start ? index : nil
      case .found(let match):
        tellDelimiter(octets, match, from: index, into: &sink)
        return match.lineEnd
      case .none(let defect):
        tellHeldBreak(kind.event, into: &sink)
        if let defect { report(line: defect, into: &sink) }
        isAtLineStart = false
      }
    }
    // The whole chunk was the LF of a line break.
    if index == octets.count { return index }
    return scanWithinLines(octets, from: index, kind: kind, isFinal: isFinal, into: &sink)
  }

  /// Reports a line between delimiters that is none, at the place where it begins.
  private mutating func report(line kind: Defect.Kind, into sink: inout some EntityEventSink) {
    report(kind, at: offset, into: &sink)
    if kind == .delimiterAfterClose { frames[frames.count - 1].sawDelimiterAfterClose = true }
  }

  /// A CR was the last octet of the chunk before: decides whether it begins a line break.
  private mutating func resolveHeldCR(
    _ octets: Span<UInt8>, at index: Int, kind: OctetKind, into sink: inout some EntityEventSink
  ) -> Int {
    if octets[index] == Octet.lf {
      heldBreak = .crlf
      isAtLineStart = true
      return index + 1
    }
    tellHeldBreak(kind.event, into: &sink)
    return index
  }

  /// Scans from within a line to the next delimiter line, or to the end of the chunk.
  private mutating func scanWithinLines(
    _ octets: Span<UInt8>, from start: Int, kind: OctetKind, isFinal: Bool,
    into sink: inout some EntityEventSink
  ) -> Int? {
    var start = start
    if case .body = kind, frames.last?.isBase64 == true {
      start = tellBase64Lines(octets, from: start, into: &sink)
    }
    var search = start
    while let line = OctetSearch.lineStart(
      Octet.hyphen, Octet.hyphen, in: octets, from: search)
    {
      switch delimiter(octets, lineAt: line, isFinal: isFinal) {
      case .undecided:
        return holdBack(octets, from: start, line: line, kind: kind, into: &sink)
      case .found(let match):
        let lineBreak = lineBreakStart(octets, before: line, notBefore: start)
        tell(kind.event, octets.extracting(start..<lineBreak), into: &sink)
        tellDelimiter(octets, match, from: lineBreak, into: &sink)
        return match.lineEnd
      case .none(let defect):
        if let defect {
          tell(kind.event, octets.extracting(start..<line), into: &sink)
          report(line: defect, into: &sink)
          start = line
        }
        search = line
      }
    }
    if isFinal {
      tell(kind.event, octets.extracting(start..<octets.count), into: &sink)
      return octets.count
    }
    return holdTail(octets, from: start, kind: kind, into: &sink)
  }

  /// Reports whole lines of base64, in which no delimiter can be, for `-` is outside the alphabet. The last line's end is
  /// left, since a delimiter may follow and own it; returns where the lines end.
  private mutating func tellBase64Lines(
    _ octets: Span<UInt8>, from start: Int, into sink: inout some EntityEventSink
  ) -> Int {
    let limit = min(octets.count, start + 1024)
    let bounded = octets.extracting(0..<limit)
    guard let first = OctetSearch.lineFeed(in: bounded, from: start) else { return start }
    // In the middle of a line: the first whole one begins behind its end.
    guard let second = OctetSearch.lineFeed(in: bounded, from: first + 1) else { return start }
    let isCRLF = octets[second - 1] == Octet.cr
    let lineEnd: Base64Layout.LineEnd = isCRLF ? .crlf : .lf
    let width = second - first - lineEnd.octetCount
    guard width >= 32 else { return start }
    let count = Base64Kernel.regularLines(octets, from: first + 1, width: width, isCRLF: isCRLF) - 1
    guard count > 0, first + 1 < octets.count, octets[first + 1] != Octet.hyphen else {
      return start
    }
    tell(.body, octets.extracting(start...first), into: &sink)
    let end = first + 1 + count * (width + lineEnd.octetCount)
    let lines = octets.extracting((first + 1)..<end)
    sink.receiveBase64Lines(lines, Base64Lines(count: count, width: width, lineEnd: lineEnd))
    offset += lines.count
    return end
  }

  /// Reports the octets up to the line break before an undecided line, holds the break and leaves the line.
  private mutating func holdBack(
    _ octets: Span<UInt8>, from start: Int, line: Int, kind: OctetKind,
    into sink: inout some EntityEventSink
  ) -> Int {
    let lineBreak = lineBreakStart(octets, before: line, notBefore: start)
    tell(kind.event, octets.extracting(start..<lineBreak), into: &sink)
    heldBreak = line - lineBreak == 2 ? .crlf : .lf
    isAtLineStart = true
    return line
  }

  /// At the end of a chunk: what may begin a line break and a delimiter is held back.
  private mutating func holdTail(
    _ octets: Span<UInt8>, from start: Int, kind: OctetKind, into sink: inout some EntityEventSink
  ) -> Int {
    let end = octets.count
    if octets[end - 1] == Octet.cr {
      tell(kind.event, octets.extracting(start..<(end - 1)), into: &sink)
      heldBreak = .cr
      return end
    }
    if octets[end - 1] == Octet.lf {
      return holdBack(octets, from: start, line: end, kind: kind, into: &sink)
    }
    if end - start >= 2, octets[end - 1] == Octet.hyphen, octets[end - 2] == Octet.lf {
      return holdBack(octets, from: start, line: end - 1, kind: kind, into: &sink)
    }
    tell(kind.event, octets.extracting(start..<end), into: &sink)
    return end
  }

  /// Index of the line break that ends right before `line`.
  private func lineBreakStart(
    _ octets: Span<UInt8>, before line: Int, notBefore start: Int
  ) -> Int {
    line - 2 >= start && octets[line - 2] == Octet.cr ? line - 2 : line - 1
  }

  /// Reports a delimiter line, ends the entities inside its multipart and begins the next part or the epilogue.
  ///
  /// - Parameter start: where the line, or the line break before it, begins in `octets`.
  mutating func tellDelimiter(
    _ octets: Span<UInt8>, _ match: DelimiterMatch, from start: Int,
    into sink: inout some EntityEventSink
  ) {
    closeEntities(downTo: match.frame + 1, into: &sink)
    if match.hasLoneCR { report(.loneCarriageReturn, at: offset, into: &sink) }
    if match.isClose, frames[match.frame].partCount == 0 {
      report(.noBodyPart, at: frames[match.frame].bodyOffset, into: &sink)
    }
    let event: EntityEvent = match.isClose ? .closeDelimiter : .delimiter
    tellHeldBreak(event, into: &sink)
    tell(event, octets.extracting(start..<match.lineEnd), into: &sink)
    frames[match.frame].sawDelimiter = true
    isAtLineStart = true
    if match.isClose {
      frames[match.frame].isOpen = false
      openBoundaries -= 1
      mode = .octets(.epilogue)
    } else if entityCount >= limits.parts {
      report(.partLimit, at: offset, into: &sink)
      closeEntities(downTo: 0, into: &sink)
      mode = .octets(.unparsed)
    } else {
      beginHeaderSection()
    }
  }

  /// Ends entities from the innermost one until `count` are left.
  mutating func closeEntities(downTo count: Int, into sink: inout some EntityEventSink) {
    while frames.count > count {
      let frame = frames.removeLast()
      if frame.isOpen {
        openBoundaries -= 1
        report(
          frame.sawDelimiter ? .unclosedMultipart : .noDelimiter, at: frame.bodyOffset, into: &sink)
      }
      announce(.entityEnded, into: &sink)
    }
  }
}
