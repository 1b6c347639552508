// SPDX-License-Identifier: Apache-2.0

extension EximCatalogue {
  /// The list of all messages for `Documentation/EximMessages.md`, generated from the patterns.
  package static func documentation() -> String {
    var text = """
      # Exim's log messages

      Generated from the patterns in `Sources/SessionLog/Dialects/Exim/Events/Patterns` by
      `EximCatalogue.documentation()`; do not edit. Record it again with `Scripts/record-goldens`.

      Every message of Exim's main log that is recognised, one section for each pattern, with a sample of each
      wording: what stands behind the time, the process and the message id, the versions that write it, and what
      it says. A `remark` is recognised but says nothing that a session's facts rest on.


      """
    for pattern in patterns {
      text += "## \(pattern.name)\n\n\(pattern.meaning)\n\n"
      text += "| message | versions | says |\n|---|---|---|\n"
      for sample in pattern.samples {
        let id = sample.hasID ? "‹id› " : ""
        text += "| \(code(id + sample.text)) | \(sample.versions) | \(code(sample.summary)) |\n"
      }
      text += "\n"
    }
    text.removeLast()
    return text
  }

  /// A text as code in a table cell.
  private static func code(_ text: String) -> String {
    "`` \(text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")) ``"
  }
}
