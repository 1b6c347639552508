// SPDX-License-Identifier: Apache-2.0
package import SessionLog

/// A setting of a mail server that would make its log state what it leaves open now.
package struct Advice: Equatable, Sendable {
  package var dialect: Session.Server
  package var direction: Session.Direction
  package var fact: UnstatedTally.Fact
  /// What is not known now, as the end of `Not known of 12 of 30 deliveries: `.
  package var missing: String
  /// The setting, as it stands in the server's configuration; what else helps, where none does.
  package var setting: String
  /// The file that the setting belongs to; empty where it is none.
  package var file: String

  /// The sentence for an operator.
  package func text(_ count: Int, of units: Int) -> String {
    let unit = direction == .inbound ? "sessions" : "deliveries"
    let remedy = file.isEmpty ? setting : "\(setting) in \(file)"
    return "\(missing): not logged for \(count) of \(units) \(unit); \(remedy)"
  }
}
