// SPDX-License-Identifier: Apache-2.0

/// An estimated quantity with its unit.
package struct Quantity: Equatable, Sendable {
  package var value: Double
  package var unit: Unit

  package init(_ value: Double, _ unit: Unit) {
    self.value = value
    self.unit = unit
  }

  package enum Unit: String, Sendable {
    case wattHours = "Wh"
    /// Of CO2 equivalent.
    case grams = "g"
    case octets = "octets"
    /// Of something else, from 0 on.
    case share = "share"
  }

  /// With three significant digits and the prefix that suits it.
  package var text: String {
    switch unit {
    case .wattHours: QuantityText.wattHours(value)
    case .grams: QuantityText.grams(value)
    case .octets: QuantityText.octets(value)
    case .share: QuantityText.fraction(value, of: 1)
    }
  }
}
