// SPDX-License-Identifier: Apache-2.0
package import MailTypes
package import SessionLog

/// When the sessions of one direction began, how long their phases took, and how large the messages were that they
/// delivered.
package struct MeasureTally: Equatable, Sendable {
  private static let microsecondsPerHour: Int64 = 3_600_000_000

  /// Sessions by hour of the week, from Monday on.
  private var hours = InlineArray<168, UInt32>(repeating: 0)
  package var days = DayCounts()
  /// In microseconds, of the sessions whose log shows both ends of a phase.
  package var connectToGreeting = ValueHistogram()
  package var handshake = ValueHistogram()
  package var greetingToMail = ValueHistogram()
  package var mailToEnd = ValueHistogram()
  package var total = ValueHistogram()
  /// Octets of the delivered messages whose size the log states.
  package var messageSizes = ValueHistogram()

  package init() {}

  /// Sessions that began in an hour of the day, 0 to 23, by the log's clock.
  package func sessions(inHour hour: Int) -> Int {
    (0..<7).reduce(0) { $0 + sessions(inHour: hour, weekday: $1) }
  }

  /// Those of them on a day of the week, from Monday (0) to Sunday (6).
  package func sessions(inHour hour: Int, weekday: Int) -> Int { Int(hours[24 * weekday + hour]) }

  package mutating func add(_ session: Session) {
    add(start: session.start)
    let latencies = session.latencies
    if let time = latencies.connectToGreeting { connectToGreeting.add(time) }
    if let time = latencies.handshake { handshake.add(time) }
    if let time = latencies.greetingToMail { greetingToMail.add(time) }
    if let time = latencies.mailToEnd { mailToEnd.add(time) }
    if let time = latencies.total { total.add(time) }
    let list = session.transactions.span
    for index in list.indices {
      guard case .yes = list[index].delivered, let octets = list[index].octets else { continue }
      messageSizes.add(Int64(clamping: octets))
    }
  }

  private mutating func add(start: LogTimestamp) {
    let (day, timeOfDay) = CivilTime.split(start.microseconds)
    let hour = 24 * start.date.weekday + Int(timeOfDay / Self.microsecondsPerHour)
    if hours[hour] < .max { hours[hour] += 1 }
    days.add(day: Int32(clamping: day))
  }

  package mutating func merge(_ other: MeasureTally) {
    for index in hours.indices {
      hours[index].addSaturating(other.hours[index])
    }
    days.merge(other.days)
    connectToGreeting.merge(other.connectToGreeting)
    handshake.merge(other.handshake)
    greetingToMail.merge(other.greetingToMail)
    mailToEnd.merge(other.mailToEnd)
    total.merge(other.total)
    messageSizes.merge(other.messageSizes)
  }

  package static func == (a: MeasureTally, b: MeasureTally) -> Bool {
    for index in a.hours.indices where a.hours[index] != b.hours[index] { return false }
    return a.days == b.days && a.connectToGreeting == b.connectToGreeting
      && a.handshake == b.handshake && a.greetingToMail == b.greetingToMail
      && a.mailToEnd == b.mailToEnd && a.total == b.total && a.messageSizes == b.messageSizes
  }
}

extension MeasureTally: FieldCoded {
  package static var blank: MeasureTally { MeasureTally() }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    for index in hours.indices { try archive.number(&hours[index]) }
    try archive.value(&days)
    try archive.value(&connectToGreeting)
    try archive.value(&handshake)
    try archive.value(&greetingToMail)
    try archive.value(&mailToEnd)
    try archive.value(&total)
    try archive.value(&messageSizes)
  }
}
