// SPDX-License-Identifier: Apache-2.0

/// Writes a report in one format. One format is one file and one case of `OutputFormat`.
package protocol ReportRenderer: Sendable {
  func render(_ report: Report) -> String
}
