// SPDX-License-Identifier: Apache-2.0

/// Metrics as text: the exposition format 0.0.4 of Prometheus, or OpenMetrics 1.0.
package struct MetricsText {
  package enum Format: String, CaseIterable, Sendable { case prometheus, openmetrics }

  private let format: Format

  package init(_ format: Format) { self.format = format }

  package func octets(_ families: [MetricFamily]) -> [UInt8] {
    var text = ""
    for family in families where !family.samples.isEmpty {
      let suffix = family.kind == .counter ? "_total" : ""
      // OpenMetrics names the family, Prometheus its samples.
      let name = format == .openmetrics ? family.name : family.name + suffix
      text += "# HELP \(name) \(escaped(family.help, quotes: format == .openmetrics))\n"
      text += "# TYPE \(name) \(family.kind.rawValue)\n"
      if format == .openmetrics, let unit = family.unit { text += "# UNIT \(name) \(unit)\n" }
      for sample in family.samples {
        text += family.name + suffix + labels(sample.labels) + " \(sample.value)\n"
      }
    }
    if format == .openmetrics { text += "# EOF\n" }
    return Array(text.utf8)
  }

  private func labels(_ labels: [(name: String, value: String)]) -> String {
    if labels.isEmpty { return "" }
    let list = labels.map { "\($0.name)=\"\(escaped($0.value, quotes: true))\"" }
    return "{" + list.joined(separator: ",") + "}"
  }

  private func escaped(_ text: String, quotes: Bool) -> String {
    var escaped = ""
    for character in text.unicodeScalars {
      switch character {
      case "\\": escaped += "\\\\"
      case "\n": escaped += "\\n"
      case "\"" where quotes: escaped += "\\\""
      default: escaped.unicodeScalars.append(character)
      }
    }
    return escaped
  }
}
