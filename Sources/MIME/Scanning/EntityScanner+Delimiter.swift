// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// A delimiter line that was recognised.
struct DelimiterMatch {
  /// Index of the multipart's frame.
  var frame: Int
  var isClose: Bool
  /// Whether the padding holds a CR that does not belong to a CRLF: some readers take it for a line end.
  var hasLoneCR: Bool
  /// Index behind the line's LF, or the end of the message.
  var lineEnd: Int
}

/// What a line that may be a delimiter is.
enum DelimiterVerdict {
  /// The chunk ends too early to say.
  case undecided
  case found(DelimiterMatch)
  /// None; with what is wrong with a line that is nearly one.
  case none(Defect.Kind?)
}

extension EntityScanner {
  /// Reads the line at `start`, where a line begins:
  ///
  ///     delimiter-line       := "--" boundary *LWSP-char CRLF        ; RFC 2046 section 5.1.1
  ///     close-delimiter-line := "--" boundary "--" *LWSP-char (CRLF / end of message)
  ///
  /// QUIRK: RFC 2046 section 5.1.1 lets a reader take any line that begins with the boundary; GMime, Python, mime4j and
  /// most others want the whole line to match, and so does this, for real mail has boundaries that begin alike.
  /// QUIRK: LF alone ends a line, for stores that keep mail with local line ends.
  /// The innermost multipart whose boundary matches is taken, so a missing close-delimiter costs no outer part.
  func delimiter(_ octets: Span<UInt8>, lineAt start: Int, isFinal: Bool) -> DelimiterVerdict {
    let available = octets.count - start
    if octets[start] != Octet.hyphen { return .none(nil) }
    guard available >= 2 else { return isFinal ? .none(nil) : .undecided }
    if octets[start + 1] != Octet.hyphen { return .none(nil) }
    let limit = start + min(available, limits.lineOctets)
    let lineFeed = OctetSearch.lineFeed(in: octets.extracting(0..<limit), from: start + 2)
    if lineFeed == nil, !isFinal || available >= limits.lineOctets {
      return available >= limits.lineOctets ? .none(nil) : .undecided
    }
    let range = EntityScanner.delimiterContent(octets, start..<(lineFeed ?? octets.count))
    let content = octets.extracting(range)
    if let (frame, isClose) = matchingFrame(content) {
      let lineEnd = lineFeed.map { $0 + 1 } ?? octets.count
      let padding = octets.extracting(range.upperBound..<lineEnd)
      return .found(
        DelimiterMatch(
          frame: frame, isClose: isClose, hasLoneCR: padding.holdsLoneCR, lineEnd: lineEnd))
    }
    if startsWithInnermostBoundary(content) { return .none(.delimiterPrefix) }
    return .none(isAfterClose(content) ? .delimiterAfterClose : nil)
  }

  /// What stands in a line between the hyphens at its beginning and the padding at its end.
  ///
  /// QUIRK: a CR is taken for padding, as most readers do, for what turns line ends into CRLF twice leaves CR CR LF.
  static func delimiterContent(_ octets: Span<UInt8>, _ line: Range<Int>) -> Range<Int> {
    var end = line.upperBound
    while end > line.lowerBound + 2, Octet.isWhitespace(octets[end - 1]) { end -= 1 }
    return (line.lowerBound + 2)..<end
  }

  /// The innermost open multipart whose delimiter, or close-delimiter, has this content after `--`.
  private func matchingFrame(_ content: Span<UInt8>) -> (frame: Int, isClose: Bool)? {
    let count = content.count
    let mayClose = content.hasClosingHyphens
    var hash = FNV1a()
    var closeHash = hash.value
    for index in 0..<count {
      if index == count - 2 { closeHash = hash.value }
      hash.add(content[index])
    }
    for index in frames.indices.reversed() where frames[index].isOpen {
      let boundaryHash = frames[index].boundaryHash
      if boundaryHash == hash.value, content.holds(frames[index].boundary, count: count) {
        return (index, false)
      }
      if mayClose, boundaryHash == closeHash,
        content.holds(frames[index].boundary, count: count - 2)
      {
        return (index, true)
      }
    }
    return nil
  }

  /// Whether the content is that of the first delimiter, or close-delimiter, in the epilogue of its multipart.
  private func isAfterClose(_ content: Span<UInt8>) -> Bool {
    guard let frame = frames.last, frame.kind == .multipart, !frame.isOpen,
      !frame.sawDelimiterAfterClose, !frame.boundary.isEmpty
    else { return false }
    return content.isDelimiter(of: frame.boundary)
  }

  /// Whether the content goes on after the boundary of the innermost open multipart.
  private func startsWithInnermostBoundary(_ content: Span<UInt8>) -> Bool {
    guard let frame = frames.last(where: { $0.isOpen }), !frame.boundary.isEmpty else {
      return false
    }
    return content.count > frame.boundary.count
      && content.holds(frame.boundary, count: frame.boundary.count)
  }
}

extension Span<UInt8> {
  /// Whether the first `count` octets are exactly `octets`.
  func holds(_ octets: [UInt8], count: Int) -> Bool {
    guard octets.count == count, self.count >= count else { return false }
    for index in 0..<count where self[index] != octets[index] { return false }
    return true
  }

  /// Whether this, behind `--`, makes a delimiter or close-delimiter of a multipart with that boundary.
  func isDelimiter(of boundary: [UInt8]) -> Bool {
    holds(boundary, count: count) || hasClosingHyphens && holds(boundary, count: count - 2)
  }

  /// Whether there is a CR without LF behind it.
  fileprivate var holdsLoneCR: Bool {
    for index in 0..<count where self[index] == Octet.cr {
      if index + 1 == count || self[index + 1] != Octet.lf { return true }
    }
    return false
  }

  /// Whether the last two octets are those that end a close-delimiter.
  var hasClosingHyphens: Bool {
    count >= 2 && self[count - 1] == Octet.hyphen && self[count - 2] == Octet.hyphen
  }
}
