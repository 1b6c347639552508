// SPDX-License-Identifier: Apache-2.0

/// Turns the next record of a session into octets.
struct RecordWriter {
  private(set) var octets: [UInt8] = []
  /// The last second and its `mmdd hh:mm:ss.`; logs stay in one second for many records.
  private var second = -1
  private var secondText: [UInt8] = []
  private let hasYear: Bool

  init(hasYear: Bool) {
    self.hasYear = hasYear
    octets.reserveCapacity(1 << 21)
  }

  mutating func removeAll() { octets.removeAll(keepingCapacity: true) }

  mutating func preamble(at time: Int) {
    let civil = Civil(second: time / 1_000_000)
    let date = "\(civil.year)/\(two(civil.month))/\(two(civil.day))"
    let clock = "\(two(civil.hour)):\(two(civil.minute)):\(two(civil.second))"
    octets += Array("Log file created at: \(date) \(clock)\n".utf8)
    octets += Array("Running on machine: mail.ghsmtp.example\n".utf8)
    if hasYear { octets += Array("Running duration (h:mm:ss): 0:00:00\n".utf8) }
    let day = hasYear ? "yyyymmdd" : "mmdd"
    octets += Array("Log line format: [IWEF]\(day) hh:mm:ss.uuuuuu threadid file:line] msg\n".utf8)
  }

  mutating func record(_ record: SessionTemplate.Record, of session: RunningSession) {
    let now = session.time / 1_000_000
    if now != second { setSecond(now) }
    octets.append(record.severity)
    octets += secondText
    var divisor = 100_000
    let micro = session.time % 1_000_000
    while divisor > 0 {
      octets.append(48 + UInt8(micro / divisor % 10))
      divisor /= 10
    }
    octets.append(32)
    octets += session.thread
    octets += record.source
    for piece in record.pieces {
      switch piece {
      case .text(let text): octets += text
      case .value(.host): octets += session.peer.host
      case .value(.ip): octets += session.peer.address
      case .value(.domain): octets += session.peer.domain
      case .value(.user): octets += session.user
      case .value(.octets): octets += session.octets
      case .value(.size): octets += session.size
      case .value(.id): octets += session.id
      case .value(.stamp): octets += session.stamp
      case .value(.cpu): octets += session.cpu
      }
    }
  }

  private mutating func setSecond(_ now: Int) {
    second = now
    let civil = Civil(second: now)
    let year = hasYear ? String(civil.year) : ""
    secondText = Array(
      "\(year)\(two(civil.month))\(two(civil.day)) \(two(civil.hour)):\(two(civil.minute)):\(two(civil.second))."
        .utf8)
  }
}

/// Two digits.
func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

/// A second of the civil calendar.
struct Civil {
  var year, month, day, hour, minute, second: Int

  /// `second` since 1970-01-01 00:00:00, by the days of 400-year cycles that begin in March.
  init(second total: Int) {
    let days = total / 86_400
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    hour = total % 86_400 / 3_600
    minute = total % 3_600 / 60
    second = total % 60
  }
}
