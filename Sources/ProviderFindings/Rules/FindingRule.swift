// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// One kind of finding: what it means, why it matters, and when it is made.
///
/// One rule is one file in `Rules/` and one line in `FindingCatalogue.rules`.
package protocol FindingRule: Sendable {
  /// Stable identifier, used in machine-readable output.
  static var id: String { get }
  static var title: String { get }
  /// What the log shows when this is found, and what is counted out of what.
  static var meaning: String { get }
  /// Why an operator should care.
  static var importance: String { get }
  /// The standards it rests on, as `RFC 5321 section 4.1.1.10`.
  static var references: [String] { get }
  /// Numbers that decide whether it is found.
  static var thresholds: [FindingThreshold] { get }

  static func evaluate(_ input: FindingInput) -> [Finding]
}

/// A number that a rule rests on, with its reason.
package struct FindingThreshold: Equatable, Sendable {
  package var name: String
  package var value: Double
  package var reason: String

  package init(_ name: String, _ value: Double, because reason: String) {
    self.name = name
    self.value = value
    self.reason = reason
  }
}

extension FindingRule {
  package static var thresholds: [FindingThreshold] { [] }

  /// A finding of this rule about one provider.
  static func finding(
    _ tally: ProviderTally, _ severity: Finding.Severity, _ statement: String, count: Int,
    of total: Int, unit: String, subject: String = "", worse: Finding.Trend = .more,
    details: [Finding.Detail] = [], evidence: [SessionMark]
  ) -> Finding {
    Finding(
      rule: id, severity: severity, provider: tally.provider, direction: tally.direction,
      statement: statement, count: count, total: total, unit: unit, subject: subject,
      worse: worse, details: details, evidence: evidence)
  }
}

/// Words for lists of names.
enum Listing {
  /// The first names, separated by commas, and how many are left out.
  static func words(_ names: [String], limit: Int = 8) -> String {
    words(names, count: names.count, limit: limit)
  }

  /// The same for the `count` names of a sequence, of which only the first are made.
  static func words(_ names: some Sequence<String>, count: Int, limit: Int = 8) -> String {
    let shown = names.prefix(limit).joined(separator: ", ")
    let left = count - min(limit, count)
    return left == 0 ? shown : "\(shown) and \(left) more"
  }

  /// Names with their counts, most frequent first.
  static func words(_ counts: [(name: String, count: Int)], others: Int, limit: Int = 4) -> String {
    var parts = counts.prefix(limit).map { "\($0.name) (\($0.count))" }
    let left = counts.dropFirst(limit).reduce(others) { $0 + $1.count }
    if left > 0 { parts.append("others (\(left))") }
    return parts.joined(separator: ", ")
  }
}
