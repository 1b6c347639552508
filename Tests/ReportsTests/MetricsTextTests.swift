// SPDX-License-Identifier: Apache-2.0
import ProviderFindings
import SessionLog
import Testing

@testable import Reports

@Suite struct MetricsTextTests {
  private static let families = [
    MetricFamily(
      "logscan_message_bytes", .counter, "Octets, \"as stated\".\nAll.", unit: "bytes",
      [
        MetricFamily.Sample([("direction", "in"), ("provider", "A \"b\" \\c\nd")], 7),
        MetricFamily.Sample([("direction", "out"), ("provider", "other")], 0),
      ]),
    MetricFamily("logscan_nothing", .gauge, "Has no sample."),
    MetricFamily("logscan_info", .gauge, "One.", [MetricFamily.Sample([], 1)]),
  ]

  private func text(_ format: MetricsText.Format) -> String {
    String(decoding: MetricsText(format).octets(Self.families), as: UTF8.self)
  }

  @Test func `the text format names samples and escapes what stands in labels`() {
    #expect(
      text(.prometheus) == #"""
        # HELP logscan_message_bytes_total Octets, "as stated".\nAll.
        # TYPE logscan_message_bytes_total counter
        logscan_message_bytes_total{direction="in",provider="A \"b\" \\c\nd"} 7
        logscan_message_bytes_total{direction="out",provider="other"} 0
        # HELP logscan_info One.
        # TYPE logscan_info gauge
        logscan_info 1

        """#)
  }

  @Test func `OpenMetrics names families, has units and an end`() {
    #expect(
      text(.openmetrics) == #"""
        # HELP logscan_message_bytes Octets, \"as stated\".\nAll.
        # TYPE logscan_message_bytes counter
        # UNIT logscan_message_bytes bytes
        logscan_message_bytes_total{direction="in",provider="A \"b\" \\c\nd"} 7
        logscan_message_bytes_total{direction="out",provider="other"} 0
        # HELP logscan_info One.
        # TYPE logscan_info gauge
        logscan_info 1
        # EOF

        """#)
  }

  @Test func `every number of a provider is exported once, in families of one name each`() {
    var rows: [ProviderDay] = []
    for (name, kind) in [("Google", Provider.Kind.alias), ("others", .others)] {
      for direction in [Session.Direction.inbound, .outbound] {
        var row = ProviderDay(
          day: 0, peer: ComparedPeer(name: name, kind: kind, direction: direction))
        for (place, number) in ProviderDay.Number.allCases.enumerated() { row[number] = place + 1 }
        rows.append(row)
      }
    }
    let families = ProviderMetrics.families(rows)
    #expect(Set(families.map(\.name)).count == families.count)
    let numbers = ProviderDay.Number.allCases.count
    #expect(families.reduce(0) { $0 + $1.samples.count } == numbers * rows.count)
    for row in families.flatMap(\.samples).split(whereSeparator: { $0.labels[1].value == "other" })
    {
      #expect(row.allSatisfy { $0.labels[1].value == "Google" })
    }
    let values = families.flatMap(\.samples).filter {
      $0.labels[0].value == "in" && $0.labels[1].value == "other"
    }
    .map(\.value).sorted()
    #expect(values == Array(1...numbers))
  }

  @Test func `a counter never gets smaller`() {
    let peer = ComparedPeer(name: "Google", kind: .alias, direction: .inbound)
    var now = ProviderDay(day: 0, peer: peer)
    var earlier = now
    (now[.sessions], now[.quit]) = (9, 4)
    (earlier[.sessions], earlier[.quit]) = (10, 3)
    let exported = now.atLeast(earlier)
    #expect(exported[.sessions] == 10)
    #expect(exported[.quit] == 4)
    #expect(now.atLeast(nil) == now)
  }
}
