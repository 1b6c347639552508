// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import TestSupport
import Testing

/// The manual pages that `Scripts/man` writes from the program's own definition.
@Suite(
  .enabled(
    if: BuiltProgram.canMeasureMemory, "python3 is not installed: no manual pages to look at"))
struct ManualPageTests {
  @Test(
    "each command has a page, whose name has no blank, and each option of its help stands on it")
  func pagesAreWhole() throws {
    try withTemporaryFolder { folder in
      let run = try BuiltProgram.shell("Scripts/man \"$LOGSCAN\" '\(folder.path)/man'")
      #expect(run.exitCode == 0, "\(run.error)")
      for command in ["", "report", "sessions", "peers", "mime convert", "findings mute"] {
        let words = command.split(separator: " ").map(String.init)
        let name = (["logscan"] + words).joined(separator: "-")
        let page = String(decoding: try folder.octets("man/\(name).1"), as: UTF8.self)
        let plain = page.replacing("\\-", with: "-")
        #expect(plain.contains("\n.SH NAME\n\(name) - "))
        let help = try BuiltProgram.logscan.run(words + ["--help"]).output
        let options = help.split(whereSeparator: { " ,\n".contains($0) }).filter {
          $0.hasPrefix("--") && $0.count > 3
        }
        .map { $0.prefix { $0.isLetter || $0 == "-" } }
        #expect(options.count >= 2)
        for option in options {
          #expect(plain.contains(option), "\(name): \(option)")
        }
      }
    }
  }

  @Test(
    "roff has nothing to say about the pages",
    .enabled(if: Folder(path: "/usr/bin").exists("groff")))
  func roffAccepts() throws {
    try withTemporaryFolder { folder in
      let run = try BuiltProgram.shell(
        """
        Scripts/man "$LOGSCAN" '\(folder.path)/man' > /dev/null || exit 1
        for page in '\(folder.path)'/man/*.1; do groff -man -ww -z -Tutf8 "$page" || exit 1; done
        """)
      #expect(run.exitCode == 0)
      #expect(run.error == "")
    }
  }
}
