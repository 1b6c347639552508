// SPDX-License-Identifier: Apache-2.0
package import ProviderFindings

/// All sections of the report, in the order in which they are shown.
package enum ReportCatalogue {
  package static let sections: [any ReportSection.Type] = [
    HeadSection.self, NightSection.self, SharesSection.self, PeriodsSection.self,
    AttentionSection.self,
    ChangesSection.self,
    ProvidersSection.self, TLSReportsSection.self,
    ProtocolsSection.self, CertificatesSection.self, FallbackSection.self,
    ServerNamesSection.self, EndingsSection.self, RefusalsSection.self, QuotedSection.self,
    UnicodeSection.self, TransferSection.self, ExtensionsSection.self, OffencesSection.self,
    SendersSection.self,
    HoursSection.self, LatencySection.self, UnknownMessagesSection.self, CoverageSection.self,
  ]

  /// The sections' names, in the same order.
  package static var names: [String] { sections.map { $0.name } }

  /// The report on a summary: the chosen sections that have something to show.
  package static func report(
    on summary: Summary, choice: SectionChoice = .all, context: ReportContext
  ) -> Report {
    var report = Report(title: "logscan report")
    for section in sections
    where choice.includes(section.name, leastDetail: section.leastDetail, context.detail) {
      var blocks = section.blocks(of: summary, in: context)
      if blocks.isEmpty, choice.names(section.name) { blocks = [.paragraph("none")] }
      guard !blocks.isEmpty else { continue }
      report.sections.append(
        .init(name: section.name, title: section.title, blocks: blocks))
    }
    return report
  }
}

/// Which sections are wanted: `tls,refusals` only these, `-hours` all but this.
package struct SectionChoice: Equatable, Sendable {
  private var only: [String] = []
  private var without: [String] = []

  package static let all = SectionChoice()

  private init() {}

  /// Reads `a,b,-c`.
  package init(parsing text: String) throws(UnknownSection) {
    for word in text.split(separator: ",") {
      let isRemoval = word.hasPrefix("-")
      let name = String(isRemoval ? word.dropFirst() : word)
      guard ReportCatalogue.sections.contains(where: { $0.name == name }) else {
        throw UnknownSection(name: name)
      }
      if isRemoval { without.append(name) } else { only.append(name) }
    }
  }

  /// Whether the section is asked for by name: then it is shown even if it is empty.
  func names(_ name: String) -> Bool { only.contains(name) && !without.contains(name) }

  /// A section that is asked for by name is shown whatever the detail.
  func includes(_ name: String, leastDetail: Int, _ detail: Int) -> Bool {
    if without.contains(name) { return false }
    return only.isEmpty ? detail >= leastDetail : only.contains(name)
  }
}

/// No section has this name.
package struct UnknownSection: Error, Equatable {
  package var name: String
}
