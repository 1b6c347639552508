// SPDX-License-Identifier: Apache-2.0

/// Estimated quantities as people read them: three significant digits, no more, for they are estimates.
package enum QuantityText {
  /// `24.7 GWh`.
  package static func wattHours(_ value: Double) -> String { prefixed(value, "Wh") }

  /// `11.9 kt`: from a million grams on in tonnes.
  package static func grams(_ value: Double) -> String {
    value < 1e6 ? prefixed(value, "g") : prefixed(value / 1e6, "t")
  }

  /// `298 PB`.
  package static func octets(_ value: Double) -> String {
    value < 1 ? prefixed(value.rounded(), "B") : prefixed(value, "B")
  }

  /// The prefixes of the International System of Units that are needed, largest first.
  private static let prefixes: [(size: Double, name: String)] = [
    (1e24, "Y"), (1e21, "Z"), (1e18, "E"), (1e15, "P"), (1e12, "T"), (1e9, "G"), (1e6, "M"),
    (1e3, "k"), (1, ""), (1e-3, "m"), (1e-6, "µ"), (1e-9, "n"), (1e-12, "p"),
  ]

  private static func prefixed(_ value: Double, _ unit: String) -> String {
    guard value > 0 else { return "0 \(unit)" }
    // 999.6 is shown with three digits, too: as 1 of the next unit.
    for (size, name) in prefixes where value >= size * 0.9995 {
      let scaled = value / size
      return scaled < 1e6 ? "\(plain(max(1, scaled))) \(name)\(unit)" : "more than 1e30 \(unit)"
    }
    return "less than 1 p\(unit)"
  }

  /// `1/5,600`, or a percentage where the share is large.
  package static func fraction(_ part: Double, of whole: Double) -> String {
    guard part > 0, whole > 0 else { return "nothing" }
    let ratio = whole / part
    guard ratio > 1e-9 else { return "more than 1e11 %" }
    if ratio < 100 { return "\(plain(100 / ratio)) %" }
    guard ratio < 1e18 else { return "less than 1/1e18" }
    let digits = max(0, String(Int(ratio)).count - 2)
    var step = 1
    for _ in 0..<digits { step *= 10 }
    return "1/\(NumberText.grouped((Int(ratio) + step / 2) / step * step))"
  }

  /// Three significant digits below 1000, whole numbers above, grouped, without unit: `376,000,000,000`, `0.0065`.
  package static func plain(_ value: Double) -> String {
    guard value > 0 else { return "0" }
    if value >= 999.5 {
      return value < 9e18 ? NumberText.grouped(Int(value.rounded())) : "\(value)"
    }
    var places = 0
    var scale = value
    while scale < 99.95, places < 12 {
      scale *= 10
      places += 1
    }
    return decimal(Int(scale.rounded()), places: places)
  }

  /// The number as Swift writes it, without `.0`: for files.
  static func exact(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// An integer with its decimal point moved to the left, without zeros at the end.
  private static func decimal(_ digits: Int, places: Int) -> String {
    var text = String(digits)
    while text.count <= places { text = "0" + text }
    guard places > 0 else { return text }
    let whole = text.dropLast(places)
    var fraction = text.suffix(places)
    while fraction.last == "0" { fraction.removeLast() }
    return fraction.isEmpty ? String(whole) : "\(whole).\(fraction)"
  }
}
