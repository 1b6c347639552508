// SPDX-License-Identifier: Apache-2.0
import MailTypes
import ProviderFindings
import SessionLog

extension PageBuilder {
  /// The charts, in the order in which they are shown; those of time need more than one point.
  var figures: [Figure] {
    let overTime: [Figure?] =
      bins.bins.count > 1
      ? [versions, verification, plaintext, adoption, endings] : [protection]
    return (overTime + [refusals, durations, sizes, hours]).compactMap { $0 }
  }

  var per: String { "by \(bins.length.rawValue)" }

  /// A table of the bins, newest first.
  func table(
    _ name: String, _ columns: [String], _ row: (TimeBins.Bin) -> [Table.Cell]
  ) -> Table {
    let rows = zip(bins.axis().labels, bins.bins).reversed().map { label, bin in
      [.text(label)] + row(bin)
    }
    return Table(
      name: name, columns: [.text(bins.length.rawValue)] + columns.map { Table.Column($0) },
      rows: rows)
  }

  /// A share of one direction's figures, as a curve of each.
  private struct Share {
    var name: String
    var isInboundOnly = false
    /// Top of the scale; nil for what the values ask for.
    var top: Double?
    var ratio: (DayFigures) -> Ratio

    init(
      _ name: String, top: Double? = 100, isInboundOnly: Bool = false,
      _ ratio: @escaping (DayFigures) -> Ratio
    ) {
      self.name = name
      self.top = top
      self.isInboundOnly = isInboundOnly
      self.ratio = ratio
    }
  }

  private func curves(_ share: Share) -> [Figure.Curve] {
    let inbound = Figure.Curve("inbound", bins.shares { share.ratio($0.inbound) })
    if share.isInboundOnly { return [inbound] }
    let outbound = Figure.Curve(
      "outbound", bins.shares { share.ratio($0.outbound) }, isDashed: true)
    return [inbound, outbound].filter { $0.values.contains { $0 != nil } }
  }

  /// Small charts of shares, each with its curves, and the table of them all.
  private func panels(
    _ name: String, _ title: String, unit: String, whole: String, _ shares: [Share]
  ) -> Figure? {
    let kept = shares.filter { share in
      curves(share).contains { $0.values.contains { ($0 ?? 0) > 0 } }
    }
    guard !kept.isEmpty else { return nil }
    let panels = kept.map { share in
      let curves = curves(share)
      let most = curves.flatMap(\.values).compactMap { $0 }.max() ?? 0
      return Figure.Panel(
        title: share.name, axis: bins.axis(ticks: 4), curves: curves,
        top: share.top ?? ChartScale.top(for: most))
    }
    func side(_ figures: DayFigures, _ share: Share) -> [Table.Cell] {
      [.ratio(share.ratio(figures))]
    }
    let columns = kept.flatMap { share in
      share.isInboundOnly ? ["\(share.name) %"] : ["\(share.name) in %", "out %"]
    }
    return Figure(
      name: name, title: title, unit: unit,
      label: label(
        title,
        panels.flatMap { panel in
          panel.curves.map { .init("\(panel.title) \($0.name)", $0.values) }
        }),
      drawing: .multiples(panels),
      table: table(name, ["in, \(whole)"] + ["out, \(whole)"] + columns) { bin in
        [.count(kept[0].ratio(bin.inbound).whole), .count(kept[0].ratio(bin.outbound).whole)]
          + kept.flatMap { share in
            side(bin.inbound, share) + (share.isInboundOnly ? [] : side(bin.outbound, share))
          }
      })
  }

  private var versions: Figure? {
    let older: [SuiteVersion] = [.sslv3, .tls10, .tls11]
    return panels(
      "versions", "TLS version",
      unit:
        "Share of sessions with a greeting, \(per), in %; the lower panels have scales of their own",
      whole: "sessions",
      [
        Share("TLS 1.3") { Ratio($0.versions[.tls13], of: $0.encryptable) },
        Share("TLS 1.2") { Ratio($0.versions[.tls12], of: $0.encryptable) },
        Share("older suites", top: nil) { figures in
          Ratio(older.reduce(0) { $0 + figures.versions[$1] }, of: figures.encryptable)
        },
        Share("handshake failed", top: nil) { Ratio($0.failedHandshakes, of: $0.encryptable) },
      ])
  }

  private var verification: Figure? {
    panels(
      "verification", "Certificate verified",
      unit:
        "Share of encrypted sessions whose verification was logged, \(per), in %. A client need not show "
        + "a certificate, a server must", whole: "sessions",
      [
        Share("verified") { Ratio($0.verified, of: $0.verificationTold) },
        Share("by DANE") { Ratio($0.dane, of: $0.verificationTold) },
        Share("not verified", top: nil) {
          Ratio(
            max(0, $0.verificationTold - $0.verified - $0.withoutCertificate),
            of: $0.verificationTold)
        },
        Share("none shown") { Ratio($0.withoutCertificate, of: $0.verificationTold) },
      ])
  }

  private var plaintext: Figure? {
    func share(_ day: DayFigures) -> Ratio {
      Ratio(day.messagesKnown - day.messagesEncrypted, of: day.messagesKnown)
    }
    let curves = curves(Share("", share))
    guard !curves.isEmpty else { return nil }
    return Figure(
      name: "plaintext", title: "Mail in the clear",
      unit: "Share of delivered messages, \(per), in %",
      label: label("Share of messages in the clear", curves),
      drawing: .lines(.init(axis: bins.axis(), curves: curves, unit: "%")),
      table: table("plaintext", ["in, messages", "in clear %", "out, messages", "out clear %"]) {
        bin in
        [bin.inbound, bin.outbound].flatMap { [.count($0.messagesKnown), .ratio(share($0))] }
      })
  }

  private var adoption: Figure? {
    guard bins.bins.contains(where: { $0.outbound.offersSeen > 0 }) else { return nil }
    let extensions = DayFigures.extensions.map(\.name)
    let panels = extensions.indices.map { index in
      Figure.Panel(
        title: extensions[index], axis: bins.axis(ticks: 4),
        areas: [
          .init(
            "offered",
            bins.shares { Ratio($0.outbound.offered[index], of: $0.outbound.offersSeen) }),
          .init(
            "used", bins.shares { Ratio($0.outbound.used[index], of: $0.outbound.offersSeen) }),
        ], top: 100)
    }
    return Figure(
      name: "adoption", title: "Extensions: offered and used",
      unit:
        "Share of outbound sessions that delivered, \(per), in %. Pale: the server offers it. Dark: our client "
        + "used it",
      label: label(
        "Share of outbound sessions whose server offers",
        panels.map { .init($0.title, $0.areas[0].values) }),
      drawing: .multiples(panels),
      table: table(
        "adoption", ["sessions"] + extensions.flatMap { ["\($0) offered %", "used %"] }
      ) { bin in
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
    let totals = bins.bins.reduce(into: Counts<SessionEnd, 10>()) {
      $0.merge($1.inbound.endings)
    }
    let shown = SessionEnd.allCases.filter { totals[$0] > 0 }
      .sorted { totals[$0] > totals[$1] }
    return panels(
      "endings", "How sessions ended",
      unit: "Share of inbound sessions, \(per), in %; each with a scale of its own",
      whole: "sessions",
      shown.prefix(6).map { ending in
        Share(ending.shortName, top: nil, isInboundOnly: true) {
          Ratio($0.endings[ending], of: $0.sessions)
        }
      })
  }

  /// A sentence with the last value of each curve.
  func label(_ beginning: String, _ curves: [Figure.Curve]) -> String {
    let ends = curves.compactMap { curve -> String? in
      guard let last = curve.values.last(where: { $0 != nil }) ?? nil else { return nil }
      return "\(curve.name) \(PageText.percent(last)) %"
    }
    let first = bins.bins.first.map(\.first.longText) ?? ""
    return "\(beginning) since \(first); last: \(ends.joined(separator: ", "))."
  }

  // MARK: One period alone

  /// How sessions were protected, where there is no time to show it over.
  private var protection: Figure? {
    let sides = [
      ("from them", DayFigures(summary.inbound, summary.inboundMeasures)),
      ("to them", DayFigures(summary.outbound, summary.outboundMeasures)),
    ].filter { $0.1.encryptable > 0 }
    guard !sides.isEmpty else { return nil }
    func rest(_ figures: DayFigures) -> Int {
      figures.encryptable - figures.encrypted
    }
    return Figure(
      name: "versions", title: "TLS",
      unit:
        "Share of sessions with a greeting, in %. Dark: TLS 1.3; pale: any other TLS; empty: in the clear",
      label: "Share of sessions in TLS: "
        + sides.map { name, figures in
          "\(name) \(PageText.percent(Ratio(figures.encrypted, of: figures.encryptable))) %"
        }.joined(separator: ", ") + ".",
      drawing: .stacks(
        sides.map { name, figures in
          let whole = Double(figures.encryptable) / 100
          return Figure.Stack(
            label: name,
            parts: [
              Double(figures.versions[.tls13]) / whole,
              Double(figures.encrypted - figures.versions[.tls13]) / whole,
              Double(rest(figures)) / whole,
            ],
            remark: "\(PageText.percent(Ratio(figures.encrypted, of: figures.encryptable))) %")
        }),
      table: Table(
        name: "versions",
        columns: [.text("Direction")]
          + ["sessions", "TLS 1.3 %", "other TLS %", "in the clear %"].map { Table.Column($0) },
        rows: sides.map { name, figures in
          [
            .text(name), .count(figures.encryptable),
            .share(figures.versions[.tls13], of: figures.encryptable),
            .share(figures.encrypted - figures.versions[.tls13], of: figures.encryptable),
            .share(rest(figures), of: figures.encryptable),
          ]
        }))
  }
}
