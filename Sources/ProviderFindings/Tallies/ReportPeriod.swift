// SPDX-License-Identifier: Apache-2.0
package import SessionLog

/// First and last record of what a report is about, by the log's clock.
package struct ReportPeriod: Equatable, Sendable {
  package var first: LogTimestamp
  package var last: LogTimestamp

  package init(first: LogTimestamp, last: LogTimestamp) {
    self.first = first
    self.last = last
  }
}
