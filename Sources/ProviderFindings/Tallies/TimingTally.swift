// SPDX-License-Identifier: Apache-2.0
package import MailTypes
package import SessionLog

/// When the sessions of one direction began and how long their phases took.
package struct TimingTally: Equatable, Sendable {
  private static let microsecondsPerHour: Int64 = 3_600_000_000

  private var hours = InlineArray<24, UInt32>(repeating: 0)
  package var days = DayCounts()
  package var connectToGreeting = LatencyHistogram()
  package var handshake = LatencyHistogram()
  package var greetingToMail = LatencyHistogram()
  package var mailToEnd = LatencyHistogram()
  package var total = LatencyHistogram()

  package init() {}

  /// Sessions that began in an hour of the day, 0 to 23, by the log's clock.
  package func sessions(inHour hour: Int) -> Int { Int(hours[hour]) }

  package mutating func add(start: LogTimestamp, latencies: PhaseLatencies) {
    let (day, timeOfDay) = CivilTime.split(start.microseconds)
    let hour = Int(timeOfDay / Self.microsecondsPerHour)
    if hours[hour] < .max { hours[hour] += 1 }
    days.add(day: Int32(clamping: day))
    if let time = latencies.connectToGreeting { connectToGreeting.add(microseconds: time) }
    if let time = latencies.handshake { handshake.add(microseconds: time) }
    if let time = latencies.greetingToMail { greetingToMail.add(microseconds: time) }
    if let time = latencies.mailToEnd { mailToEnd.add(microseconds: time) }
    if let time = latencies.total { total.add(microseconds: time) }
  }

  package mutating func merge(_ other: TimingTally) {
    for index in hours.indices {
      let (sum, overflow) = hours[index].addingReportingOverflow(other.hours[index])
      hours[index] = overflow ? .max : sum
    }
    days.merge(other.days)
    connectToGreeting.merge(other.connectToGreeting)
    handshake.merge(other.handshake)
    greetingToMail.merge(other.greetingToMail)
    mailToEnd.merge(other.mailToEnd)
    total.merge(other.total)
  }

  package static func == (a: TimingTally, b: TimingTally) -> Bool {
    for index in a.hours.indices where a.hours[index] != b.hours[index] { return false }
    return a.days == b.days && a.connectToGreeting == b.connectToGreeting
      && a.handshake == b.handshake && a.greetingToMail == b.greetingToMail
      && a.mailToEnd == b.mailToEnd && a.total == b.total
  }
}

extension TimingTally: FieldCoded {
  package static var blank: TimingTally { TimingTally() }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    for index in hours.indices { try archive.number(&hours[index]) }
    try archive.value(&days)
    try archive.value(&connectToGreeting)
    try archive.value(&handshake)
    try archive.value(&greetingToMail)
    try archive.value(&mailToEnd)
    try archive.value(&total)
  }
}
