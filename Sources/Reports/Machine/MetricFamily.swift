// SPDX-License-Identifier: Apache-2.0
package import ProviderFindings
import SessionLog

/// Samples of one name with what they mean, for Prometheus and its kin.
package struct MetricFamily: Equatable, Sendable {
  package enum Kind: String, Sendable { case counter, gauge }

  package struct Sample: Equatable, Sendable {
    package var labels: [(name: String, value: String)]
    package var value: Int

    package init(_ labels: [(name: String, value: String)], _ value: Int) {
      self.labels = labels
      self.value = value
    }

    package static func == (a: Sample, b: Sample) -> Bool {
      a.value == b.value && a.labels.elementsEqual(b.labels, by: ==)
    }
  }

  /// Without the suffix `_total` that counters get.
  package var name: String
  package var kind: Kind
  package var help: String
  /// The unit that the name ends with, as OpenMetrics wants it; nil for a count of things.
  package var unit: String?
  package var samples: [Sample] = []

  package init(
    _ name: String, _ kind: Kind, _ help: String, unit: String? = nil, _ samples: [Sample] = []
  ) {
    self.name = name
    self.kind = kind
    self.help = help
    self.unit = unit
    self.samples = samples
  }
}

/// What is exported of the numbers of providers.
package struct ProviderMetrics {
  /// A family, and which number it has, with the extension that it is about.
  private typealias Row = (
    name: String, help: String, numbers: [(ProviderDay.Number, extension: String?)]
  )

  private static let rows: [Row] = [
    (
      "sessions", "SMTP sessions; of servers whose logs do not delimit them, deliveries.",
      [(.sessions, nil)]
    ),
    ("messages", "Messages that were delivered.", [(.messages, nil)]),
    (
      "message_bytes", "Octets of delivered messages, as far as the log states them.",
      [(.octets, nil)]
    ),
    ("sessions_encryptable", "Sessions that could have been encrypted.", [(.encryptable, nil)]),
    ("sessions_encrypted", "Sessions in TLS.", [(.encrypted, nil)]),
    ("sessions_tls13", "Sessions in TLS 1.3.", [(.tls13, nil)]),
    (
      "sessions_verification_logged",
      "Sessions in TLS of which the log states whether the peer was verified.",
      [(.verificationTold, nil)]
    ),
    ("sessions_verified", "Sessions in TLS whose peer was verified.", [(.verified, nil)]),
    (
      "sessions_ended_by_client", "Sessions that delivered a message and that the client ended.",
      [(.endedByClient, nil)]
    ),
    ("sessions_quit", "Those of them with QUIT.", [(.quit, nil)]),
    ("handshakes_failed", "Sessions whose TLS handshake failed.", [(.failedHandshakes, nil)]),
    ("sessions_refused", "Sessions in which something was refused.", [(.refused, nil)]),
    ("ehlo_replies", "Outbound sessions with a reply to EHLO.", [(.ehloReplies, nil)]),
    (
      "extensions_offered", "Outbound sessions whose last reply to EHLO offers the extension.",
      [
        (.offersStartTLS, "STARTTLS"), (.offersChunking, "CHUNKING"),
        (.offersBinaryMIME, "BINARYMIME"),
        (.offersEightBitMIME, "8BITMIME"), (.offersSMTPUTF8, "SMTPUTF8"),
      ]
    ),
    (
      "messages_command_logged",
      "Messages of which the log states whether they came by DATA or BDAT.",
      [(.commandsTold, nil)]
    ),
    (
      "messages_parameters_logged", "Messages of which the log states the parameters of MAIL.",
      [(.parametersTold, nil)]
    ),
    (
      "extensions_used", "Messages that made use of the extension.",
      [
        (.usedChunking, "CHUNKING"), (.usedBinaryMIME, "BINARYMIME"),
        (.usedEightBitMIME, "8BITMIME"),
        (.usedSMTPUTF8, "SMTPUTF8"),
      ]
    ),
  ]

  /// The families of the numbers of known providers and of all others.
  package static func families(_ counters: [ProviderDay]) -> [MetricFamily] {
    rows.map { row in
      let unit = row.name.hasSuffix("_bytes") ? "bytes" : nil
      var family = MetricFamily("logscan_" + row.name, .counter, row.help, unit: unit)
      for counter in counters {
        for (number, keyword) in row.numbers {
          var labels = [
            (name: "direction", value: counter.peer.direction == .inbound ? "in" : "out"),
            (name: "provider", value: counter.peer.kind == .alias ? counter.peer.name : "other"),
          ]
          if let keyword { labels.append((name: "extension", value: keyword)) }
          family.samples.append(MetricFamily.Sample(labels, counter[number]))
        }
      }
      return family
    }
  }
}
