// SPDX-License-Identifier: Apache-2.0

extension MessageCatalogue {
  /// The list of all messages for `Documentation/LogMessages.md`, generated from the patterns.
  package static func documentation() -> String {
    var text = """
      # Log messages

      Generated from the patterns in `Sources/SessionLog/Dialects/Ghsmtp/Events/Patterns` by
      `MessageCatalogue.documentation()`; do not edit. Record it again with `RECORD_GOLDENS=1 swift test`.

      Every message of the MTA's log that is recognised, one section for each pattern, with a sample of
      each wording: severity, source (server, client, or code that both share), the years in which builds wrote it,
      and the event that it gives. `remark` is recognised but says nothing that a session's facts rest on.


      """
    for pattern in patterns {
      text += "## \(pattern.name)\n\n\(pattern.meaning)\n\n"
      text += "| message | sev | source | period | event |\n|---|---|---|---|---|\n"
      for sample in pattern.samples { text += row(sample) }
      text += "\n"
    }
    return text + refusals()
  }

  private static func row(_ sample: MessageSample) -> String {
    "| \(code(sample.text)) | \(letter(sample.severity)) | \(sample.origin) "
      + "| \(sample.period) | `\(sample.event)` |\n"
  }

  private static func refusals() -> String {
    var text = """
      ## Implied replies

      The server's log names no reply codes. For each class of refusal, the command and the reply of the
      build of June 2018, which is taken for sessions until the end of that year, and of the newest build. Builds between them
      may have sent either, or other codes, so reports mark them as implied.

      | class | command | June 2018 | newest |
      |---|---|---|---|

      """
    for refusal in Refusal.allCases {
      let replies = Refusal.Build.allCases.map { build in
        let implied = refusal.implied(by: build)
        return "\(implied.code)\(implied.enhanced.map { " \($0)" } ?? "")"
      }
      let verb = refusal.implied(by: .newest).verb
      text += "| \(refusal.name) | \(verb) | \(replies.joined(separator: " | ")) |\n"
    }
    return text
  }

  private static func letter(_ severity: Severity) -> String {
    switch severity {
    case .info: "I"
    case .warning: "W"
    case .error: "E"
    case .fatal: "F"
    }
  }

  /// A text as code in a table cell: octets that would not show are written as in C.
  private static func code(_ text: String) -> String {
    var shown = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\r": shown += "\\r"
      case "\n": shown += "\\n"
      case "|": shown += "\\|"
      case let other where other.value < 0x20:
        let digits = String(other.value, radix: 16)
        shown += "\\x" + (digits.utf8.count < 2 ? "0" : "") + digits
      case let other: shown.unicodeScalars.append(other)
      }
    }
    return shown.isEmpty ? "(empty)" : "`` \(shown) ``"
  }
}
