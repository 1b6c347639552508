// SPDX-License-Identifier: Apache-2.0
package import MailTypes

/// What an input says about the year of records that state none, from the best source it has.
package struct YearAnchor: Equatable, Sendable {
  package enum Meaning: Equatable, Sendable {
    /// The log begins on this date.
    case begins(CivilDate)
    /// The log ends at this date at the latest.
    case ends(CivilDate)
    /// The log begins in this year.
    case year(Int)
    case unknown
  }

  package var meaning: Meaning
  package var source: YearSource

  package init(_ meaning: Meaning, _ source: YearSource) {
    self.meaning = meaning
    self.source = source
  }

  /// The best of what is known, in the documented order: file preamble, file name, the `--year`
  /// option, modification time, and for inputs without one the present time.
  package static func choose(
    preamble: CivilDate?, fileName: String, option: Int?, modified: LogTimestamp?,
    now: LogTimestamp? = nil
  ) -> YearAnchor {
    if let preamble { return YearAnchor(.begins(preamble), .fileHeader) }
    if let meaning = fromFileName(fileName) { return YearAnchor(meaning, .fileName) }
    if let option { return YearAnchor(.year(option), .option) }
    if let modified { return YearAnchor(.ends(modified.date), .modificationTime) }
    if let now { return YearAnchor(.ends(now.date), .clock) }
    return YearAnchor(.unknown, .none)
  }

  /// The year that most records of the input have, before any of it is read.
  package var likelyYear: Int {
    switch meaning {
    case .begins(let date), .ends(let date): date.year
    case .year(let year): year
    case .unknown: 2000
    }
  }

  /// The anchor of a log that ends at a date, known to turn its year `turns` times on the way to its last
  /// record, of the day and month of `last`: it begins as many years before.
  package func walkedBack(_ turns: Int, from last: CivilDate) -> YearAnchor {
    guard case .ends(let end) = meaning else { return self }
    // The end is that of the file; a record may be a day ahead of it, in another zone.
    let year = [end.year + 1, end.year].first { last.inYear($0).days <= end.days + 1 }
    return YearAnchor(.year((year ?? end.year - 1) - turns), source)
  }

  /// The date in a file's name. glog's `20180613-112840` is when the file was created; any other
  /// date is the day on which the file was put aside, as log rotation names its files.
  static func fromFileName(_ name: String) -> Meaning? {
    let octets = Array(name.utf8)
    let text = octets.span
    var found: Meaning?
    var place = 0
    while place < octets.count {
      guard HeaderCursor.isDigit(octets[place]) else {
        place += 1
        continue
      }
      var end = place
      while end < octets.count, HeaderCursor.isDigit(octets[end]) { end += 1 }
      var cursor = HeaderCursor(place: place, end: octets.count)
      if end - place == 8, let date = cursor.compactDate(in: text) {
        if GlogFileName.Timestamp(in: text, at: place) != nil { return .begins(date) }
        found = .ends(date)
      } else if end - place == 4, let date = cursor.hyphenatedDate(in: text) {
        found = .ends(date)
      }
      place = end
    }
    return found
  }
}

extension HeaderCursor {
  fileprivate mutating func compactDate(in text: Span<UInt8>) -> CivilDate? {
    guard let year = number(4, in: text), let month = number(2, in: text),
      let day = number(2, in: text), year >= 1970
    else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }

  fileprivate mutating func hyphenatedDate(in text: Span<UInt8>) -> CivilDate? {
    guard let year = number(4, in: text), skip("-", in: text), let month = number(2, in: text),
      skip("-", in: text), let day = number(2, in: text), year >= 1970
    else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }
}
