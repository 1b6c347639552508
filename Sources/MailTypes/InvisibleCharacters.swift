// SPDX-License-Identifier: Apache-2.0

extension Unicode.Scalar {
  /// Whether the character takes no room and is not a mark on another one, looks like nothing, or changes the direction or
  /// the lines of the text: format characters (Cf), line and paragraph separators, fillers.
  package var isInvisible: Bool {
    switch properties.generalCategory {
    case .format, .lineSeparator, .paragraphSeparator: true
    default: Self.fillers.contains(value)
    }
  }

  /// COMBINING GRAPHEME JOINER, the fillers of Hangul, and Mongolian and Khmer signs that are not shown.
  private static let fillers: [UInt32] = [
    0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F, 0x3164, 0xFFA0,
  ]

  /// The number of the character: at least four hexadecimal digits, in capitals.
  package var number: String { hexadecimal(value) }
}

/// At least four hexadecimal digits, in capitals.
func hexadecimal(_ value: UInt32) -> String {
  let digits = String(value, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
}
