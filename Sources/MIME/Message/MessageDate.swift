// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// The date and time of a Date field (RFC 5322 section 3.3), as its sender's clock showed them.
public struct MessageDate: Hashable, Sendable, CustomStringConvertible {
  /// The year, of four digits.
  public let year: Int
  /// The month, 1 to 12.
  public let month: Int
  /// The day of the month, 1 to 31.
  public let day: Int
  /// The hour, 0 to 23.
  public let hour: Int
  /// The minute, 0 to 59.
  public let minute: Int
  /// The second, 0 to 60.
  public let second: Int
  /// Minutes by which the clock is ahead of UTC; nil where that is not stated (`-0000`, a military zone, or none).
  public let offset: Int?

  /// Seconds since 1970-01-01 00:00:00 UTC; a clock whose offset is not stated is taken for UTC.
  public var secondsSince1970: Int {
    let days = CivilDate.days(year: year, month: month, day: day)
    return ((days * 24 + hour) * 60 + minute - (offset ?? 0)) * 60 + second
  }

  /// As RFC 3339 writes it.
  public var description: String {
    func digits(_ number: Int, _ count: Int = 2) -> String {
      DecimalText.padded(number.magnitude, count)
    }
    let zone: String
    switch offset {
    case nil: zone = "-00:00"
    case 0?: zone = "Z"
    case let minutes?:
      let size = Int(minutes.magnitude)
      zone = "\(minutes < 0 ? "-" : "+")\(digits(size / 60)):\(digits(size % 60))"
    }
    return "\(digits(year, 4))-\(digits(month))-\(digits(day))T\(digits(hour)):\(digits(minute)):"
      + "\(digits(second))\(zone)"
  }

  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]
  /// Zones of RFC 5322 section 4.3, in hours.
  private static let zones = [
    "ut": 0, "gmt": 0, "utc": 0, "z": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7,
    "mdt": -6, "pst": -8, "pdt": -7,
  ]

  /// Reads a field's value; nil where it is not a date:
  ///
  ///     date-time = [ day-name "," ] day month year time [CFWS]       ; RFC 5322 section 3.3
  ///     time      = hour ":" minute [ ":" second ] zone
  ///     zone      = ( "+" / "-" ) 4DIGIT / obs-zone                   ; section 4.3
  ///
  /// QUIRK: years of two and three digits are read as section 4.3 says; the zone may be missing.
  public init?(_ value: Span<UInt8>) {
    var words = Self.words(value)
    if let first = words.first, !first.utf8.allSatisfy({ $0 &- 0x30 < 10 }) { words.removeFirst() }
    guard words.count >= 4, let day = Int(words[0]), (1...31).contains(day),
      let month = Self.months.firstIndex(of: String(words[1].prefix(3))),
      let year = Self.year(words[2])
    else { return nil }
    let time = words[3].split(separator: ":", omittingEmptySubsequences: false).map {
      Int($0) ?? -1
    }
    guard (2...3).contains(time.count), (0...23).contains(time[0]), (0...59).contains(time[1]),
      (0...60).contains(time.count > 2 ? time[2] : 0)
    else { return nil }
    self.year = year
    self.month = month + 1
    self.day = day
    hour = time[0]
    minute = time[1]
    second = time.count > 2 ? time[2] : 0
    offset = words.count > 4 ? Self.offset(words[4]) : nil
  }

  /// Words in lower case, comments left out.
  private static func words(_ value: Span<UInt8>) -> [String] {
    var cursor = ValueCursor(Array(value))
    var words: [String] = []
    while true {
      cursor.skipWhitespaceAndComments()
      let word = cursor.takeWord()
      if word.isEmpty { return words }
      words += word.split(separator: Octet.comma).map { String(decoding: $0, as: UTF8.self) }
    }
  }

  private static func year(_ word: String) -> Int? {
    guard let number = Int(word), word.utf8.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
    switch word.utf8.count {
    case 2: return number < 50 ? 2000 + number : 1900 + number
    case 3: return 1900 + number
    case 4: return number
    default: return nil
    }
  }

  private static func offset(_ word: String) -> Int? {
    if let hours = zones[word] { return hours * 60 }
    guard word.utf8.count == 5, word != "-0000", word.first == "+" || word.first == "-",
      let number = Int(word.dropFirst()), number >= 0, number % 100 < 60
    else { return nil }
    let minutes = number / 100 * 60 + number % 100
    return word.first == "-" ? -minutes : minutes
  }
}
