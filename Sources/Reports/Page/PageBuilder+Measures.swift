// SPDX-License-Identifier: Apache-2.0
import MailTypes
import ProviderFindings
import SessionLog

/// Charts of durations, sizes and hours.
extension PageBuilder {
  /// The values that are shown of a distribution, and their names.
  private static let quantiles: [(name: String, permille: Int)] = [
    ("half", 500), ("9 of 10", 900), ("99 of 100", 990),
  ]

  // MARK: Durations

  var durations: Figure? {
    bins.bins.count > 1
      ? overTime(
        "durations", "How long sessions took", .seconds, counted: "sessions",
        unit:
          "Inbound sessions from beginning to end, \(per), seconds on a logarithmic scale: half, nine in ten, "
          + "99 in a hundred took less",
        \.durations) ?? phases
      : phases
  }

  /// Of one period: where the durations of each phase lie.
  private var phases: Figure? {
    let phases: [(name: String, value: (MeasureTally) -> ValueHistogram)] = [
      ("to greeting", { $0.connectToGreeting }), ("handshake", { $0.handshake }),
      ("greeting to mail", { $0.greetingToMail }), ("mail to end", { $0.mailToEnd }),
      ("whole session", { $0.total }),
    ]
    let measures = wide.inboundMeasures
    return spans(
      "durations", "How long the phases took", .seconds, counted: "sessions",
      unit:
        "Inbound sessions, seconds on a logarithmic scale: half took less than where the bar begins, nine in ten "
        + "less than where it ends, 99 in a hundred less than the tick",
      phases.map { ($0.name, $0.value(measures)) })
  }

  // MARK: Sizes

  var sizes: Figure? {
    let unlogged = wide.inbound.messagesWithoutOctets + wide.outbound.messagesWithoutOctets
    let remark =
      unlogged == 0
      ? "" : "; the log does not state the size of \(NumberText.counted(unlogged, "message"))"
    if bins.bins.count > 1,
      let figure = overTime(
        "sizes", "How large messages were", .octets, counted: "messages",
        unit:
          "Messages delivered to us, \(per), octets on a logarithmic scale: half, nine in ten, 99 in a hundred "
          + "were smaller" + remark, \.messageSizes)
    {
      return figure
    }
    return spans(
      "sizes", "How large messages were", .octets, counted: "messages",
      unit:
        "Delivered messages, octets on a logarithmic scale: half were smaller than where the bar begins, nine in "
        + "ten than where it ends, 99 in a hundred than the tick" + remark,
      [
        ("from them", wide.inboundMeasures.messageSizes),
        ("to them", wide.outboundMeasures.messageSizes),
      ])
  }

  // MARK: Distributions

  private func bound(_ histogram: ValueHistogram, _ permille: Int, _ scale: Figure.Scale)
    -> Double?
  {
    histogram.upperBound(ofPermille: permille).map {
      scale == .seconds ? Double($0) / 1_000_000 : Double($0)
    }
  }

  private func cell(
    _ histogram: ValueHistogram, _ permille: Int, _ scale: Figure.Scale
  ) -> Table.Cell {
    if scale == .seconds { return LatencySection.cell(histogram, permille) }
    return histogram.upperBound(ofPermille: permille).map { .octets(UInt64(max(0, $0))) } ?? .blank
  }

  private func text(_ histogram: ValueHistogram, _ permille: Int, _ scale: Figure.Scale) -> String {
    TextTable.text(cell(histogram, permille, scale), detail: 5)
  }

  private func overTime(
    _ name: String, _ title: String, _ scale: Figure.Scale, counted: String, unit: String,
    _ histogram: (DayFigures) -> ValueHistogram
  ) -> Figure? {
    let columns = bins.bins.map { histogram($0.inbound) }
    guard columns.contains(where: { $0.total > 0 }) else { return nil }
    let all = columns.reduce(into: ValueHistogram()) { $0.merge($1) }
    let values = Self.quantiles.map { quantile in
      columns.map { bound($0, quantile.permille, scale) }
    }
    return Figure(
      name: name, title: title, unit: unit,
      label: "\(title), over all: half below \(text(all, 500, scale)), nine in ten below "
        + "\(text(all, 900, scale)), 99 in a hundred below \(text(all, 990, scale)).",
      drawing: .quantiles(
        .init(axis: bins.axis(), half: values[0], nine: values[1], most: values[2], scale: scale)),
      table: table(
        name,
        ["in, \(counted)"] + Self.quantiles.map { "in, \($0.name) <" } + ["out, \(counted)"]
          + Self.quantiles.map { "out, \($0.name) <" }
      ) { bin in
        [bin.inbound, bin.outbound].map(histogram).flatMap { histogram in
          [.count(histogram.total)]
            + Self.quantiles.map { cell(histogram, $0.permille, scale) }
        }
      })
  }

  private func spans(
    _ name: String, _ title: String, _ scale: Figure.Scale, counted: String, unit: String,
    _ rows: [(name: String, histogram: ValueHistogram)]
  ) -> Figure? {
    let kept = rows.filter { $0.histogram.total > 0 }
    guard let last = kept.last else { return nil }
    let spans = kept.compactMap { row -> Figure.Span? in
      let values = Self.quantiles.compactMap { bound(row.histogram, $0.permille, scale) }
      return values.count == 3
        ? Figure.Span(label: row.name, half: values[0], nine: values[1], most: values[2]) : nil
    }
    guard !spans.isEmpty else { return nil }
    return Figure(
      name: name, title: title, unit: unit,
      label:
        "\(title), \(last.name): half below \(text(last.histogram, 500, scale)), nine in ten below "
        + "\(text(last.histogram, 900, scale)).",
      drawing: .spans(spans, scale),
      table: Table(
        name: name,
        columns: [.text(""), Table.Column(counted)]
          + Self.quantiles.map { Table.Column("\($0.name) <") },
        rows: kept.map { row in
          [.text(row.name), .count(row.histogram.total)]
            + Self.quantiles.map { cell(row.histogram, $0.permille, scale) }
        }))
  }

  // MARK: Hours

  /// By weekday where the period has all of them; else by direction.
  var hours: Figure? {
    let sides = [("inbound", wide.inboundMeasures), ("outbound", wide.outboundMeasures)]
    let isWeekly = (bins.bins.last?.first.days ?? 0) - (bins.bins.first?.first.days ?? 0) >= 6
    let rows: [(String, (Int) -> Int)] =
      isWeekly
      ? (0..<7).map { day in
        (
          String(CivilDate.weekdayName(day).prefix(3)),
          { hour in sides.reduce(0) { $0 + $1.1.sessions(inHour: hour, weekday: day) } }
        )
      } : sides.map { side in (side.0, { side.1.sessions(inHour: $0) }) }
    let counts = rows.flatMap { row in (0..<24).map(row.1) }
    guard let most = counts.max(), most > 0 else { return nil }
    let place = counts.firstIndex(of: most) ?? 0
    let columns = (0..<24).map { DecimalText.padded(UInt64($0), 2) }
    let row = isWeekly ? CivilDate.weekdayName(place / 24) : rows[place / 24].0
    return Figure(
      name: "hours", title: isWeekly ? "Hour and weekday" : "Hour of the day",
      unit:
        "Sessions that began in each hour\(history.night == nil ? "" : " of 28 nights"), by the log's clock; "
        + "ring: the busiest",
      label: "Most sessions began between \(place % 24) and \(place % 24 + 1) o'clock, \(row).",
      drawing: .heat(
        .init(rows: rows.map(\.0), columns: columns, counts: counts, unit: "sessions")),
      table: Table(
        name: "hours", columns: [.text("Hour")] + rows.map { Table.Column($0.0) },
        rows: (0..<24).map { hour in [.text(columns[hour])] + rows.map { .count($0.1(hour)) } }))
  }
}
