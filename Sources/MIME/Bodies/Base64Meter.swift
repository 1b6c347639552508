// SPDX-License-Identifier: Apache-2.0

/// Measures a base64 body without decoding it: the decoded size, what is wrong with it, and its line layout.
public struct Base64Meter: Sendable {
  private var group = Base64Group()
  private var layout = LayoutObserver()
  private var decodedCount = 0
  /// LF that no CR precedes.
  public private(set) var loneLineFeeds = 0

  /// A meter at the beginning of a body.
  public init() {}

  /// Which line ends occurred so far.
  var lineEnds: LineEndTally {
    var tally = LineEndTally()
    if loneLineFeeds > 0 { tally.add(isLoneLF: true) }
    if layout.sawCRLF { tally.add(isLoneLF: false) }
    return tally
  }

  /// What was wrong so far, each kind once.
  public var defects: [Defect.Kind] { group.defects }

  /// Measures the next octets of the body.
  public mutating func measure(_ octets: Span<UInt8>) {
    var index = 0
    while index < octets.count {
      if let width = layout.widthAtLineStart, width % 4 == 0, group.isAtGroupStart {
        let lines = Base64Kernel.regularLines(
          octets, from: index, width: width, isCRLF: layout.lineEnd == .crlf)
        if lines > 0 {
          decodedCount += lines * (width / 4 * 3)
          index += lines * (width + (layout.lineEnd?.octetCount ?? 0))
          if layout.lineEnd == .lf { loneLineFeeds += lines }
          if index == octets.count { return }
        }
      }
      if group.isAtGroupStart {
        let run = Base64Kernel.alphabetRun(octets, from: index) / 4 * 4
        if run > 0 {
          layout.takeCharacters(run)
          decodedCount += run / 4 * 3
          index += run
        }
      }
      index = measurePlainly(octets, from: index)
    }
  }

  /// Measures whole lines that are known to be alike and of the alphabet. False if they do not go on from what was
  /// measured before, so that they must be looked at.
  mutating func measure(_ lines: Base64Lines) -> Bool {
    guard let width = layout.widthAtLineStart, width == lines.width, width % 4 == 0,
      layout.lineEnd == lines.lineEnd, group.isAtGroupStart
    else { return false }
    decodedCount += lines.count * (width / 4 * 3)
    if lines.lineEnd == .lf { loneLineFeeds += lines.count }
    return true
  }

  /// Measures octet by octet to the end of the line or of a group, from where kernels may go on; returns the index behind it.
  private mutating func measurePlainly(_ octets: Span<UInt8>, from start: Int) -> Int {
    var index = start
    while index < octets.count {
      let octet = octets[index]
      index += 1
      switch octet {
      case Octet.lf:
        if !layout.holdsCR { loneLineFeeds += 1 }
        layout.takeLineFeed()
        return index
      case Octet.cr: layout.takeCR()
      case Octet.space, Octet.tab: layout.takeBlank()
      default:
        layout.takeCharacter(afterPadding: group.isDone)
        guard case .octets(_, let count) = group.take(octet) else { continue }
        decodedCount += count
        if group.isAtGroupStart { return index }
      }
    }
    return index
  }

  /// Ends the body.
  ///
  /// - Returns: the decoded size, and the layout or why there is none.
  public mutating func finish() -> (
    decoded: Int, layout: Base64Layout?, irregularity: Base64Irregularity?
  ) {
    if case .octets(_, let count) = group.finish() { decodedCount += count }
    let irregularity = irregularity
    return (decodedCount, irregularity == nil ? layout.finish() : nil, irregularity)
  }

  private var irregularity: Base64Irregularity? {
    if group.sawForeign { return .foreignOctets }
    if group.sawAfterPadding || group.sawSurplusPadding || group.sawTrailingBits
      || group.isTruncated
    {
      return .padding
    }
    return layout.finalIrregularity
  }
}

/// Watches the lines of a base64 body.
struct LayoutObserver: Sendable {
  private var irregularity: Base64Irregularity?
  private(set) var lineEnd: Base64Layout.LineEnd?
  /// Length of the first line, once its end was seen.
  private var width: Int?
  private var lineLength = 0
  /// Line ends since the last character.
  private var lineEnds = 0
  private var sawShortLine = false
  private(set) var holdsCR = false
  private(set) var sawCRLF = false

  /// The width, where a line begins and all so far was regular: the kernels may go on from here.
  var widthAtLineStart: Int? {
    irregularity == nil && lineLength == 0 && lineEnds == 1 && !sawShortLine && !holdsCR
      ? width : nil
  }

  private mutating func note(_ kind: Base64Irregularity) {
    if irregularity == nil { irregularity = kind }
  }

  mutating func takeCharacter(afterPadding: Bool) {
    if afterPadding { note(.padding) }
    takeCharacters(1)
  }

  /// Takes characters of one line.
  mutating func takeCharacters(_ count: Int) {
    if holdsCR { noteLoneCR() }
    if lineEnds > 0 {
      if lineEnds > 1 || sawShortLine || width == nil { note(.lineLengths) }
      lineEnds = 0
    }
    lineLength += count
    if let width, lineLength > width { note(.lineLengths) }
  }

  mutating func takeBlank() {
    if holdsCR { noteLoneCR() }
    note(.innerWhitespace)
  }

  mutating func takeCR() {
    if holdsCR { noteLoneCR() }
    holdsCR = true
  }

  private mutating func noteLoneCR() {
    holdsCR = false
    note(.innerWhitespace)
  }

  mutating func takeLineFeed() {
    let kind: Base64Layout.LineEnd = holdsCR ? .crlf : .lf
    if holdsCR { sawCRLF = true }
    holdsCR = false
    if let lineEnd, lineEnd != kind { note(.mixedLineEnds) }
    lineEnd = lineEnd ?? kind
    lineEnds += 1
    guard lineLength > 0 else { return }
    if let width {
      if lineLength < width { sawShortLine = true }
    } else {
      width = lineLength
    }
    lineLength = 0
  }

  var finalIrregularity: Base64Irregularity? {
    irregularity ?? (holdsCR ? .innerWhitespace : nil)
  }

  /// The layout of a body without irregularity.
  func finish() -> Base64Layout {
    Base64Layout(
      width: width ?? lineLength, lineEnd: lineEnd ?? .lf, finalLineEnds: lineEnds)
  }
}
