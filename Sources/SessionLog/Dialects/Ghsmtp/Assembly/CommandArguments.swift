// SPDX-License-Identifier: Apache-2.0

/// Reading the arguments of the client's commands.
extension SessionSlot {
  /// `[FROM / TO] ":" "<" path ">" [SP parameters]` (RFC 5321 section 4.1.1.2).
  ///
  /// Where there is no bracket that closes the path, all that is left is the path.
  static func path(
    in argument: TextRange, _ text: borrowing RecordText
  ) -> (path: TextRange, parameters: TextRange) {
    guard let open = text.first(UInt8(ascii: "<"), in: argument) else { return (.empty, .empty) }
    let rest = TextRange(start: open, count: argument.end - open)
    guard
      let split = SessionEvent.splitPath(
        TextRange(start: 0, count: Int(rest.count)), of: text.octets(rest))
    else { return (TextRange(start: open + 1, count: argument.end - open - 1), .empty) }
    return (split.path.moved(by: open), split.parameters.moved(by: open))
  }

  /// `chunk-size [SP end-marker]` (RFC 3030 section 2).
  static func chunk(
    _ argument: TextRange, _ text: borrowing RecordText
  ) -> (octets: UInt64, isLast: Bool) {
    let end = text.first(UInt8(ascii: " "), in: argument) ?? argument.end
    let size = text.octets(TextRange(start: Int(argument.start), count: end - Int(argument.start)))
    // A size that is not a number was refused, and nothing came with it.
    return (MailParameter.number(size, from: 0) ?? 0, text.contains("LAST", in: argument))
  }
}
