// SPDX-License-Identifier: Apache-2.0
import ProviderFindings

extension NightlyOptions {
  /// Whether standard output is to stay silent.
  func isSilent(_ summary: Summary) -> Bool {
    guard let onlyIf,
      RunSetup.status(of: summary.coverage, hasState: summary.night != nil) == .complete
    else { return false }
    return !isOccasion(for: onlyIf, summary)
  }
}
