// SPDX-License-Identifier: Apache-2.0
import MailTypes
import ProviderFindings
import SessionLog

/// Sessions by hour of the day, from the first hour with a session to the last one.
enum HoursSection: ReportSection {
  static let name = "hours"
  static let title = "Sessions by hour"
  static let leastDetail = 5

  static func blocks(of summary: Summary, in context: ReportContext) -> [Report.Block] {
    let (inbound, outbound) = (summary.measures(.inbound), summary.measures(.outbound))
    let bins = (0..<24).map { hour in
      Report.Histogram.Bin(
        DecimalText.padded(UInt64(hour), 2),
        inbound.sessions(inHour: hour) + outbound.sessions(inHour: hour))
    }
    guard let first = bins.firstIndex(where: { $0.count > 0 }),
      let last = bins.lastIndex(where: { $0.count > 0 })
    else { return [] }
    return [.histogram(.init(axis: "hour", counted: "sessions", bins: Array(bins[first...last])))]
  }
}
