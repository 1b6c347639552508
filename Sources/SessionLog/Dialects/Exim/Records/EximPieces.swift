// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// Texts that syslog could not take at once, put together again. Pieces of several processes can
/// stand between each other.
struct EximPieces: Sendable {
  struct Piece: Sendable {
    var process: UInt32
    var next: UInt16
    var ordinal: UInt64
    var time: StatedTime?
    /// The line from Exim's own header on, without the mark of its part.
    var octets: [UInt8]
  }

  /// Texts that are put together at a time at most; the oldest is dropped.
  private static let limit = 64
  /// Octets of a text: Exim's own limit of a line is 8191.
  private static let longest = 16_384

  private var pieces: [Piece] = []

  mutating func removeAll() { pieces.removeAll() }

  /// Begins a text with its first piece: `line` begins with the mark of the part.
  mutating func begin(
    _ header: EximHeader, _ time: StatedTime?, _ line: Span<UInt8>, at ordinal: UInt64
  ) {
    pieces.removeAll { $0.process == header.process }
    if pieces.count == Self.limit { pieces.removeFirst() }
    let mark = line.firstOffset(of: UInt8(ascii: " "), from: 0, before: line.count)
    var octets: [UInt8] = []
    octets.append(line.extracting((mark.map { $0 + 1 } ?? line.count)..<line.count))
    pieces.append(
      Piece(process: header.process, next: 2, ordinal: ordinal, time: time, octets: octets))
  }

  /// Adds a later piece; the text, when this is the last one of its line.
  mutating func add(_ part: EximHeader.Part, of process: UInt32, _ text: Span<UInt8>) -> Piece? {
    guard let index = pieces.firstIndex(where: { $0.process == process && $0.next == part.number })
    else { return nil }
    if pieces[index].octets.count < Self.longest { pieces[index].octets.append(text) }
    pieces[index].next += 1
    return part.endsLine || part.number == part.count ? pieces.remove(at: index) : nil
  }
}
