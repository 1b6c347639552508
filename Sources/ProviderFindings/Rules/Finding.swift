// SPDX-License-Identifier: Apache-2.0
package import SessionLog

/// Something an operator should know about a provider: how often, out of how many, and which
/// sessions show it.
package struct Finding: Equatable, Sendable {
  package enum Severity: UInt8, CaseIterable, Comparable, Sendable {
    /// Mail is exposed or lost now.
    case alarm
    /// Something is wrong and somebody should do something about it.
    case warning
    /// Worth knowing; nobody is harmed.
    case notice

    package var name: String {
      switch self {
      case .alarm: "alarm"
      case .warning: "warning"
      case .notice: "notice"
      }
    }

    package static func < (a: Severity, b: Severity) -> Bool { a.rawValue < b.rawValue }
  }

  /// In which direction a share is bad news.
  package enum Trend: Equatable, Sendable {
    /// More of it is worse, as of nearly everything that is found.
    case more
    /// Less of it is worse: of what is good to see.
    case less
  }

  /// A further fact in words: `accepted elsewhere by` and its value.
  package struct Detail: Equatable, Sendable {
    package var label: String
    package var value: String

    package init(_ label: String, _ value: String) {
      self.label = label
      self.value = value
    }
  }

  /// Identifier of the rule, such as `no-quit`.
  package var rule: String
  package var severity: Severity
  package var provider: Provider
  package var direction: Session.Direction
  /// What happened, to be followed by "in COUNT of TOTAL UNIT": `left without QUIT`.
  package var statement: String
  package var count: Int
  package var total: Int
  /// What `total` counts: `sessions that delivered a message`.
  package var unit: String
  /// What tells apart findings of one rule about one provider: a name, a reply; else empty.
  package var subject: String
  /// Which change of its share makes it worse.
  package var worse: Trend
  package var details: [Detail]
  /// Sessions that show it, earliest first.
  package var evidence: [SessionMark]

  package init(
    rule: String, severity: Severity, provider: Provider, direction: Session.Direction,
    statement: String, count: Int, total: Int, unit: String, subject: String = "",
    worse: Trend = .more, details: [Detail] = [], evidence: [SessionMark]
  ) {
    self.rule = rule
    self.severity = severity
    self.provider = provider
    self.direction = direction
    self.statement = statement
    self.count = count
    self.total = total
    self.unit = unit
    self.subject = subject
    self.worse = worse
    self.details = details
    self.evidence = evidence
  }

  /// Below this denominator a share means little, and the finding says so.
  package static let fewSessions = 20

  /// The denominator is too small for more than a hint.
  package var isFew: Bool { total < Self.fewSessions }

  /// Where the true share lies with a confidence of 95 %.
  package var interval: WilsonInterval { WilsonInterval(count: count, total: total) }
}
