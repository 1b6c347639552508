// SPDX-License-Identifier: Apache-2.0

extension ProviderDay {
  /// No number less than it was when it was exported: one session fewer, because two halves of one have met, must
  /// not look like a counter that began anew.
  package func atLeast(_ earlier: ProviderDay?) -> ProviderDay {
    guard let earlier else { return self }
    var counters = self
    for number in Number.allCases { counters[number] = max(self[number], earlier[number]) }
    return counters
  }
}
