// SPDX-License-Identifier: Apache-2.0
package import ProviderFindings
package import SessionLog

/// One section of the report: what it shows of a summary. One section is one file in `Sections/`
/// and one line in `ReportCatalogue.sections`.
package protocol ReportSection: Sendable {
  /// Stable name, as `--sections` takes it.
  static var name: String { get }
  /// Heading.
  static var title: String { get }
  /// `--detail` from which on the section is shown.
  static var leastDetail: Int { get }
  /// The blocks; empty where the summary has nothing for this section.
  static func blocks(of summary: Summary, in context: ReportContext) -> [Report.Block]
}

/// What sections may look at besides the summary.
package struct ReportContext: Sendable {
  package var zone: ZoneRules
  /// Rows of each table; 0 for all.
  package var top: Int
  package var detail: Int

  package init(zone: ZoneRules = .utc, top: Int = 20, detail: Int = 5) {
    self.zone = zone
    self.top = top
    self.detail = detail
  }

  func limited<Element>(_ elements: [Element]) -> ArraySlice<Element> {
    top == 0 ? elements[...] : elements.prefix(top)
  }

  func limited(_ tallies: TallyList) -> TallyList { top == 0 ? tallies : tallies.prefix(top) }

  /// A time of the log's clock, with the offset that the log or the zone gives it.
  func cell(_ time: LogTimestamp?, of summary: Summary) -> Table.Cell {
    guard let time else { return .blank }
    return .time(zone.zoned(time, stated: nil))
  }
}

extension Summary {
  func total(_ direction: Session.Direction) -> ProviderTally {
    direction == .inbound ? inbound : outbound
  }
}
