// SPDX-License-Identifier: Apache-2.0

/// Where a log can be cut in two without a record falling apart: which of its lines begin a record.
package struct CuttingRule: Sendable {
  /// Whether a line, or what of it there is, begins a record. Its beginning must be complete: no
  /// octet that is still to come may change the verdict.
  let begins: @Sendable (_ text: Span<UInt8>, _ line: Range<Int>) -> Bool

  /// Every line is a record.
  package static let lines = CuttingRule { _, _ in true }

  /// Place of the last line of `text` that begins a record, other than the first octet.
  func last(in text: Span<UInt8>) -> Int? {
    var end = text.count
    var place = text.count
    while place > 1 {
      place -= 1
      guard text[place - 1] == 0x0a else { continue }
      if begins(text, place..<end) { return place }
      end = place
    }
    return nil
  }

  /// Just behind the last line feed.
  static func lastLineEnd(in text: Span<UInt8>) -> Int? {
    var place = text.count
    while place > 0 {
      if text[place - 1] == 0x0a { return place }
      place -= 1
    }
    return nil
  }
}
