// SPDX-License-Identifier: Apache-2.0
import Reports
import TestSupport
import Testing

/// Each section of the report, from tallies that are small enough to be counted by hand.
@Suite struct SectionTests {
  @Test func `each section has cases`() {
    #expect(SectionCases.all.keys.sorted() == ReportCatalogue.names.sorted())
  }

  @Test(arguments: ReportCatalogue.names)
  func `a section shows what was counted`(section: String) throws {
    var text = ""
    let cases = [SectionCase(title: "no session")] + (SectionCases.all[section] ?? [])
    for example in cases {
      text += "# \(example.title)\n\n\(try example.text(of: section))\n"
    }
    expectGolden(text, named: "Sections/\(section).txt")
  }

  /// What a section shows comes from what was counted: no case of a section looks like that of no session.
  @Test(arguments: ReportCatalogue.names)
  func `no case of a section is empty`(section: String) throws {
    let nothing = try SectionCase(title: "").text(of: section)
    for example in SectionCases.all[section] ?? [] {
      #expect(try example.text(of: section) != nothing, "\(example.title)")
    }
  }
}
