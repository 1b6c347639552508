// SPDX-License-Identifier: Apache-2.0

/// What glog says in the name of a log file.
///
/// ```abnf
/// name     = owner ".log." severity "." [date "." pid] [suffix]
/// owner    = program "." host "." user    ; the host may contain dots
/// severity = "INFO" / "WARNING" / "ERROR" / "FATAL"
/// date     = 8DIGIT "-" 6DIGIT            ; year, month, day, hour, minute, second
/// pid      = 1*10DIGIT
/// suffix   = *OCTET                       ; ".gz", ".1", whatever a rotation has added
/// ```
///
/// Date and pid are missing if glog runs with `timestamp_in_logfile_name` off.
package struct GlogFileName: Equatable, Sendable {
  /// Severity of the file: it holds the records of this severity and of all higher ones.
  package enum Severity: UInt8, CaseIterable, Sendable {
    case info, warning, error, fatal
  }

  /// Local time of the writer (UTC if glog runs with `log_utc_time`), to the second.
  package struct Timestamp: Equatable, Sendable {
    package let date: CivilDate
    package let secondOfDay: Int

    /// Seconds since 1970 if the time were UTC: for comparisons between names.
    package var seconds: Int { date.days * 86_400 + secondOfDay }

    /// Octets of a date in a name.
    package static let length = 15

    /// Reads `date` at `start`; nil where none stands there.
    package init?(in name: borrowing Span<UInt8>, at start: Int) {
      guard start + Self.length <= name.count, name[start + 8] == UInt8(ascii: "-"),
        let year = digits(4, in: name, at: start),
        let month = digits(2, in: name, at: start + 4),
        let day = digits(2, in: name, at: start + 6),
        let date = CivilDate(year: year, month: month, day: day),
        let hour = digits(2, in: name, at: start + 9), hour < 24,
        let minute = digits(2, in: name, at: start + 11), minute < 60,
        let second = digits(2, in: name, at: start + 13), second < 61
      else { return nil }
      self.date = date
      secondOfDay = hour * 3600 + minute * 60 + second
    }
  }

  package let severity: Severity
  /// When the file was created.
  package let created: Timestamp?
  /// Process that wrote the file; for a server that forks, one process per session.
  package let pid: UInt32?
  /// Program, host and user: the octets before `.log.`.
  package let owner: Range<Int>
  /// What follows the name that glog gave.
  package let suffix: Range<Int>

  /// Nil if the name is not one of glog's.
  package init?(_ name: borrowing Span<UInt8>) {
    guard let (dot, severity, rest) = Self.findSeverity(in: name) else { return nil }
    self.severity = severity
    owner = 0..<dot
    let afterDate = rest + Timestamp.length
    if let created = Timestamp(in: name, at: rest),
      afterDate < name.count, name[afterDate] == UInt8(ascii: "."),
      let (pid, afterPID) = Self.decimal(in: name, at: afterDate + 1)
    {
      self.created = created
      self.pid = pid
      suffix = afterPID..<name.count
    } else if rest == name.count || name[rest] == UInt8(ascii: ".") {
      created = nil
      pid = nil
      suffix = rest..<name.count
    } else {
      return nil
    }
  }

  /// The severity that a name states, whatever else is in it; nil if it states none.
  package static func severity(of name: borrowing Span<UInt8>) -> Severity? {
    findSeverity(in: name)?.severity
  }

  /// The last `.log.SEVERITY.`, since a host may be called `log`; the owner is not empty.
  private static func findSeverity(
    in name: borrowing Span<UInt8>
  ) -> (dot: Int, severity: Severity, rest: Int)? {
    var dot = name.count - ".log.INFO.".utf8.count
    while dot > 0 {
      if name[dot] == UInt8(ascii: "."), matches([0x6c, 0x6f, 0x67, 0x2e], in: name, at: dot + 1),
        let (severity, rest) = severity(in: name, at: dot + 5)
      {
        return (dot, severity, rest)
      }
      dot -= 1
    }
    return nil
  }

  /// A severity and its dot; in numbers, since a literal of this type costs no allocation.
  private static func severity(
    in name: borrowing Span<UInt8>, at start: Int
  ) -> (Severity, rest: Int)? {
    if matches([0x49, 0x4e, 0x46, 0x4f, 0x2e], in: name, at: start) { return (.info, start + 5) }
    if matches([0x57, 0x41, 0x52, 0x4e, 0x49, 0x4e, 0x47, 0x2e], in: name, at: start) {
      return (.warning, start + 8)
    }
    if matches([0x45, 0x52, 0x52, 0x4f, 0x52, 0x2e], in: name, at: start) {
      return (.error, start + 6)
    }
    if matches([0x46, 0x41, 0x54, 0x41, 0x4c, 0x2e], in: name, at: start) {
      return (.fatal, start + 6)
    }
    return nil
  }

  @inline(__always)
  private static func matches<let count: Int>(
    _ octets: InlineArray<count, UInt8>, in name: borrowing Span<UInt8>, at start: Int
  ) -> Bool {
    guard start + count <= name.count else { return false }
    for index in 0..<count where octets[index] != name[start + index] { return false }
    return true
  }

  /// A number that fits in 32 bits.
  private static func decimal(
    in name: borrowing Span<UInt8>, at start: Int
  ) -> (UInt32, end: Int)? {
    var value = 0
    var end = start
    while end < name.count, name[end] &- UInt8(ascii: "0") < 10 {
      value = value * 10 + Int(name[end] &- UInt8(ascii: "0"))
      guard value <= UInt32.max else { return nil }
      end += 1
    }
    return end > start ? (UInt32(value), end) : nil
  }
}

/// A number of `count` digits.
private func digits(
  _ count: Int, in name: borrowing Span<UInt8>, at start: Int
) -> Int? {
  var value = 0
  for index in start..<start + count {
    let digit = name[index] &- UInt8(ascii: "0")
    guard digit < 10 else { return nil }
    value = value * 10 + Int(digit)
  }
  return value
}
