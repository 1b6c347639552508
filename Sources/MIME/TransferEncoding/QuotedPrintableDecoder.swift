// SPDX-License-Identifier: Apache-2.0

/// Decodes quoted-printable (RFC 2045 section 6.7). Line ends are kept as they are stored.
///
/// White space at the end of a line is deleted (rule 3). An `=` before anything but two hexadecimal digits or a line end
/// stands for itself.
public struct QuotedPrintableDecoder: TransferDecoder, Sendable {
  private enum State: Sendable {
    case text
    /// After `=`.
    case equals
    /// After `=` and one hexadecimal digit.
    case digit(UInt8)
    /// After `=` and blanks, perhaps before a line end.
    case softBreakBlanks
    /// After `=`, perhaps blanks, and CR, perhaps before LF.
    case softBreakCR
  }

  private var state = State.text
  /// Blanks of which it is not yet known whether a line end follows, and after them perhaps a CR.
  private var held: [UInt8] = []
  private var holdsCR = false
  private var lineLength = 0
  private var pending: [UInt8] = []
  /// Where the kernel writes, made when first needed.
  private var fast: [UInt8] = []
  private var sawEscape = false
  private var sawLongLine = false
  private var sawTrailingBlank = false
  /// Line ends that stand in the body as a lone LF, soft line breaks and `=0A` not counted.
  private(set) var loneLineFeeds = 0

  /// Blanks held back at most; a longer run is passed on as text, to bound memory.
  private static let heldLimit = 64 << 10
  private static let bufferSize = 16 << 10

  /// A decoder at the beginning of a body.
  public init() { pending.reserveCapacity(QuotedPrintableDecoder.bufferSize + 64) }

  /// What was wrong so far, each kind once.
  public var defects: [Defect.Kind] {
    var kinds: [Defect.Kind] = []
    if sawEscape { kinds.append(.quotedPrintableEscape) }
    if sawLongLine { kinds.append(.quotedPrintableLongLine) }
    if sawTrailingBlank { kinds.append(.quotedPrintableTrailingBlank) }
    return kinds
  }

  /// Makes the decoder ready for another body.
  public mutating func reset() {
    let (pending, fast) = (pending, fast)
    self = QuotedPrintableDecoder(reusing: pending, fast)
  }

  private init(reusing pending: [UInt8], _ fast: [UInt8]) {
    self.pending = pending
    self.fast = fast
    self.pending.removeAll(keepingCapacity: true)
  }

  /// Decodes the next octets of the body.
  public mutating func decode(_ octets: Span<UInt8>, into output: inout some OctetSink) {
    var index = 0
    while index < octets.count {
      if case .text = state, held.isEmpty, !holdsCR {
        index += decodeFast(octets, from: index, into: &output)
        if index == octets.count { break }
      }
      take(octets[index])
      index += 1
      if pending.count >= QuotedPrintableDecoder.bufferSize { flush(into: &output) }
    }
    flush(into: &output)
  }

  /// Lets the kernel decode as far as it can; returns how many octets it took.
  private mutating func decodeFast(
    _ octets: Span<UInt8>, from start: Int, into output: inout some OctetSink
  ) -> Int {
    flush(into: &output)
    if fast.isEmpty {
      fast = Array(
        repeating: 0, count: QuotedPrintableDecoder.bufferSize + QuotedPrintableKernel.slack)
    }
    var progress = QuotedPrintableKernel.Progress(lineLength: lineLength)
    let end = min(octets.count, start + QuotedPrintableDecoder.bufferSize)
    let run = QuotedPrintableKernel.decode(
      octets.extracting(start..<end), into: &fast, progress: &progress)
    lineLength = progress.lineLength
    loneLineFeeds += progress.loneLineFeeds
    if progress.hasLongLine { sawLongLine = true }
    if progress.hasTrailingBlank { sawTrailingBlank = true }
    if run.written > 0 { output.write(fast.span.extracting(0..<run.written)) }
    return run.consumed
  }

  /// Whether the next octet begins a line and nothing is held back.
  var isAtLineStart: Bool {
    guard case .text = state else { return false }
    return held.isEmpty && !holdsCR && lineLength == 0
  }

  /// Takes note of whole lines that were measured in place of being decoded.
  mutating func skip(_ lines: QuotedPrintableKernel.LineSizes) {
    loneLineFeeds += lines.loneLineFeeds
    if lines.hasLongLine { sawLongLine = true }
  }

  /// Ends the body: writes what was held back.
  public mutating func finish(into output: inout some OctetSink) {
    switch state {
    case .text:
      // Blanks at the end of the body stand at the end of a line.
      if !held.isEmpty, !holdsCR { sawTrailingBlank = true }
      if holdsCR { releaseHeld() }
    case .digit(let digit):
      sawEscape = true
      pending.append(Octet.equals)
      pending.append(digit)
    // QUIRK: a CR at the very end makes a soft line break, as Python and GMime read it.
    case .softBreakCR: sawEscape = true
    case .equals, .softBreakBlanks: break
    }
    flush(into: &output)
  }

  private mutating func take(_ octet: UInt8) {
    countLine(octet)
    switch state {
    case .text: takeText(octet)
    case .equals: takeAfterEquals(octet)
    case .digit(let first): takeSecondDigit(first, octet)
    case .softBreakBlanks: takeSoftBreakBlank(octet)
    case .softBreakCR: takeAfterSoftBreakCR(octet)
    }
  }

  private mutating func countLine(_ octet: UInt8) {
    if octet == Octet.lf {
      lineLength = 0
    } else if octet != Octet.cr {
      lineLength += 1
      if lineLength > 76 { sawLongLine = true }
    }
  }

  private mutating func takeText(_ octet: UInt8) {
    if !held.isEmpty || holdsCR {
      if octet == Octet.lf {
        if !held.isEmpty { sawTrailingBlank = true }
        if holdsCR { pending.append(Octet.cr) } else { loneLineFeeds += 1 }
        held.removeAll(keepingCapacity: true)
        holdsCR = false
        pending.append(octet)
        return
      }
      if holdsCR || !Octet.isBlank(octet) && octet != Octet.cr { releaseHeld() }
    }
    if octet == Octet.equals {
      state = .equals
    } else if Octet.isBlank(octet) {
      held.append(octet)
      if held.count > QuotedPrintableDecoder.heldLimit { releaseHeld() }
    } else if octet == Octet.cr {
      holdsCR = true
    } else {
      if octet == Octet.lf { loneLineFeeds += 1 }
      pending.append(octet)
    }
  }

  private mutating func releaseHeld() {
    pending += held
    held.removeAll(keepingCapacity: true)
    if holdsCR { pending.append(Octet.cr) }
    holdsCR = false
  }

  private mutating func takeAfterEquals(_ octet: UInt8) {
    switch octet {
    case Octet.lf: state = .text
    case Octet.cr: state = .softBreakCR
    case Octet.equals:
      // QUIRK: `==`, written by senders that encode twice, is read as one `=` by Python and others.
      sawEscape = true
      pending.append(Octet.equals)
      state = .text
    case Octet.space, Octet.tab:
      held.append(octet)
      state = .softBreakBlanks
    default:
      if Octet.hexadecimalValue(octet) != nil {
        state = .digit(octet)
      } else {
        passEquals()
        takeText(octet)
      }
    }
  }

  private mutating func passEquals() {
    sawEscape = true
    pending.append(Octet.equals)
    state = .text
  }

  private mutating func takeSecondDigit(_ first: UInt8, _ octet: UInt8) {
    if let high = Octet.hexadecimalValue(first), let low = Octet.hexadecimalValue(octet) {
      pending.append(high << 4 | low)
      state = .text
      return
    }
    passEquals()
    takeText(first)
    takeText(octet)
  }

  private mutating func takeSoftBreakBlank(_ octet: UInt8) {
    switch octet {
    case Octet.space, Octet.tab: held.append(octet)
    case Octet.lf:
      sawTrailingBlank = true
      held.removeAll(keepingCapacity: true)
      state = .text
    case Octet.cr: state = .softBreakCR
    default:
      passEquals()
      takeText(octet)
    }
    if held.count > QuotedPrintableDecoder.heldLimit {
      passEquals()
      releaseHeld()
    }
  }

  private mutating func takeAfterSoftBreakCR(_ octet: UInt8) {
    guard octet == Octet.lf else {
      // QUIRK: Python's reader drops everything up to the next LF.
      passSoftBreakCR()
      takeText(octet)
      return
    }
    if !held.isEmpty { sawTrailingBlank = true }
    held.removeAll(keepingCapacity: true)
    state = .text
  }

  /// What looked like a soft line break stands for itself, for no LF follows its CR.
  private mutating func passSoftBreakCR() {
    passEquals()
    holdsCR = true
    releaseHeld()
  }

  private mutating func flush(into output: inout some OctetSink) {
    guard !pending.isEmpty else { return }
    output.write(pending.span)
    pending.removeAll(keepingCapacity: true)
  }
}
