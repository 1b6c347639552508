// SPDX-License-Identifier: Apache-2.0

/// What each kind of chart looks like.
enum ChartDrawing {
  static func svg(of figure: Figure) -> String {
    switch figure.drawing {
    case .lines(let chart): lines(chart, figure.label)
    case .stack(let chart): stack(chart, figure.label)
    case .multiples(let panels): multiples(panels, figure.label)
    case .bars(let bars): CountDrawing.bars(bars, figure.label)
    case .spans(let spans): CountDrawing.spans(spans, figure.label)
    case .heat(let grid): CountDrawing.heat(grid, figure.label)
    }
  }

  /// The place of a chart within its drawing.
  private struct Frame {
    var left: Double
    var right: Double
    var top: Double
    var bottom: Double

    func x(_ index: Int, of count: Int) -> Double {
      count < 2 ? (left + right) / 2 : left + (right - left) * Double(index) / Double(count - 1)
    }

    /// `share` of the scale, from 0 to 1.
    func y(_ share: Double) -> Double { bottom - (bottom - top) * min(1, max(0, share)) }
  }

  // MARK: Lines

  private static func lines(_ chart: Figure.LineChart, _ label: String) -> String {
    var pen = ChartPen(height: 150, label: label, name: "lines")
    let frame = Frame(
      left: ChartPen.left, right: ChartPen.width - ChartPen.right, top: 14, bottom: 128)
    let top =
      chart.top ?? ChartScale.top(for: chart.curves.flatMap(\.values).compactMap { $0 }.max() ?? 1)
    grid(&pen, frame, top: top, unit: chart.unit)
    axis(&pen, frame, chart.axis)
    for (number, curve) in chart.curves.enumerated() {
      let points = curve.values.enumerated().map { index, value in
        value.map { (x: frame.x(index, of: curve.values.count), y: frame.y($0 / top)) }
      }
      pen.curve(points, class: "curve c\(number)\(curve.isDashed ? " dashed" : "")")
    }
    ends(&pen, frame, chart, top: top)
    return pen.finish()
  }

  /// The name and last value of each curve at its end.
  private static func ends(
    _ pen: inout ChartPen, _ frame: Frame, _ chart: Figure.LineChart, top: Double
  ) {
    let last = chart.curves.compactMap { curve -> (text: String, y: Double)? in
      guard let value = curve.values.last(where: { $0 != nil }) ?? nil else { return nil }
      return (
        "\(PageText.percent(value)) \(curve.name == "outbound" ? "out" : "in")",
        frame.y(value / top) + 4
      )
    }
    let places = ChartPen.spread(last.map(\.y), distance: 12, within: 12...frame.bottom + 6)
    for (end, y) in zip(last, places) { pen.text(end.text, frame.right + 5, y) }
  }

  private static func grid(_ pen: inout ChartPen, _ frame: Frame, top: Double, unit: String) {
    pen.line(frame.left, frame.bottom, frame.right, frame.bottom, class: "axis")
    pen.line(frame.left, frame.y(0.5), frame.right, frame.y(0.5), class: "grid")
    pen.line(frame.left, frame.top, frame.right, frame.top, class: "grid")
    pen.text("\(PageTextNumber.plain(top)) \(unit)", frame.left, frame.top - 3, class: "soft")
  }

  private static func axis(_ pen: inout ChartPen, _ frame: Frame, _ axis: Figure.Axis) {
    for tick in axis.ticks {
      let x = frame.x(tick, of: axis.labels.count)
      pen.line(x, frame.bottom, x, frame.bottom + 3, class: "axis")
      let isLast = tick == axis.labels.count - 1 && tick > 0
      pen.text(
        axis.labels[tick], isLast ? min(x, frame.right) : x, frame.bottom + 15,
        anchor: tick == 0 ? "start" : isLast ? "end" : "middle", class: "soft")
    }
  }

  // MARK: Layers

  private static func stack(_ chart: Figure.StackChart, _ label: String) -> String {
    var pen = ChartPen(height: 150, label: label, name: "stack")
    let frame = Frame(left: ChartPen.left, right: ChartPen.width - 92, top: 14, bottom: 128)
    grid(&pen, frame, top: 100, unit: "%")
    axis(&pen, frame, chart.axis)
    let count = chart.axis.labels.count
    var below = [Double](repeating: 0, count: count)
    var names: [(text: String, y: Double)] = []
    for (number, layer) in chart.layers.enumerated() {
      let above = zip(below, layer.values).map { $0 + ($1 ?? 0) }
      for run in runs(of: layer.values) {
        let upper = run.map { (frame.x($0, of: count), frame.y(above[$0] / 100)) }
        let lower = run.reversed().map { (frame.x($0, of: count), frame.y(below[$0] / 100)) }
        pen.add(
          "<path class=\"layer l\(number)\" d=\"\(polygon(upper + lower, isPoint: run.count == 1))\"/>"
        )
      }
      if let last = layer.values.lastIndex(where: { $0 != nil }), let value = layer.values[last],
        value > 0
      {
        names.append(
          (
            "\(PageText.percent(value)) \(layer.name)",
            frame.y((above[last] + below[last]) / 200) + 4
          ))
      }
      below = above
    }
    let places = ChartPen.spread(names.map(\.y), distance: 12, within: 12...frame.bottom + 6)
    for (name, y) in zip(names, places) { pen.text(name.text, frame.right + 5, y) }
    return pen.finish()
  }

  /// Neighbours with values.
  private static func runs(of values: [Double?]) -> [ClosedRange<Int>] {
    var runs: [ClosedRange<Int>] = []
    for index in values.indices where values[index] != nil {
      if let last = runs.last, last.upperBound == index - 1 {
        runs[runs.count - 1] = last.lowerBound...index
      } else {
        runs.append(index...index)
      }
    }
    return runs
  }

  /// A closed outline; a single point becomes a bar of some width.
  private static func polygon(_ points: [(Double, Double)], isPoint: Bool) -> String {
    var points = points
    if isPoint, points.count == 2 {
      let (upper, lower) = (points[0], points[1])
      points = [
        (upper.0 - 1.5, upper.1), (upper.0 + 1.5, upper.1), (lower.0 + 1.5, lower.1),
        (lower.0 - 1.5, lower.1),
      ]
    }
    return points.enumerated().map { index, point in
      "\(index == 0 ? "M" : "L")\(ChartPen.number(point.0)) \(ChartPen.number(point.1))"
    }.joined() + "Z"
  }

  // MARK: Panels

  private static func multiples(_ panels: [Figure.Panel], _ label: String) -> String {
    let rows = (panels.count + 1) / 2
    var pen = ChartPen(height: Double(rows) * 76 + 4, label: label, name: "multiples")
    for (number, panel) in panels.enumerated() {
      let left = number % 2 == 0 ? ChartPen.left : 186.0
      let top = Double(number / 2) * 76 + 16
      let frame = Frame(left: left, right: left + 134, top: top + 4, bottom: top + 44)
      pen.text(panel.title, left, top - 3, class: "head")
      pen.text(
        "\(PageTextNumber.plain(panel.top)) %", left + 134, top - 3, anchor: "end", class: "soft")
      pen.line(frame.left, frame.top, frame.right, frame.top, class: "grid")
      pen.line(frame.left, frame.bottom, frame.right, frame.bottom, class: "axis")
      let count = panel.axis.labels.count
      for (curve, name) in [
        (panel.whole, panel.part == nil ? "curve c0" : "layer l1"), (panel.part, "layer l0"),
      ] {
        guard let curve else { continue }
        draw(curve, panel, frame, count, class: name, into: &pen)
      }
      if let first = panel.axis.labels.first {
        pen.text(first, frame.left, frame.bottom + 13, class: "soft")
      }
      let curves = [panel.whole, panel.part].compactMap { $0 }
      let ends = curves.compactMap { $0.values.last(where: { $0 != nil }) ?? nil }
      let places = ChartPen.spread(
        ends.map { frame.y($0 / panel.top) + 4 }, distance: 11, within: frame.top...frame.bottom + 5
      )
      for (end, y) in zip(ends, places) { pen.text(PageText.percent(end), frame.right + 4, y) }
    }
    return pen.finish()
  }

  private static func draw(
    _ curve: Figure.Curve, _ panel: Figure.Panel, _ frame: Frame, _ count: Int, class name: String,
    into pen: inout ChartPen
  ) {
    if name.hasPrefix("curve") {
      let points = curve.values.enumerated().map { index, value in
        value.map { (x: frame.x(index, of: count), y: frame.y($0 / panel.top)) }
      }
      pen.curve(points, class: name)
      return
    }
    for run in runs(of: curve.values) {
      let upper = run.map { (frame.x($0, of: count), frame.y((curve.values[$0] ?? 0) / panel.top)) }
      let lower = run.reversed().map { (frame.x($0, of: count), frame.bottom) }
      pen.add("<path class=\"\(name)\" d=\"\(polygon(upper + lower, isPoint: run.count == 1))\"/>")
    }
  }
}

/// Numbers on scales.
enum PageTextNumber {
  /// Without a fraction where there is none.
  static func plain(_ value: Double) -> String {
    value == value.rounded() ? NumberText.grouped(Int(value)) : PageText.percent(value)
  }
}
