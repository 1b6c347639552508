// SPDX-License-Identifier: Apache-2.0
package import SessionLog

/// One session as a dialogue: the client's commands on the left, the server's replies beside them,
/// and between them what the program noted; each with the time since the session began.
package struct Transcript: Sendable {
  package enum Side: Equatable, Sendable { case client, server, note }

  package struct Line: Equatable, Sendable {
    /// Microseconds since the session began.
    package var offset: Int64
    package var side: Side
    /// As logged, without what the log adds around it; lines of a record apart.
    package var texts: [String]
    package var event: SessionEvent
  }

  package private(set) var lines: [Line] = []

  /// Reads the records that the session kept.
  package init(of session: Session) {
    let direction = session.direction
    for record in session.records {
      let message = session.recordText[record.message.indices]
      let side = Transcript.side(of: record.event, direction)
      lines.append(
        Line(
          offset: record.time.since(session.start), side: side,
          texts: Transcript.texts(of: message, side, direction), event: record.event))
    }
  }

  /// The transcript in text, as the terminal shows it.
  package func text(width: Int, styled: (String, Bool) -> String) -> String {
    let stamps = lines.map { Transcript.stamp($0.offset) }
    let stampWidth = max(9, stamps.map(\.utf8.count).max() ?? 0)
    var output = ""
    for (line, stamp) in zip(lines, stamps) {
      let mark = line.side == .client ? "C: " : line.side == .server ? "   S: " : "-- "
      let indent = stampWidth + 2 + mark.utf8.count
      for (index, text) in line.texts.enumerated() {
        let pieces = DisplayWidth.lines(
          of: DisplayWidth.printable(text), width: max(20, width - indent))
        for (piece, shown) in (pieces.isEmpty ? [""] : pieces).enumerated() {
          let isFirst = index == 0 && piece == 0
          let head =
            isFirst
            ? DisplayWidth.pad(stamp, to: stampWidth, .right) + "  " + mark
            : String(repeating: " ", count: indent)
          output += styled(head + shown, line.side == .note) + "\n"
        }
      }
    }
    return output
  }

  /// `+0.142s`.
  package static func stamp(_ offset: Int64) -> String {
    (offset < 0 ? "" : "+") + NumberText.duration(offset)
  }

  /// Who speaks. In an inbound log the client's commands are logged once they are accepted, and of
  /// the server's replies the refusals alone.
  private static func side(of event: SessionEvent, _ direction: Session.Direction) -> Side {
    switch event {
    case .replyLine, .refused: .server
    case .command: .client
    case .greeting, .mailFrom, .rcptTo, .data, .bdat, .reset, .otherCommand, .authAttempt, .quit:
      direction == .inbound ? .client : .note
    default: .note
    }
  }

  private static func texts(
    of message: ArraySlice<UInt8>, _ side: Side, _ direction: Session.Direction
  ) -> [String] {
    var lines = message.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { line in
        let end = line.last == UInt8(ascii: "\r") ? line.endIndex - 1 : line.endIndex
        return String(decoding: line[..<end], as: UTF8.self)
      }
    guard direction == .outbound, side != .note, let first = lines.first else { return lines }
    // `snd` writes ` C: QUIT`, ` S: 250-SIZE`; the mark is shown once.
    for mark in ["C: ", "S: "] {
      if let range = first.firstRange(of: mark),
        first[..<range.lowerBound].allSatisfy({ $0 == " " })
      {
        lines[0] = String(first[range.upperBound...])
      }
    }
    return lines
  }
}
