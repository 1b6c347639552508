// SPDX-License-Identifier: Apache-2.0

/// Whether a parameter is chosen so that the cost gets low or high.
package enum CostCase: String, CaseIterable, Sendable { case low, central, high }
