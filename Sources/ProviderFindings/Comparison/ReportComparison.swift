// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// What a finding is to the report before.
package enum FindingChange: Equatable, Sendable {
  case new
  /// More severe, or changed in its bad direction beyond doubt (`Finding.worse`): the intervals of the two shares have nothing in common.
  case worse(EarlierFinding)
  /// Neither.
  case known(EarlierFinding)

  package var isNews: Bool {
    switch self {
    case .new, .worse: true
    case .known: false
    }
  }

  package var name: String {
    switch self {
    case .new: "new"
    case .worse: "worse"
    case .known: "known"
    }
  }

  package var before: EarlierFinding? {
    switch self {
    case .new: nil
    case .worse(let before), .known(let before): before
    }
  }
}

/// What is different since an earlier report.
///
/// Most providers do not come every night. A finding is therefore *gone* only where its provider had
/// sessions and did not show it again; where there was none, it is *unseen*, which proves nothing. It is
/// carried on from report to report, so that the provider's next visit is not news.
package struct ReportComparison: Equatable, Sendable {
  /// False in the first report of all.
  package let hasEarlier: Bool
  /// Of the earlier report; nil where it had no session.
  package let period: ReportPeriod?
  /// For each finding of the summary, in the same order; empty in the first report.
  package let changes: [FindingChange]
  package let gone: [EarlierFinding]
  package let unseen: [EarlierFinding]
  /// In the order of the summary's providers; the two directions as a whole first.
  package let shares: [ShareChange]

  /// For how long findings are carried on: monthly newsletters come back in time.
  package static let longestAbsence: Int64 = 90 * 24 * 3_600_000_000
  /// How many are carried on at most, so that a file of years stays small.
  package static let unseenLimit = 10_000

  /// The first report, which there is nothing to compare with.
  package init() {
    hasEarlier = false
    period = nil
    changes = []
    gone = []
    unseen = []
    shares = []
  }

  /// Number of findings that are new, and that are worse.
  package var newCount: Int { changes.count { $0 == .new } }
  package var worseCount: Int { changes.count { $0.isNews } - newCount }
}
