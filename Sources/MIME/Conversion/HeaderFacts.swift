// SPDX-License-Identifier: Apache-2.0

/// What the planner takes from one header section. What readers differ about in it is for the scanner to report.
struct HeaderFacts: Sendable {
  var octetCount = 0
  /// Whether it holds octets above ASCII, where they are counted.
  var hasNonASCII = false
  /// The first Content-Transfer-Encoding field.
  private(set) var encodingField: [UInt8] = []
  private(set) var encodingFieldOffset = 0
  /// Whether that field is longer than any of mail, and not held as a whole.
  private(set) var isTooLong = false

  private var isCollecting = false
  private static let fieldLimit = 64 << 10

  mutating func begin(_ name: FieldName, at offset: Int) {
    isCollecting = false
    switch name {
    case .contentTransferEncoding where encodingField.isEmpty:
      isCollecting = true
      encodingFieldOffset = offset
    default: break
    }
  }

  mutating func take(_ octets: Span<UInt8>) {
    guard isCollecting else { return }
    let room = Self.fieldLimit - encodingField.count
    isTooLong = isTooLong || octets.count > room
    encodingField.write(octets.extracting(..<min(room, octets.count)))
  }

  /// Ends the field before a line that is none.
  mutating func endField() { isCollecting = false }
}
