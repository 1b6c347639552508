// SPDX-License-Identifier: Apache-2.0

/// The list of findings for people, made from the rules themselves.
package enum FindingDocument {
  /// Markdown; `Documentation/Findings.md` is this text.
  package static func markdown(_ rules: [any FindingRule.Type]) -> String {
    var text = """
      # Findings

      What `logscan report` points out about mail providers, in the order of the rules. This file is
      generated from the rules; a test fails when it is not current (`Scripts/record-goldens` writes it
      anew).

      Each finding names its count and the total that the count is out of. Below \
      \(Finding.fewSessions) it is marked as resting on few sessions. Shares come with the
      95 % interval of Wilson; thresholds on shares are compared with its lower end, so that two
      sessions do not convict anybody.

      | id | finding |
      |---|---|

      """
    for rule in rules { text += "| [`\(rule.id)`](#\(rule.id)) | \(rule.title) |\n" }
    for rule in rules {
      text += "\n## \(rule.id)\n\n**\(rule.title).** \(rule.meaning)\n\n\(rule.importance)\n"
      text += "\nSee " + rule.references.joined(separator: ", ") + ".\n"
      for threshold in rule.thresholds {
        text += "\n- \(threshold.name): \(number(threshold.value)), because \(threshold.reason)\n"
      }
    }
    return text
  }

  /// Without a fraction where there is none.
  private static func number(_ value: Double) -> String {
    value == value.rounded() ? String(Int(value)) : String(value)
  }
}
