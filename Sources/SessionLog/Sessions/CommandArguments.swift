// SPDX-License-Identifier: Apache-2.0

/// Reading the arguments of the client's commands.
extension SessionSlot {
  /// `[FROM / TO] ":" "<" path ">" [SP parameters]` (RFC 5321 section 4.1.1.2).
  ///
  /// A quoted local part may hold `>` and blanks: the path ends at the last `>` that is followed by
  /// the end or a blank. The client's own parameters never hold a `>`.
  static func path(
    in argument: TextRange, _ text: borrowing RecordText
  ) -> (path: TextRange, parameters: TextRange) {
    guard let open = text.first(UInt8(ascii: "<"), in: argument) else { return (.empty, .empty) }
    var rest = TextRange(start: open + 1, count: argument.end - open - 1)
    while let close = text.last(UInt8(ascii: ">"), in: rest) {
      guard close + 1 == argument.end || text.octet(close + 1) == UInt8(ascii: " ") else {
        rest.count = UInt32(close - open - 1)
        continue
      }
      return (
        TextRange(start: open + 1, count: close - open - 1),
        TextRange(start: close + 1, count: argument.end - close - 1)
      )
    }
    return (TextRange(start: open + 1, count: argument.end - open - 1), .empty)
  }

  /// `chunk-size [SP end-marker]` (RFC 3030 section 2).
  static func chunk(
    _ argument: TextRange, _ text: borrowing RecordText
  ) -> (octets: UInt64, isLast: Bool) {
    let end = text.first(UInt8(ascii: " "), in: argument) ?? argument.end
    let size = text.octets(TextRange(start: Int(argument.start), count: end - Int(argument.start)))
    // A size that is no number was refused, and nothing came with it.
    return (MailParameter.number(size, from: 0) ?? 0, text.contains("LAST", in: argument))
  }
}
