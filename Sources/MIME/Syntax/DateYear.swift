// SPDX-License-Identifier: Apache-2.0

/// Reads the year of a Date field.
enum DateYear {
  /// The year, nil where the value is no date:
  ///
  ///     date-time := [ day-name "," ] day month year time zone    ; RFC 5322 section 3.3
  ///     year      := 4*DIGIT / 2*DIGIT                            ; two digits: section 4.3
  static func of(_ value: [UInt8]) -> Int? {
    let words = value.split { Octet.isWhitespace($0) || $0 == 0x2C || $0 == Octet.hyphen }
    guard let month = words.firstIndex(where: { isMonth($0) }) else { return nil }
    for word in words[(month + 1)...] {
      guard word.allSatisfy({ (0x30...0x39).contains($0) }), let number = number(word) else {
        continue
      }
      switch (word.count, number) {
      case (4, 1970...9999): return number
      // QUIRK: RFC 5322 section 4.3 reads years of two and three digits from 1950 on.
      case (2, 0...49): return 2000 + number
      case (2, 50...99), (3, 0...999): return 1900 + number
      default: continue
      }
    }
    return nil
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

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    Int(String(decoding: digits, as: UTF8.self))
  }
}
