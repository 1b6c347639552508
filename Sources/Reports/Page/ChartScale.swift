// SPDX-License-Identifier: Apache-2.0

/// Round numbers for the top of a scale.
enum ChartScale {
  /// The least of 1, 2, 5 times a power of ten that is not below the value; at least 1, and 100 for
  /// percentages near it.
  static func top(for value: Double) -> Double {
    guard value > 1 else { return 1 }
    var power = 1.0
    while power * 10 < value { power *= 10 }
    for factor in [1.0, 2, 5, 10] where factor * power >= value { return factor * power }
    return power * 10
  }

  /// The greatest power of ten that is not above the value, as an exponent; values from 1 µs on.
  static func exponent(below value: Double) -> Int {
    var exponent = -6
    var power = 1e-6
    while power * 10 <= value, exponent < 12 {
      power *= 10
      exponent += 1
    }
    return exponent
  }

  static func power(of exponent: Int) -> Double {
    (0..<abs(exponent)).reduce(1.0) { value, _ in exponent < 0 ? value / 10 : value * 10 }
  }

  /// Decimal logarithm without a library: good to four digits, which a drawing does not show.
  static func log10(_ value: Double) -> Double {
    guard value > 0 else { return -6 }
    var mantissa = value
    var result = 0.0
    while mantissa >= 10 {
      mantissa /= 10
      result += 1
    }
    while mantissa < 1 {
      mantissa *= 10
      result -= 1
    }
    // Digit by digit: the tenth power shifts the decimal point.
    var weight = 0.1
    for _ in 0..<4 {
      var tenth = 1.0
      for _ in 0..<10 { tenth *= mantissa }
      var digit = 0.0
      while tenth >= 10, digit < 9 {
        tenth /= 10
        digit += 1
      }
      result += digit * weight
      weight /= 10
      mantissa = tenth
    }
    return result
  }
}
