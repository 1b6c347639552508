// SPDX-License-Identifier: Apache-2.0

/// What each kind of chart looks like; those over time are drawn here.
enum ChartDrawing {
  static func svg(of figure: Figure) -> String {
    switch figure.drawing {
    case .lines(let chart): lines(chart, figure.label)
    case .multiples(let panels): multiples(panels, figure.label)
    case .quantiles(let chart): quantiles(chart, figure.label)
    case .bars(let bars): CountDrawing.bars(bars, figure.label)
    case .stacks(let stacks): CountDrawing.stacks(stacks, figure.label)
    case .spans(let spans, let scale): CountDrawing.spans(spans, scale, figure.label)
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

    /// The points of a curve whose scale ends at `top`.
    func points(_ values: [Double?], top: Double) -> [(x: Double, y: Double)?] {
      values.enumerated().map { index, value in
        value.map { (x: x(index, of: values.count), y: y($0 / top)) }
      }
    }
  }

  // MARK: Lines

  private static func lines(_ chart: Figure.LineChart, _ label: String) -> String {
    var pen = ChartPen(height: 168, label: label, name: "lines")
    let frame = Frame(
      left: ChartPen.left, right: ChartPen.width - ChartPen.right, top: 14, bottom: 146)
    let top =
      chart.top ?? ChartScale.top(for: chart.curves.flatMap(\.values).compactMap { $0 }.max() ?? 1)
    pen.line(frame.left, frame.bottom, frame.right, frame.bottom, class: "axis")
    pen.line(frame.left, frame.y(0.5), frame.right, frame.y(0.5), class: "grid")
    pen.line(frame.left, frame.top, frame.right, frame.top, class: "grid")
    pen.text(
      "\(PageTextNumber.plain(top)) \(chart.unit)", frame.left, frame.top - 3, class: "soft")
    axis(&pen, frame, chart.axis)
    for curve in chart.curves {
      pen.curve(frame.points(curve.values, top: top), class: name(curve))
    }
    let ends = chart.curves.compactMap { end(of: $0, frame, top) }
    write(ends, beside: frame, &pen)
    return pen.finish()
  }

  private static func name(_ curve: Figure.Curve) -> String {
    curve.isDashed ? "curve dashed" : "curve"
  }

  /// The last value of a curve, at its height.
  private static func end(
    of curve: Figure.Curve, _ frame: Frame, _ top: Double
  ) -> (text: String, y: Double)? {
    guard let value = curve.values.last(where: { $0 != nil }) ?? nil else { return nil }
    return (PageText.percent(value), frame.y(value / top) + 4)
  }

  private static func write(
    _ ends: [(text: String, y: Double)], beside frame: Frame, _ pen: inout ChartPen
  ) {
    let places = ChartPen.spread(
      ends.map(\.y), distance: 11, within: frame.top...frame.bottom + 5)
    for (end, y) in zip(ends, places) { pen.text(end.text, frame.right + 5, y) }
  }

  private static func axis(_ pen: inout ChartPen, _ frame: Frame, _ axis: Figure.Axis) {
    for tick in axis.ticks {
      let x = frame.x(tick.place, of: axis.labels.count)
      pen.line(x, frame.bottom, x, frame.bottom + 3, class: "axis")
      // About six units a letter: what would leave the frame ends at it.
      let isLate = x + Double(tick.text.count) * 6 > frame.right + 6
      pen.text(
        tick.text, isLate ? frame.right : x, frame.bottom + 14, anchor: isLate ? "end" : "start",
        class: "soft")
    }
  }

  // MARK: Quantiles

  private static func quantiles(_ chart: Figure.QuantileChart, _ label: String) -> String {
    var pen = ChartPen(height: 168, label: label, name: "quantiles")
    let frame = Frame(left: 40, right: ChartPen.width - 62, top: 14, bottom: 146)
    let curves = [chart.half, chart.nine, chart.most]
    let scale = LogScale(curves.flatMap { $0 }.compactMap { $0 }, chart.scale)
    for power in scale.powers {
      let y = frame.y(scale.share(of: power.value))
      pen.line(frame.left, y, frame.right, y, class: "grid")
      pen.text(power.text, frame.left - 5, y + 3.5, anchor: "end", class: "soft")
    }
    axis(&pen, frame, chart.axis)
    let count = chart.axis.labels.count
    let isWhole = zip(chart.half, chart.nine).map { $0 != nil && $1 != nil }
    for run in runs(of: isWhole.map { $0 ? 0 : nil }) {
      func edge(_ values: [Double?], _ indices: [Int]) -> [(Double, Double)] {
        indices.map { (frame.x($0, of: count), frame.y(scale.share(of: values[$0] ?? 1))) }
      }
      let outline = edge(chart.nine, Array(run)) + edge(chart.half, run.reversed())
      pen.add("<path class=\"l1\" d=\"\(polygon(outline, isPoint: run.count == 1))\"/>")
    }
    for (values, name) in zip(curves, ["curve", "curve thin", "curve dashed"]) {
      let points = values.enumerated().map { index, value in
        value.map { (x: frame.x(index, of: count), y: frame.y(scale.share(of: $0))) }
      }
      pen.curve(points, class: name)
    }
    let ends = zip(curves, ["half", "9 of 10", "99 of 100"]).compactMap {
      values, name -> (text: String, y: Double)? in
      guard let value = values.last(where: { $0 != nil }) ?? nil else { return nil }
      return (name, frame.y(scale.share(of: value)) + 4)
    }
    write(ends, beside: frame, &pen)
    return pen.finish()
  }

  // MARK: Panels

  private static func multiples(_ panels: [Figure.Panel], _ label: String) -> String {
    let rows = (panels.count + 1) / 2
    let step = rows > 2 ? 62.0 : 84.0
    var pen = ChartPen(height: Double(rows) * step + 2, label: label, name: "multiples")
    for (number, panel) in panels.enumerated() {
      let left = number % 2 == 0 ? ChartPen.left : 186.0
      let top = Double(number / 2) * step + 16
      let frame = Frame(
        left: left, right: left + 134, top: top + 4, bottom: top + step - 30)
      pen.text(panel.title, left, top - 3, class: "head")
      pen.text(
        "\(PageTextNumber.plain(panel.top)) %", left + 134, top - 3, anchor: "end", class: "soft")
      pen.line(frame.left, frame.top, frame.right, frame.top, class: "grid")
      pen.line(frame.left, frame.bottom, frame.right, frame.bottom, class: "axis")
      for (curve, name) in zip(panel.areas, ["l1", "l0"]) {
        area(curve.values, panel.top, frame, class: name, into: &pen)
      }
      for curve in panel.curves {
        pen.curve(frame.points(curve.values, top: panel.top), class: name(curve))
      }
      if rows <= 2 || number / 2 == rows - 1 || number + 2 >= panels.count {
        axis(&pen, frame, panel.axis)
      }
      write(
        (panel.curves + panel.areas).compactMap { end(of: $0, frame, panel.top) }, beside: frame,
        &pen)
    }
    return pen.finish()
  }

  private static func area(
    _ values: [Double?], _ top: Double, _ frame: Frame, class name: String,
    into pen: inout ChartPen
  ) {
    let points = frame.points(values, top: top)
    for run in runs(of: values) {
      let upper = run.compactMap { points[$0].map { ($0.x, $0.y) } }
      let lower = upper.reversed().map { ($0.0, frame.bottom) }
      pen.add("<path class=\"\(name)\" d=\"\(polygon(upper + lower, isPoint: run.count == 1))\"/>")
    }
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
}

/// Numbers on scales.
enum PageTextNumber {
  /// Without a fraction where there is none.
  static func plain(_ value: Double) -> String {
    value == value.rounded() ? NumberText.grouped(Int(value)) : PageText.percent(value)
  }
}
