// SPDX-License-Identifier: Apache-2.0

/// The result table, in Markdown so that it can be pasted into Documentation/Performance.md.
struct ResultTable {
  private var rows: [[String]] = [
    ["work", "cost", "yardstick", "ratio", "target", ""]
  ]

  mutating func add(
    _ work: String, cost: String, yardstick: String, ratio: String, target: String, met: Bool?
  ) {
    let verdict = met.map { $0 ? "met" : "missed" } ?? ""
    rows.append([work, cost, yardstick, ratio, target, verdict])
  }

  var markdown: String {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    var lines = rows.map { row in
      "| " + zip(row, widths).map { padded($0, to: $1) }.joined(separator: " | ") + " |"
    }
    lines.insert("|" + widths.map { String(repeating: "-", count: $0 + 2) + "|" }.joined(), at: 1)
    return lines.joined(separator: "\n")
  }

  private func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: width - text.count)
  }
}

extension Double {
  /// With so many digits behind the point.
  func digits(_ count: Int) -> String {
    let scale = (0..<count).reduce(1.0) { product, _ in product * 10 }
    let whole = Int((self * scale).rounded())
    guard count > 0 else { return String(whole) }
    let fraction = String(abs(whole) % Int(scale))
    let sign = self < 0 && whole / Int(scale) == 0 ? "-" : ""
    return sign + String(whole / Int(scale)) + "."
      + String(repeating: "0", count: count - fraction.count) + fraction
  }
}
