// SPDX-License-Identifier: Apache-2.0
import MailTypes
import ProviderFindings
import SessionLog

/// What is different since an earlier report, as JSON.
struct ComparisonJSON {
  let comparison: ReportComparison
  let time: (LogTimestamp) -> String

  /// With its lists, as one object.
  func write(into writer: inout JSONWriter) {
    writer.object { object in
      writeHead(into: &object)
      for (name, findings) in [("gone", comparison.gone), ("unseen", comparison.unseen)] {
        object.array(name) { array in
          for finding in findings { array.object { writeMembers(of: finding, into: &$0) } }
        }
      }
      object.array("shares") { array in
        for change in comparison.shares {
          array.object { writeMembers(of: change, into: &$0) }
        }
      }
    }
  }

  /// The period of the earlier report, and how many findings are what.
  func writeHead(into writer: inout JSONWriter) {
    writer.member("firstReport", !comparison.hasEarlier)
    writer.key("period")
    if let period = comparison.period {
      writer.object { object in
        object.member("first", time(period.first))
        object.member("last", time(period.last))
      }
    } else {
      writer.null()
    }
    writer.object("counts") { counts in
      counts.member("new", comparison.newCount)
      counts.member("worse", comparison.worseCount)
      counts.member("known", comparison.changes.count { !$0.isNews })
      counts.member("gone", comparison.gone.count)
      counts.member("unseen", comparison.unseen.count)
    }
  }

  func writeMembers(of finding: EarlierFinding, into writer: inout JSONWriter) {
    writer.member("rule", finding.identity.rule)
    writer.member("severity", finding.severity.name)
    write(finding.identity.peer, into: &writer)
    writer.member("subject", finding.identity.subject.isEmpty ? nil : finding.identity.subject)
    writer.member("statement", finding.statement)
    writer.member("count", finding.count)
    writer.member("total", finding.total)
    writer.member("unit", finding.unit)
    writer.member("lastSeen", finding.lastSeen.map(time))
  }

  func writeMembers(of change: ShareChange, into writer: inout JSONWriter) {
    write(change.peer, into: &writer)
    writer.member("share", change.measure.rawValue)
    for (name, part) in [("before", change.before), ("now", change.now)] {
      writer.object(name) { object in
        object.member("count", part.count)
        object.member("total", part.total)
      }
    }
  }

  private func write(_ peer: ComparedPeer, into writer: inout JSONWriter) {
    writer.member("provider", peer.name)
    writer.member("kind", peer.kind.name)
    writer.member("direction", peer.direction.name)
  }

  /// What a finding is to the earlier report: two members of the finding, null without one.
  static func write(_ change: FindingChange?, into writer: inout JSONWriter) {
    writer.member("change", change?.name)
    writer.key("before")
    guard let before = change?.before else { return writer.null() }
    writer.object { object in
      object.member("severity", before.severity.name)
      object.member("count", before.count)
      object.member("total", before.total)
    }
  }
}
