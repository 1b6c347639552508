// SPDX-License-Identifier: Apache-2.0
package import MailTypes
package import ProviderFindings
package import SessionLog

/// The page that an operator opens: what is wrong, since when, who, and the sessions that prove it.
///
/// Plain values, made from a summary (and from what is known of the nights before, if anything is); how it
/// looks is `PageRenderer`'s affair.
package struct Page: Equatable, Sendable {
  /// Begins with the verdict, so that a tab or the preview of a mail reports it.
  package var title: String
  /// What the page is about, and the span that it covers.
  package var name: String
  package var span: String
  /// The state of things in one sentence.
  package var state: [Phrase]
  package var numbers: [HeadlineNumber]
  package var nights: NightCalendar?
  /// What came late, what is missing, and what is other than in the weeks before.
  package var changes: Report.Section?
  package var findings: [FindingGroup]
  package var figures: [Figure]
  /// What is another now than at the beginning of the charts.
  package var movements: [Movement]
  package var providers: [ProviderEntry]
  /// What the table of providers covers: `the 28 nights to 30 Nov 2026`.
  package var providersSpan: String
  /// The measured corpus and what its encodings cost.
  package var mail: MailPart?
  /// What was read, and what the log leaves open.
  package var coverage: [Table]
  /// The sections of the report, each with its tables.
  package var sections: [Report.Section]
  /// The program and its version.
  package var maker: String

  /// A part of a sentence; one with a target is a link to it.
  package struct Phrase: Equatable, Sendable {
    package var text: String
    package var target: String?

    package init(_ text: String, target: String? = nil) {
      self.text = text
      self.target = target
    }
  }

  /// A number above the fold, with the days before it.
  package struct HeadlineNumber: Equatable, Sendable {
    package var label: String
    package var value: String
    package var unit: String
    /// What it is compared with, in words; empty where nothing came before.
    package var change: String
    /// Whether the change is for the worse.
    package var isWorse: Bool
    package var usual: String
    /// One value a day, oldest first; nil where the day has none.
    package var days: [Double?]
  }

  /// What each night brought that was new.
  package struct NightCalendar: Equatable, Sendable {
    package var nights: [Night]

    package struct Night: Equatable, Sendable {
      package var date: CivilDate
      package var kind: Kind
      /// What it brought, in words.
      package var note: String
    }

    package enum Kind: UInt8, CaseIterable, Sendable { case alarm, warning, notice, quiet, noLog }
  }

  /// A share that has changed beyond chance.
  package struct Movement: Equatable, Sendable {
    package var label: String
    /// In percent.
    package var before: String
    package var after: String
    /// The figure that shows it.
    package var target: String
  }

  /// Stored mail that was measured: not this server's traffic.
  package struct MailPart: Equatable, Sendable {
    /// The answer, then what goes with it.
    package var paragraphs: [String]
    package var figure: Figure
    package var tables: [Table]
    /// What was measured.
    package var note: String
  }

  /// Findings under one heading.
  package struct FindingGroup: Equatable, Sendable {
    package var id: String
    package var title: String
    package var entries: [FindingEntry]
    /// Notices are folded: they ask nobody to do anything.
    package var isFolded: Bool
  }

  package struct FindingEntry: Equatable, Sendable {
    package var id: String
    /// Stable name of the rule that found it.
    package var rule: String
    package var severity: Finding.Severity
    /// Whom it is about, and the place of that provider's row; nil where it is about all.
    package var subject: String
    package var target: String?
    /// What it does: `delivered mail in the clear after a failed handshake`.
    package var deed: String
    /// Out of what, in which direction, how sure.
    package var basis: String
    package var share: Ratio?
    /// Where the true share lies, in permille, with a confidence of 95 %.
    package var interval: ClosedRange<Int>?
    /// Since when, in words; empty where nothing is known of other nights.
    package var life: String
    /// On how many nights.
    package var lifeRemark: String
    /// Runs of the days on which it showed, as permille of the year's width; the newest run last.
    package var runs: [ClosedRange<Int>]
    package var isNew: Bool
    package var isGone: Bool
    /// Why it matters and what can be done, with the standards that say so.
    package var reason: String
    package var details: [Finding.Detail]
    package var evidence: [SessionMark]
  }

  /// A provider's row and the page below it.
  package struct ProviderEntry: Equatable, Sendable {
    package var id: String
    package var name: String
    package var alarms: Int
    package var warnings: Int
    package var isNew: Bool
    /// In the order of `ProviderColumns`.
    package var cells: [Table.Cell]
    /// Messages of each four weeks of the year, oldest first; empty where nothing is known of it.
    package var year: [Int]
    /// Nil for one of many that had no findings: the row is all.
    package var detail: ProviderDetail?
  }

  package struct ProviderDetail: Equatable, Sendable {
    /// Who it is and how that is known.
    package var identity: String
    package var findings: [FindingEntry]
    package var trends: [ProviderTrend]
    package var tables: [Table]
    package var transcripts: [PageTranscript]
  }

  /// A number of a provider over the year.
  package struct ProviderTrend: Equatable, Sendable {
    package var label: String
    /// One value a fortnight, oldest first.
    package var values: [Double?]
    /// The least and the greatest of them, and the last.
    package var range: String
    package var now: String
  }
}

/// The transcript of a session that proves a finding.
package struct PageTranscript: Equatable, Sendable {
  package var id: SessionID
  /// Direction, peer, TLS, ending.
  package var summary: String
  package var lines: [Line]
  /// Lines in the middle that are left out.
  package var omitted: Int

  package struct Line: Equatable, Sendable {
    package var time: String
    /// `C`, `S` or `--`.
    package var side: String
    package var text: String

    package init(time: String, side: String, text: String) {
      self.time = time
      self.side = side
      self.text = text
    }
  }

  package init(id: SessionID, summary: String, lines: [Line], omitted: Int) {
    self.id = id
    self.summary = summary
    self.lines = lines
    self.omitted = omitted
  }
}
