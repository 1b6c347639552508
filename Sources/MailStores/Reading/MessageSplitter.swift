// SPDX-License-Identifier: Apache-2.0
internal import MIME

/// Finds the messages in the octets of one file by ``MailboxRule``: one message, or the messages of an mbox.
///
/// What separates messages, the `From ` line and an empty line before it, belongs to the mbox; quoted lines (`>From `) in bodies stay
/// as they are. Where a message's Content-Length leads to a `From ` line, or to the end, nothing before that place is one (mboxcl and
/// mboxcl2). A file in which no second message is found is one message, and its last line stays whole, unless its name says that it is
/// an mbox.
struct MessageSplitter {
  private enum State { case fileStart, envelope, single, mailbox }

  private var state = State.fileStart
  private let name: MailboxRule.Name
  private let input: Int
  /// Whether a `From ` line stands before the present message.
  var hasEnvelope = false
  var number = 0
  /// Offset in the file of the buffer's first octet.
  var offset = 0
  /// Whether the header section of the present message has not been searched for a Content-Length.
  var isLengthUnknown = false
  /// Where the present message ends by its Content-Length: an offset in the file.
  var knownEnd: Int?
  /// The octets at an offset of the file, at most so many; nil where the file cannot be read from any place.
  var peek: ((_ offset: Int, _ count: Int) -> [UInt8])?

  /// Octets at a buffer's end that may belong to a `From ` line: `LF CR LF From SP`.
  private static let heldCount = 8
  /// Octets before a line by which it is seen whether the line before it is empty.
  private static let lineEndCount = 3

  /// Octets that decide how a file begins: a byte order mark and `From `.
  private static let beginningCount = 8

  init(input: Int, _ name: MailboxRule.Name) {
    self.input = input
    self.name = name
  }

  /// Whether the file is an mbox even if it holds one message only.
  var isKnownMailbox: Bool { name == .mailbox }

  /// Takes octets of the file and returns how many are done with; the rest must come again, with more behind it.
  /// At the end of the file all are.
  mutating func split(
    _ octets: Span<UInt8>, isAtEnd: Bool, into handler: inout some MessageHandler
  ) -> Int {
    var start = 0
    if state == .fileStart {
      guard octets.count >= Self.beginningCount || isAtEnd else { return 0 }
      switch MailboxRule.beginning(octets, name) {
      case .envelope(let place):
        state = .envelope
        start = place
      case .message:
        state = .single
        begin(at: 0, &handler)
      case .rest:
        state = .mailbox
        begin(at: 0, &handler)
      }
    }
    if state == .envelope {
      guard let lineFeed = OctetSearch.lineFeed(in: octets, from: start) else {
        if isAtEnd { endEmpty(octets.count, &handler) }
        offset += octets.count
        return octets.count
      }
      state = name == .message ? .single : .mailbox
      hasEnvelope = true
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
    hasEnvelope = true
    begin(at: count, &handler)
    handler.endMessage()
  }

  mutating func begin(at index: Int, _ handler: inout some MessageHandler) {
    number += 1
    isLengthUnknown = state != .single
    knownEnd = nil
    handler.beginMessage(
      MessagePlace(
        input: input, number: number, offset: offset + index, hasEnvelope: hasEnvelope))
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
        let emptyLine = Self.emptyLine(octets, before: line, notBefore: start)
        switch MailboxRule.separator(
          octets, at: line, followsEmptyLine: emptyLine != nil, isAtEnd: isAtEnd)
        {
        case .none: continue
        case .undecided:
          // The end of the line before must be seen again, so that it is known whether the line between is empty.
          let end = max(start, (emptyLine ?? line) - Self.lineEndCount)
          handler.receive(octets.extracting(start..<end))
          return end
        case .end(let end):
          handler.receive(octets.extracting(start..<(emptyLine ?? line)))
          handler.endMessage()
          hasEnvelope = true
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
}
