// SPDX-License-Identifier: Apache-2.0

/// Draws the charts of the page as SVG 2, in one grammar: 360 units wide, a hairline grid, the scale's top at the upper
/// right, the last value at the end of its curve. Colours are the style sheet's.
struct ChartPen {
  static let width = 360.0
  /// Room for the last values.
  static let right = 52.0
  static let left = 4.0

  private(set) var markup = ""
  let height: Double

  init(height: Double, label: String, name: String) {
    self.height = height
    markup =
      "<svg viewBox=\"0 0 360 \(Self.number(height))\" role=\"img\" \(Markup.attribute("aria-label", label))"
      + " class=\"chart \(name)\">"
  }

  mutating func add(_ shape: String) { markup += shape }

  mutating func text(
    _ text: String, _ x: Double, _ y: Double, anchor: String = "start", class name: String = ""
  ) {
    let classes = name.isEmpty ? "" : " class=\"\(name)\""
    markup +=
      "<text x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" text-anchor=\"\(anchor)\"\(classes)>"
      + HTMLPage.escaped(text) + "</text>"
  }

  mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, class name: String) {
    markup +=
      "<path class=\"\(name)\" d=\"M\(Self.number(x1)) \(Self.number(y1))L\(Self.number(x2)) \(Self.number(y2))\"/>"
  }

  mutating func rectangle(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, class name: String
  ) {
    markup +=
      "<rect x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" width=\"\(Self.number(width))\" height=\"\(Self.number(height))\" class=\"\(name)\"/>"
  }

  /// A curve, with a dot for each value that stands alone.
  mutating func curve(_ points: [(x: Double, y: Double)?], class name: String) {
    markup += "<path class=\"\(name)\" d=\"\(Self.path(points))\"/>"
    for (index, point) in points.enumerated() {
      guard let point, index == 0 || points[index - 1] == nil,
        index + 1 == points.count || points[index + 1] == nil
      else { continue }
      markup +=
        "<circle cx=\"\(Self.number(point.x))\" cy=\"\(Self.number(point.y))\" r=\"2.2\" class=\"l0\"/>"
    }
  }

  consuming func finish() -> String { markup + "</svg>" }

  /// A coordinate with one decimal at most.
  static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let (whole, rest) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
    return (tenths < 0 ? "-" : "") + (rest == 0 ? "\(whole)" : "\(whole).\(rest)")
  }

  /// The path of a curve, with gaps where there is no value.
  static func path(_ points: [(x: Double, y: Double)?]) -> String {
    var path = ""
    var isDrawing = false
    for point in points {
      if let point { path += "\(isDrawing ? "L" : "M")\(number(point.x)) \(number(point.y))" }
      isDrawing = point != nil
    }
    return path
  }

  /// Moves labels apart that would stand on each other; the order of `places` stays.
  static func spread(_ places: [Double], distance: Double, within range: ClosedRange<Double>)
    -> [Double]
  {
    let order = places.indices.sorted { places[$0] < places[$1] }
    var result = places
    for (before, index) in zip(order, order.dropFirst()) {
      result[index] = max(result[index], result[before] + distance)
    }
    var limit = range.upperBound
    for index in order.reversed() {
      result[index] = min(result[index], limit)
      limit = result[index] - distance
    }
    return result
  }
}
