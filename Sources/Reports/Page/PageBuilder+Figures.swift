// SPDX-License-Identifier: Apache-2.0
import MailTypes
import ProviderFindings
import SessionLog

extension PageBuilder {
  /// The charts, in the order in which they are shown; those of time need more than one point.
  var figures: [Figure] {
    let overTime =
      bins.bins.count > 1 ? [versions, plaintext, verification, adoption, endings] : []
    return overTime.compactMap { $0 } + [refusals, durations, hours].compactMap { $0 }
  }

  // MARK: Over time

  private var per: String { "by \(bins.length.rawValue)" }

  private func table(_ name: String, _ columns: [String], _ row: (TimeBins.Bin) -> [Table.Cell])
    -> Table
  {
    let axis = bins.axis
    let rows = zip(axis.labels, bins.bins).reversed().map { label, bin in [.text(label)] + row(bin)
    }
    return Table(
      name: name, columns: [.text(bins.length.rawValue)] + columns.map { Table.Column($0) },
      rows: rows)
  }

  private var versions: Figure? {
    let layers: [(name: String, count: (DayFigures) -> Int)] = [
      ("TLS 1.3", { $0.versions[.tls13] }), ("TLS 1.2", { $0.versions[.tls12] }),
      ("older or unknown", { $0.encrypted - $0.versions[.tls13] - $0.versions[.tls12] }),
    ]
    let kept = layers.filter { layer in bins.bins.contains { layer.count($0.inbound) > 0 } }
    guard !kept.isEmpty else { return nil }
    let curves = kept.map { layer in
      Figure.Curve(
        layer.name, bins.shares { Ratio(layer.count($0.inbound), of: $0.inbound.encryptable) })
    }
    return Figure(
      name: "versions", title: "TLS version",
      unit: "Share of inbound sessions with a greeting, \(per), in %",
      label: label("Share of inbound sessions by TLS version", curves),
      drawing: .stack(.init(axis: bins.axis, layers: curves)),
      table: table("versions", ["sessions"] + kept.map { "\($0.name) %" }) { bin in
        [.count(bin.inbound.encryptable)]
          + kept.map { .share($0.count(bin.inbound), of: bin.inbound.encryptable) }
      })
  }

  private var plaintext: Figure? {
    guard bins.bins.contains(where: { $0.inbound.encryptable + $0.outbound.encryptable > 0 }) else {
      return nil
    }
    func share(_ day: DayFigures) -> Ratio {
      Ratio(day.encryptable - day.encrypted, of: day.encryptable)
    }
    let curves = [
      Figure.Curve("inbound", bins.shares { share($0.inbound) }),
      Figure.Curve("outbound", bins.shares { share($0.outbound) }, isDashed: true),
    ]
    return Figure(
      name: "plaintext", title: "In the clear",
      unit: "Share of sessions with a greeting that had no TLS, \(per), in %",
      label: label("Share of sessions in the clear", curves),
      drawing: .lines(.init(axis: bins.axis, curves: curves, unit: "%")),
      table: table("plaintext", ["in", "in clear %", "out", "out clear %"]) { bin in
        [bin.inbound, bin.outbound].flatMap { day -> [Table.Cell] in
          [.count(day.encryptable), .ratio(share(day))]
        }
      })
  }

  private var verification: Figure? {
    guard
      bins.bins.contains(where: { $0.inbound.verificationTold + $0.outbound.verificationTold > 0 })
    else { return nil }
    let curves = [
      Figure.Curve(
        "inbound", bins.shares { Ratio($0.inbound.verified, of: $0.inbound.verificationTold) }),
      Figure.Curve(
        "outbound", bins.shares { Ratio($0.outbound.verified, of: $0.outbound.verificationTold) },
        isDashed: true),
    ]
    return Figure(
      name: "verification", title: "Certificates that verify",
      unit: "Share of encrypted sessions whose verification was logged, \(per), in %",
      label: label("Share of verified certificates", curves),
      drawing: .lines(.init(axis: bins.axis, curves: curves, unit: "%", top: 100)),
      table: table("verification", ["in", "in %", "out", "out %"]) { bin in
        [bin.inbound, bin.outbound].flatMap { day -> [Table.Cell] in
          [.count(day.verificationTold), .share(day.verified, of: day.verificationTold)]
        }
      })
  }

  private var adoption: Figure? {
    guard bins.bins.contains(where: { $0.outbound.offersSeen > 0 }) else { return nil }
    let extensions = DayFigures.extensions.map(\.name)
    let panels = extensions.indices.map { index in
      Figure.Panel(
        title: extensions[index], axis: bins.axis,
        whole: .init(
          "offered", bins.shares { Ratio($0.outbound.offered[index], of: $0.outbound.offersSeen) }),
        part: .init(
          "used", bins.shares { Ratio($0.outbound.used[index], of: $0.outbound.offersSeen) }),
        top: 100)
    }
    let columns = ["sessions"] + extensions.flatMap { ["\($0) offered %", "used %"] }
    return Figure(
      name: "adoption", title: "Extensions: offered and used",
      unit: "Share of outbound sessions that offer it, \(per), in %; dark: used by our client",
      label: label(
        "Share of outbound sessions that offer", panels.map { .init($0.title, $0.whole.values) }),
      drawing: .multiples(panels),
      table: table("adoption", columns) { bin in
        [.count(bin.outbound.offersSeen)]
          + extensions.indices.flatMap { index -> [Table.Cell] in
            [
              .share(bin.outbound.offered[index], of: bin.outbound.offersSeen),
              .share(bin.outbound.used[index], of: bin.outbound.offersSeen),
            ]
          }
      })
  }

  private var endings: Figure? {
    let shown = SessionEnd.allCases.filter { ending in
      bins.bins.contains { $0.inbound.endings[ending] > 0 }
    }
    guard !shown.isEmpty else { return nil }
    let largest = shown.sorted { summary.inbound.endings[$0] > summary.inbound.endings[$1] }.prefix(
      6)
    let panels = largest.map { ending -> Figure.Panel in
      let values = bins.shares { Ratio($0.inbound.endings[ending], of: $0.inbound.sessions) }
      let most = values.compactMap { $0 }.max() ?? 0
      return Figure.Panel(
        title: ending.shortName, axis: bins.axis, whole: .init(ending.name, values), part: nil,
        top: ChartScale.top(for: most))
    }
    return Figure(
      name: "endings", title: "How sessions ended",
      unit: "Share of inbound sessions, \(per), in %; each with a scale of its own",
      label: label("Share of inbound sessions by ending", panels.map(\.whole)),
      drawing: .multiples(panels),
      table: table("endings", ["sessions"] + shown.map { "\($0.name) %" }) { bin in
        [.count(bin.inbound.sessions)]
          + shown.map { .share(bin.inbound.endings[$0], of: bin.inbound.sessions) }
      })
  }

  /// A sentence with the last value of each curve.
  private func label(_ beginning: String, _ curves: [Figure.Curve]) -> String {
    let ends = curves.compactMap { curve -> String? in
      guard let last = curve.values.last(where: { $0 != nil }) ?? nil else { return nil }
      return "\(curve.name) \(PageText.percent(last)) %"
    }
    let first = bins.bins.first.map { $0.first.longText } ?? ""
    return "\(beginning) since \(first); last: \(ends.joined(separator: ", "))."
  }

  // MARK: Of the whole

  private var refusals: Figure? {
    let entries = [summary.inbound, summary.outbound].flatMap { tally in
      tally.refusals.entries.map { (direction: tally.direction, entry: $0) }
    }.sorted { $0.entry.count > $1.entry.count }
    guard !entries.isEmpty else { return nil }
    func side(_ direction: Session.Direction) -> String {
      direction == .inbound ? "by us" : "by them"
    }
    let bars = entries.prefix(10).map { item in
      Figure.Bar(
        label: "\(RefusalsSection.reply(item.entry.key)) \(side(item.direction))",
        value: item.entry.count,
        remark: item.entry.line, isTransient: item.entry.key.code / 100 == 4)
    }
    let first = bars[0]
    return Figure(
      name: "refusals", title: "Refusals by code",
      unit: "Number of replies; hatched: 4yz (for now), solid: 5yz (for good)",
      label:
        "The most frequent refusal is \(first.label), \(NumberText.grouped(first.value)) times.",
      drawing: .bars(bars),
      table: Table(
        name: "refusals",
        columns: [.text("Reply"), .text("Refused"), Table.Column("count"), .text("Text")],
        rows: entries.map { item in
          [
            .text(RefusalsSection.reply(item.entry.key)), .text(side(item.direction)),
            .count(item.entry.count), .text(item.entry.line),
          ]
        }))
  }

  private var durations: Figure? {
    let phases: [(name: String, value: (MeasureTally) -> ValueHistogram)] = [
      ("to greeting", { $0.connectToGreeting }), ("handshake", { $0.handshake }),
      ("greeting to mail", { $0.greetingToMail }), ("mail to end", { $0.mailToEnd }),
      ("whole session", { $0.total }),
    ]
    let timing = summary.inboundMeasures
    let kept = phases.filter { $0.value(timing).total > 0 }
    guard kept.count > 1 else { return nil }
    let quantiles: [(name: String, permille: Int)] = [
      ("half", 500), ("9 of 10", 900), ("99 of 100", 990),
    ]
    let spans = kept.compactMap { phase -> Figure.Span? in
      let seconds = quantiles.compactMap { quantile in
        phase.value(timing).upperBound(ofPermille: quantile.permille).map { Double($0) / 1_000_000 }
      }
      return seconds.count == 3
        ? Figure.Span(label: phase.name, half: seconds[0], nine: seconds[1], most: seconds[2]) : nil
    }
    return Figure(
      name: "durations", title: "How long the phases took",
      unit:
        "Inbound sessions, seconds on a logarithmic scale: half took less than where the bar begins, nine in ten less "
        + "than where it ends, 99 in a hundred less than the tick",
      label:
        "Half of the inbound sessions took less than \(duration(timing.total, 500)), nine in ten less than "
        + "\(duration(timing.total, 900)).",
      drawing: .spans(spans),
      table: Table(
        name: "durations",
        columns: [.text("Phase"), Table.Column("sessions")]
          + quantiles.map { Table.Column($0.name) },
        rows: kept.map { phase in
          [.text(phase.name), .count(phase.value(timing).total)]
            + quantiles.map { quantile in
              LatencySection.cell(phase.value(timing), quantile.permille)
            }
        }))
  }

  private func duration(_ histogram: ValueHistogram, _ permille: Int) -> String {
    histogram.upperBound(ofPermille: permille).map(NumberText.duration) ?? "an unknown time"
  }

  private var hours: Figure? {
    let sides = [("inbound", summary.inboundMeasures), ("outbound", summary.outboundMeasures)]
    let counts = sides.flatMap { side in (0..<24).map { side.1.sessions(inHour: $0) } }
    guard let most = counts.max(), most > 0 else { return nil }
    let hour = (counts.firstIndex(of: most) ?? 0) % 24
    let columns = (0..<24).map { DecimalText.padded(UInt64($0), 2) }
    return Figure(
      name: "hours", title: "Hour of the day",
      unit: "Sessions that began in each hour, by the log's clock",
      label: "Most sessions began between \(hour) and \(hour + 1) o'clock.",
      drawing: .heat(
        .init(rows: sides.map(\.0), columns: columns, counts: counts, unit: "sessions")),
      table: Table(
        name: "hours", columns: [.text("Hour"), Table.Column("inbound"), Table.Column("outbound")],
        rows: (0..<24).map { hour in
          [.text(columns[hour]), .count(counts[hour]), .count(counts[24 + hour])]
        }))
  }
}
