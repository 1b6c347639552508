// SPDX-License-Identifier: Apache-2.0

/// Charts of counts: bars and a grid of shades.
enum CountDrawing {
  static func bars(_ bars: [Figure.Bar], _ label: String) -> String {
    let step = 19.0
    var pen = ChartPen(height: Double(bars.count) * step + 4, label: label, name: "bars")
    pen.add(
      "<defs><pattern id=\"hatch\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\" "
        + "patternTransform=\"rotate(45)\"><rect width=\"4\" height=\"4\" class=\"l1\"/>"
        + "<rect width=\"2\" height=\"4\" class=\"l0\"/></pattern></defs>")
    let most = Double(max(1, bars.map(\.value).max() ?? 1))
    for (number, bar) in bars.enumerated() {
      let y = Double(number) * step + 4
      pen.text(bar.label, ChartPen.left, y + 10)
      pen.text(NumberText.grouped(bar.value), 146, y + 10, anchor: "end")
      let width = max(1, 62 * Double(bar.value) / most)
      pen.rectangle(151, y, width, 12, class: bar.isTransient ? "hatched" : "l0")
      pen.text(shortened(bar.remark, to: 22), 219, y + 10, class: "soft")
    }
    return pen.finish()
  }

  /// Whole words of a remark, as many as fit.
  private static func shortened(_ text: String, to columns: Int) -> String {
    let text = DisplayWidth.printable(text)
    guard text.count > columns else { return text }
    var result = ""
    for word in text.split(separator: " ") {
      if result.count + word.count + 2 > columns { break }
      result += result.isEmpty ? String(word) : " \(word)"
    }
    return result.isEmpty ? "" : result + " …"
  }

  /// A row for each: its parts side by side, dark, pale, empty; all on one scale.
  static func stacks(_ stacks: [Figure.Stack], _ label: String) -> String {
    let (left, room, step) = (104.0, 130.0, 22.0)
    var pen = ChartPen(height: Double(stacks.count) * step + 4, label: label, name: "stacks")
    let most = max(1e-9, stacks.map { $0.parts.reduce(0, +) }.max() ?? 1)
    for (number, stack) in stacks.enumerated() {
      let y = Double(number) * step + 4
      pen.text(String(stack.label.prefix(17)), ChartPen.left, y + 11)
      var x = left
      for (part, name) in zip(stack.parts, ["l0", "l1", "l3"]) where part > 0 {
        let width = max(0.5, room * part / most)
        pen.rectangle(x, y, width, 14, class: name)
        x += width
      }
      pen.text(stack.remark, x + 5, y + 11)
    }
    return pen.finish()
  }

  /// A row for each: a bar from the half to nine in ten, a tick at 99 in a hundred.
  static func spans(_ spans: [Figure.Span], _ unit: Figure.Scale, _ label: String) -> String {
    let (left, right, step) = (104.0, 340.0, 24.0)
    let bottom = Double(spans.count) * step + 4
    var pen = ChartPen(height: bottom + 20, label: label, name: "spans")
    let scale = LogScale(spans.flatMap { [$0.half, $0.nine, $0.most] }, unit)
    func x(_ value: Double) -> Double { left + (right - left) * scale.share(of: value) }
    for power in scale.powers {
      pen.line(x(power.value), 0, x(power.value), bottom, class: "grid")
      pen.text(power.text, x(power.value), bottom + 14, anchor: "middle", class: "soft")
    }
    for (number, span) in spans.enumerated() {
      let y = Double(number) * step + 6
      pen.text(span.label, ChartPen.left, y + 10)
      pen.line(x(span.half), y + 6, x(span.most), y + 6, class: "axis")
      pen.rectangle(x(span.half), y, max(2, x(span.nine) - x(span.half)), 12, class: "l0")
      pen.rectangle(x(span.most) - 1, y, 2, 12, class: "ink")
    }
    return pen.finish()
  }

  static func heat(_ grid: Figure.HeatGrid, _ label: String) -> String {
    let (left, cell) = (grid.rows.count > 2 ? 30.0 : 58.0, grid.rows.count > 2 ? 13.6 : 12.4)
    let row = grid.rows.count > 2 ? 17.0 : 20.0
    var pen = ChartPen(height: Double(grid.rows.count) * row + 46, label: label, name: "heat")
    let most = max(1, grid.counts.max() ?? 1)
    let busiest = grid.counts.firstIndex(of: most)
    for (number, name) in grid.rows.enumerated() {
      let y = Double(number) * row + 2
      pen.text(name, ChartPen.left, y + row * 0.65)
      for column in grid.columns.indices {
        let count = grid.counts[number * grid.columns.count + column]
        let shade = count == 0 ? 0 : 1 + min(3, (count * 4 - 1) / most)
        pen.rectangle(left + Double(column) * cell, y, cell - 1, row - 2, class: "h\(shade)")
      }
    }
    if let busiest {
      let (number, column) = busiest.quotientAndRemainder(dividingBy: grid.columns.count)
      pen.rectangle(
        left + Double(column) * cell, Double(number) * row + 2, cell - 1, row - 2, class: "ring")
    }
    let bottom = Double(grid.rows.count) * row + 14
    for column in stride(from: 0, to: grid.columns.count, by: 3) {
      pen.text(grid.columns[column], left + Double(column) * cell, bottom, class: "soft")
    }
    for shade in 0...4 {
      pen.rectangle(left + Double(shade) * 16, bottom + 10, 15, 10, class: "h\(shade)")
    }
    pen.text("0 to \(NumberText.grouped(most)) \(grid.unit)", left + 88, bottom + 19, class: "soft")
    return pen.finish()
  }

  /// A curve for a cell of a table, in whole numbers, since there are many.
  static func miniature(_ values: [Double?]) -> String {
    let most = values.compactMap { $0 }.max() ?? 0
    guard most > 0, values.count > 1 else { return "" }
    let low = most > 0 ? min(0, values.compactMap { $0 }.min() ?? 0) : 0
    let points = values.enumerated().map { index, value in
      value.map {
        (
          x: (Double(index) * 60 / Double(values.count - 1)).rounded(),
          y: (15 - 14 * ($0 - low) / (most - low)).rounded()
        )
      }
    }
    return
      "<svg viewBox=\"0 0 60 16\" class=\"mini\" aria-hidden=\"true\"><path d=\"\(ChartPen.path(points))\"/></svg>"
  }

  /// A small curve beside a number, without axis or label: the number says it.
  static func sparkline(_ values: [Double?]) -> String {
    let known = values.compactMap { $0 }
    guard known.count > 1, let low = known.min(), let high = known.max() else { return "" }
    let sorted = known.sorted()
    let span = high > low ? high - low : 1
    func y(_ value: Double) -> Double { 21 - 18 * (value - low) / span }
    let (usualLow, usualHigh) = (
      sorted[sorted.count / 10], sorted[sorted.count - 1 - sorted.count / 10]
    )
    let points = values.enumerated().map { index, value in
      value.map { (x: 3 + 84 * Double(index) / Double(values.count - 1), y: y($0)) }
    }
    var shapes =
      "<rect x=\"0\" y=\"\(ChartPen.number(y(usualHigh)))\" width=\"90\" "
      + "height=\"\(ChartPen.number(max(1, y(usualLow) - y(usualHigh))))\" class=\"l2\"/>"
    shapes += "<path class=\"curve\" d=\"\(ChartPen.path(points))\"/>"
    if let last = points.last ?? nil {
      shapes +=
        "<circle cx=\"\(ChartPen.number(last.x))\" cy=\"\(ChartPen.number(last.y))\" r=\"2.5\" class=\"l0\"/>"
    }
    return "<svg viewBox=\"0 0 90 24\" class=\"spark\" aria-hidden=\"true\">\(shapes)</svg>"
  }
}
