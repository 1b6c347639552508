// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import SessionLog
import TestSupport
import Testing

@Suite struct EximDocumentationTests {
  @Test func `the list of Exim's messages in Documentation is current`() throws {
    let name = "Documentation/EximMessages.md"
    let current = EximCatalogue.documentation()
    if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" {
      try Folder(path: Repository.root).write(current, to: name)
    }
    #expect(
      try Repository.text(name) == current, "record it with Scripts/record-goldens, review the diff"
    )
  }
}
