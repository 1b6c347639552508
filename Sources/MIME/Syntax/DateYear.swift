// SPDX-License-Identifier: Apache-2.0

/// Reads the year of a Date field.
enum DateYear {
  /// The year, nil where the value is not a date:
  ///
  ///     date-time := [ day-name "," ] day month year time zone    ; RFC 5322 section 3.3
  ///     year      := 4*DIGIT / 2*DIGIT                            ; two digits: section 4.3
  static func of(_ value: [UInt8]) -> Int? {
    var sawMonth = false
    var index = 0
    while index < value.count {
      let start = index
      while index < value.count, !isSeparator(value[index]) { index += 1 }
      if !sawMonth {
        sawMonth = isMonth(value[start..<index])
      } else if let year = year(value[start..<index]) {
        return year
      }
      index += 1
    }
    return nil
  }

  private static func isSeparator(_ octet: UInt8) -> Bool {
    Octet.isWhitespace(octet) || octet == 0x2C || octet == Octet.hyphen
  }

  private static func year(_ word: ArraySlice<UInt8>) -> Int? {
    guard word.count <= 4, word.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
    let number = word.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    switch (word.count, number) {
    case (4, 1970...): return number
    // QUIRK: RFC 5322 section 4.3 reads years of two and three digits from 1950 on.
    case (2, 0...49): return 2000 + number
    case (2, 50...), (3, 0...): return 1900 + number
    default: return nil
    }
  }

  private static func isMonth(_ word: ArraySlice<UInt8>) -> Bool {
    guard word.count >= 3 else { return false }
    var name: UInt32 = 0
    for octet in word.prefix(3) { name = name << 8 | UInt32(Octet.lowercased(octet)) }
    return months.contains(name)
  }

  /// The names of the months, their three letters as one number each.
  private static let months: [UInt32] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ].map { $0.utf8.reduce(0) { $0 << 8 | UInt32($1) } }
}
