// SPDX-License-Identifier: Apache-2.0
import ProviderFindings
import Reports
import SessionLog

extension SelectionOptions {
  /// The filter that the options ask for.
  func filter(now: LogTimestamp, zone: ZoneRules) throws -> SessionFilter { SessionFilter() }
}

extension SessionFilter {
  /// What `--where` understands.
  static let help = "With --where only the sessions are shown for which a condition holds."
}
