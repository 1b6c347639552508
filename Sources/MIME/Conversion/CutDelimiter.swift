// SPDX-License-Identifier: Apache-2.0

/// Watches for a close-delimiter line that the end of the message cuts off behind its hyphens, as RFC 2046 section 5.1.1 allows.
///
/// QUIRK: GMime takes the line break before a delimiter line to be like the one behind it. Where that is missing it leaves the CR
/// to the body before, so that readers differ about the last octet of what is not encoded.
struct CutDelimiter: Sendable {
  private var start: Int?
  private var beginsWithCR = false
  private var endsLine = false

  /// Takes the next event of the message; `offset` is where its octets begin.
  mutating func take(_ event: EntityEvent, _ octets: Span<UInt8>, at offset: Int) {
    guard octets.count > 0 else { return }
    guard event == .closeDelimiter else {
      start = nil
      return
    }
    if start == nil {
      start = offset
      beginsWithCR = octets[0] == Octet.cr
    }
    endsLine = octets[octets.count - 1] == Octet.lf
  }

  /// Where the body ends about whose last octet readers differ; known at the end of the message.
  var uncertainEnd: Int? { beginsWithCR && !endsLine ? start : nil }
}
