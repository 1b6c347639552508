// SPDX-License-Identifier: Apache-2.0

/// A logarithmic scale over whole powers of ten, and what is written at them.
struct LogScale {
  private let low: Int
  private let high: Int
  private let unit: Figure.Scale

  /// A scale with room for all values, which are above 0.
  init(_ values: [Double], _ unit: Figure.Scale) {
    low = ChartScale.exponent(below: values.min() ?? 1)
    high = max(low + 1, ChartScale.exponent(below: (values.max() ?? 1) * 0.999) + 1)
    self.unit = unit
  }

  /// The place of a value on the scale, from 0 to 1.
  func share(of value: Double) -> Double {
    (ChartScale.log10(value) - Double(low)) / Double(high - low)
  }

  /// The powers of ten at which something is written; every second one on a long scale.
  var powers: [(value: Double, text: String)] {
    let step = high - low > 5 ? 2 : 1
    return stride(from: low, through: high, by: step).map { exponent in
      (ChartScale.power(of: exponent), text(exponent))
    }
  }

  private func text(_ exponent: Int) -> String {
    switch unit {
    case .seconds:
      return exponent >= 0
        ? "1" + String(repeating: "0", count: exponent) + " s"
        : "0." + String(repeating: "0", count: -exponent - 1) + "1 s"
    case .octets:
      let units = ["B", "kB", "MB", "GB", "TB", "PB"]
      let exponent = max(0, exponent)
      return "1" + String(repeating: "0", count: exponent % 3) + " "
        + units[min(exponent / 3, units.count - 1)]
    }
  }
}
