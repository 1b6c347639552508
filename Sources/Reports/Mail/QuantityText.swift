// SPDX-License-Identifier: Apache-2.0

/// Estimated quantities as people read them: three significant digits, no more, for they are estimates.
package enum QuantityText {
  /// `24.7 GWh`.
  package static func wattHours(_ value: Double) -> String {
    scaled(
      value, [(1e12, "TWh"), (1e9, "GWh"), (1e6, "MWh"), (1e3, "kWh"), (1, "Wh"), (1e-3, "mWh")])
  }

  /// `11.9 kt`.
  package static func grams(_ value: Double) -> String {
    scaled(value, [(1e12, "Mt"), (1e9, "kt"), (1e6, "t"), (1e3, "kg"), (1, "g"), (1e-3, "mg")])
  }

  /// `1/5,600`, or a percentage where the share is large.
  package static func fraction(_ part: Double, of whole: Double) -> String {
    guard part > 0, whole > 0 else { return "0" }
    let ratio = whole / part
    if ratio < 100 { return "\(plain(100 / ratio)) %" }
    guard ratio < 1e18 else { return "1/\(plain(ratio))" }
    let digits = max(0, String(Int(ratio)).count - 2)
    var step = 1
    for _ in 0..<digits { step *= 10 }
    return "1/\(NumberText.grouped((Int(ratio) + step / 2) / step * step))"
  }

  /// Three significant digits, grouped, without unit: `376,000,000,000`, `0.0065`.
  package static func plain(_ value: Double) -> String {
    guard value > 0, value.isFinite else { return "0" }
    if value >= 1000 {
      return value < 9e18 ? NumberText.grouped(Int(value.rounded())) : "\(value)"
    }
    var places = 0
    var scale = value
    while scale < 100, places < 12 {
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

  private static func scaled(_ value: Double, _ units: [(Double, String)]) -> String {
    for (size, name) in units where value >= size { return "\(plain(value / size)) \(name)" }
    guard value > 0, let (size, name) = units.last else { return "0" }
    return "\(plain(value / size)) \(name)"
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
