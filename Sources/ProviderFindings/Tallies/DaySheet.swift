// SPDX-License-Identifier: Apache-2.0
package import MailTypes
import SessionLog

/// The figures of one day in both directions.
package struct DaySheet: Equatable, Sendable {
  package var date: CivilDate
  package var inbound: DayFigures
  package var outbound: DayFigures

  package init(date: CivilDate, inbound: DayFigures, outbound: DayFigures) {
    self.date = date
    self.inbound = inbound
    self.outbound = outbound
  }

  /// What a day's tally amounts to.
  package init(date: CivilDate, _ tally: LogTally) {
    var tally = tally
    tally.settle()
    let providers = tally.providers
    self.init(
      date: date,
      inbound: DayFigures(
        ProviderTally(sumOf: providers.inbound, .inbound), tally.measures(.inbound)),
      outbound: DayFigures(
        ProviderTally(sumOf: providers.outbound, .outbound), tally.measures(.outbound)))
  }
}

extension DaySheet: FieldCoded {
  package static var blank: DaySheet {
    DaySheet(date: CivilDate(days: 0), inbound: DayFigures(), outbound: DayFigures())
  }

  /// The day is known by its place in the state.
  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.value(&inbound)
    try archive.value(&outbound)
  }
}
