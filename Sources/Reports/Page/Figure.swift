// SPDX-License-Identifier: Apache-2.0

/// A chart and the table behind it.
package struct Figure: Equatable, Sendable {
  /// Stable name, part of the figure's address in the page.
  package var name: String
  package var title: String
  /// What is counted, in which unit, over which span.
  package var unit: String
  /// What the chart shows, in a sentence, for those who do not see it.
  package var label: String
  package var drawing: Drawing
  package var table: Table

  package enum Drawing: Equatable, Sendable {
    case lines(LineChart)
    /// Small charts side by side, each with its title.
    case multiples([Panel])
    case bars([Bar])
    case stacks([Stack])
    case quantiles(QuantileChart)
    case spans([Span], Scale)
    case heat(HeatGrid)
  }

  /// A curve; nil where there is nothing to show.
  package struct Curve: Equatable, Sendable {
    package var name: String
    package var values: [Double?]
    /// Outbound ones are.
    package var isDashed: Bool

    package init(_ name: String, _ values: [Double?], isDashed: Bool = false) {
      self.name = name
      self.values = values
      self.isDashed = isDashed
    }
  }

  /// The periods that the points of a chart stand for.
  package struct Axis: Equatable, Sendable {
    /// One for each point.
    package var labels: [String]
    /// What is written below it.
    package var ticks: [Tick]

    package struct Tick: Equatable, Sendable {
      package var place: Int
      package var text: String
    }
  }

  package struct LineChart: Equatable, Sendable {
    package var axis: Axis
    package var curves: [Curve]
    package var unit: String
    /// Top of the scale; nil for what the values ask for.
    package var top: Double?
  }

  /// A small chart of shares: lines, or an area and the part of it that is used.
  package struct Panel: Equatable, Sendable {
    package var title: String
    package var axis: Axis
    package var curves: [Curve] = []
    /// What there is, and of it what is used.
    package var areas: [Curve] = []
    package var top: Double
  }

  package struct Bar: Equatable, Sendable {
    package var label: String
    package var value: Int
    package var remark: String
    /// For now (4yz), not for good.
    package var isTransient: Bool
  }

  /// A bar of parts, as wide as they are together, and what is written behind it.
  package struct Stack: Equatable, Sendable {
    package var label: String
    package var parts: [Double]
    package var remark: String
  }

  /// What the numbers of a logarithmic scale are.
  package enum Scale: Equatable, Sendable { case seconds, octets }

  /// Where values lie over time, on a logarithmic scale: the half, nine in ten, 99 in a hundred.
  package struct QuantileChart: Equatable, Sendable {
    package var axis: Axis
    package var half: [Double?]
    package var nine: [Double?]
    package var most: [Double?]
    package var scale: Scale
  }

  /// Where the values of something lie.
  package struct Span: Equatable, Sendable {
    package var label: String
    package var half: Double
    package var nine: Double
    package var most: Double
  }

  /// Counts by row and column.
  package struct HeatGrid: Equatable, Sendable {
    package var rows: [String]
    package var columns: [String]
    /// Row by row.
    package var counts: [Int]
    package var unit: String
  }
}
