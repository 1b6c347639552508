// SPDX-License-Identifier: Apache-2.0
internal import MIME

/// Finds the messages in the octets of one file: one message, or the messages of an mbox.
///
/// A file that begins with a `From ` line may be an mbox. A further message begins at a `From ` line that follows an empty
/// line and is followed by a header field (mboxo and mboxrd quote such lines in bodies, with `>`, which is left as it
/// is). The empty line before it belongs to the mbox. Where a message's Content-Length leads to such a line, or to the end,
/// nothing before that place is one (mboxcl and mboxcl2). A file in which no second message is found is one message, and
/// its last line stays whole, unless the file is known to be an mbox.
struct MessageSplitter {
  private enum State { case fileStart, envelope, single, mailbox }

  private var state = State.fileStart
  let isKnownMailbox: Bool
  private let input: Int
  var number = 0
  /// Offset in the file of the buffer's first octet.
  var offset = 0
  /// Whether the header section of the present message has not been searched for a Content-Length.
  var isLengthUnknown = false
  /// Where the present message ends by its Content-Length: an offset in the file.
  var knownEnd: Int?
  /// The octets at an offset of the file, at most so many; nil where the file cannot be read from any place.
  var peek: ((_ offset: Int, _ count: Int) -> [UInt8])?

  /// Octets within which a `From ` line and the name of the field behind it must end.
  static let lookahead = 4096
  /// Octets at a buffer's end that may belong to a `From ` line: `LF CR LF From SP`.
  private static let heldCount = 8

  init(input: Int, isKnownMailbox: Bool) {
    self.input = input
    self.isKnownMailbox = isKnownMailbox
  }

  /// Takes octets of the file and returns how many are done with; the rest must come again, with more behind it.
  /// At the end of the file all are.
  mutating func split(
    _ octets: Span<UInt8>, isAtEnd: Bool, into handler: inout some MessageHandler
  ) -> Int {
    var start = 0
    if state == .fileStart {
      guard octets.count >= 5 || isAtEnd else { return 0 }
      if Self.startsWithFrom(octets, 0) {
        state = .envelope
      } else if isKnownMailbox, let end = Self.firstSeparator(octets, isAtEnd: isAtEnd) {
        // Octets before the first `From ` line are no message.
        state = .mailbox
        start = end
        begin(at: end, &handler)
      } else {
        state = .single
        begin(at: 0, &handler)
      }
    }
    if state == .envelope {
      guard let lineFeed = OctetSearch.lineFeed(in: octets, from: 0) else {
        if isAtEnd { endEmpty(octets.count, &handler) }
        offset += octets.count
        return octets.count
      }
      state = .mailbox
      start = lineFeed + 1
      begin(at: start, &handler)
    }
    if state == .single {
      handler.receive(octets.extracting(start...))
      start = octets.count
    } else {
      start = splitMailbox(octets, from: start, isAtEnd: isAtEnd, &handler)
    }
    offset += start
    if isAtEnd { handler.endMessage() }
    return start
  }

  /// A file that is nothing but a `From ` line: a message without octets.
  private mutating func endEmpty(_ count: Int, _ handler: inout some MessageHandler) {
    begin(at: count, &handler)
    handler.endMessage()
  }

  mutating func begin(at index: Int, _ handler: inout some MessageHandler) {
    number += 1
    isLengthUnknown = state != .single
    knownEnd = nil
    handler.beginMessage(
      MessagePlace(
        input: input, number: number, offset: offset + index, hasEnvelope: state != .single))
  }

  private mutating func splitMailbox(
    _ octets: Span<UInt8>, from first: Int, isAtEnd: Bool, _ handler: inout some MessageHandler
  ) -> Int {
    var start = first
    nextMessage: while true {
      while isLengthUnknown || knownEnd != nil {
        if isLengthUnknown, !readLength(octets, from: start, isAtEnd: isAtEnd) { return start }
        guard let end = knownEnd else { break }
        let step = pass(octets, from: start, to: end - offset, isAtEnd: isAtEnd, &handler)
        start = step.next
        if step.isWaiting { return start }
      }
      var search = start
      while let line = OctetSearch.lineStart(
        UInt8(ascii: "F"), UInt8(ascii: "r"), in: octets, from: search)
      {
        search = line
        guard let emptyLine = Self.emptyLine(octets, before: line, notBefore: start) else {
          continue
        }
        switch Self.separator(octets, at: line, isAtEnd: isAtEnd) {
        case .none: continue
        case .undecided:
          // The LF before the empty line must be seen again, so that the line is known to be empty.
          let end = max(start, emptyLine - 1)
          handler.receive(octets.extracting(start..<end))
          return end
        case .end(let end):
          handler.receive(octets.extracting(start..<emptyLine))
          handler.endMessage()
          begin(at: end, &handler)
          start = end
          continue nextMessage
        }
      }
      break
    }
    if !isAtEnd {
      let end = max(start, octets.count - Self.heldCount)
      handler.receive(octets.extracting(start..<end))
      return end
    }
    var end = octets.count
    if number > 1 || isKnownMailbox,
      let emptyLine = Self.emptyLine(octets, before: end, notBefore: start)
    {
      end = emptyLine
    }
    handler.receive(octets.extracting(start..<end))
    return octets.count
  }

  enum Separator { case none, undecided, end(Int) }

  /// Whether a `From ` line that separates messages stands at `line`, and where it ends.
  ///
  /// QUIRK: RFC 4155 wants the line to hold an address and a date; many writers give neither, so the header field behind
  /// it is what counts.
  static func separator(_ octets: Span<UInt8>, at line: Int, isAtEnd: Bool) -> Separator {
    guard octets.count - line >= 5 || isAtEnd else { return .undecided }
    guard startsWithFrom(octets, line) else { return .none }
    let isBounded = isAtEnd || octets.count - line >= lookahead
    guard let lineFeed = OctetSearch.lineFeed(in: octets, from: line) else {
      return isBounded ? .none : .undecided
    }
    var index = lineFeed + 1
    let name = index
    while index < octets.count, octets[index] != 0x3A, octets[index] &- 33 < 94 { index += 1 }
    if index == name + 5, startsWithQuotedFrom(octets, name) { return .end(name) }
    let nameEnd = index
    while index < octets.count, octets[index] == 0x20 || octets[index] == 0x09 { index += 1 }
    guard index < octets.count else { return isBounded ? .none : .undecided }
    return nameEnd > name && octets[index] == 0x3A ? .end(name) : .none
  }

  /// Where the first message begins in an mbox that does not begin with a `From ` line.
  private static func firstSeparator(_ octets: Span<UInt8>, isAtEnd: Bool) -> Int? {
    var search = 0
    while let line = OctetSearch.lineStart(
      UInt8(ascii: "F"), UInt8(ascii: "r"), in: octets, from: search)
    {
      search = line
      if emptyLine(octets, before: line, notBefore: 0) != nil,
        case .end(let end) = separator(octets, at: line, isAtEnd: isAtEnd)
      {
        return end
      }
    }
    return nil
  }

  /// Where the empty line begins that ends right before `line`; nil if the line before is not empty.
  private static func emptyLine(
    _ octets: Span<UInt8>, before line: Int, notBefore start: Int
  ) -> Int? {
    guard line - 1 >= start, octets[line - 1] == 0x0A else { return nil }
    let empty = line - 2 >= start && octets[line - 2] == 0x0D ? line - 2 : line - 1
    // At the very beginning of a message the line before is the `From ` line.
    guard empty > start else { return empty == start ? empty : nil }
    return octets[empty - 1] == 0x0A ? empty : nil
  }

  static func startsWithFrom(_ octets: Span<UInt8>, _ index: Int) -> Bool {
    starts(octets, index, with: [0x46, 0x72, 0x6F, 0x6D, 0x20])
  }

  private static func startsWithQuotedFrom(_ octets: Span<UInt8>, _ index: Int) -> Bool {
    starts(octets, index, with: [0x3E, 0x46, 0x72, 0x6F, 0x6D, 0x20])
  }

  private static func starts(
    _ octets: Span<UInt8>, _ index: Int, with text: InlineArray<5, UInt8>
  ) -> Bool {
    guard index + 5 <= octets.count else { return false }
    for place in 0..<5 where octets[index + place] != text[place] { return false }
    return true
  }

  private static func starts(
    _ octets: Span<UInt8>, _ index: Int, with text: InlineArray<6, UInt8>
  ) -> Bool {
    guard index + 6 <= octets.count else { return false }
    for place in 0..<6 where octets[index + place] != text[place] { return false }
    return true
  }
}
