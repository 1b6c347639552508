// SPDX-License-Identifier: Apache-2.0
package import MailTypes
package import ProviderFindings
import SessionLog

/// The coverage of a run as a JSON object.
package enum CoverageJSON {
  package static func write(_ coverage: Coverage, into writer: inout JSONWriter) {
    writer.object { object in
      object.member("files", coverage.files)
      object.member("filesWithoutRecord", coverage.filesWithoutRecord)
      object.member("filesSkipped", coverage.filesSkipped)
      object.member("octets", coverage.scan.octets)
      object.member("lines", coverage.scan.lines)
      object.member("records", coverage.scan.records)
      object.member("continuations", coverage.scan.continuations)
      object.member("preambles", coverage.scan.preambles)
      object.member("foreign", coverage.scan.foreign)
      object.member("notes", coverage.scan.notes)
      object.member("suppressions", coverage.scan.suppressions)
      object.member("recordsInside", coverage.scan.recordsInside)
      object.member("unrecognised", coverage.scan.unrecognised)
      object.member("duplicates", coverage.duplicateSessions)
      object.member("duplicateRecords", coverage.duplicateRecords)
      object.member("defects", coverage.scan.defects)
      object.member("impaired", coverage.scan.impaired)
      object.member("impossibleLeapDays", coverage.impossibleLeapDays)
      object.member("sessions", coverage.sessions)
      object.member("sessionsFilteredOut", coverage.filteredOut)
      object.member("sessionsStillOpen", coverage.sessionsOpen)
      object.member("sessionsLackingBeginning", coverage.sessionsLackingBeginning)
      object.member("sessionsAmbiguous", coverage.sessionsAmbiguous)
      object.member("sessionsInDoubt", coverage.sessionsInDoubt)
      object.object("doubts") { doubts in
        for (reason, count) in zip(Doubt.names, coverage.doubts) where count > 0 {
          doubts.member(reason.name, count)
        }
      }
      object.member("deliveries", coverage.deliveries)
      object.member("sessionsWithoutInfo", coverage.sessionsWithoutInfo)
      object.member("sessionsJoined", coverage.sessionsJoined)
      object.member("recordsOutOfOrder", coverage.recordsOutOfOrder)
      object.member("recordsOfForwarding", coverage.recordsOfForwarding)
      write(coverage.flow, into: &object)
      object.member("sessionsInFuture", coverage.sessionsInFuture)
      object.member("filesDatedByTime", coverage.filesDatedByTime)
      object.strings("datedByTime", coverage.datedByTime)
      object.member("unconnectedAttempts", coverage.unconnectedAttempts)
      object.object("yearSources") { sources in
        for source in YearSource.allCases {
          sources.member(source.name, coverage.yearSources[source])
        }
      }
      write(coverage.unreadable, named: "unreadable", into: &object)
      write(coverage.truncated, named: "truncated", into: &object)
      object.array("unknownMessages") { array in
        for message in coverage.unknownMessages {
          array.object { entry in
            entry.member("source", message.sourceFile)
            entry.member("shape", message.shape)
            entry.member("count", message.count)
            entry.member("input", message.input)
            entry.member("line", message.line)
          }
        }
      }
      object.array("defectSamples") { array in
        for sample in coverage.defectSamples {
          array.object { entry in
            entry.member("input", sample.input)
            entry.member("line", sample.line)
            entry.member("reason", sample.reason)
            entry.member("excerpt", sample.excerpt)
          }
        }
      }
    }
  }

  /// Only where a log is about a queue.
  private static func write(_ flow: MailFlow, into writer: inout JSONWriter) {
    guard flow != MailFlow() else { return }
    writer.object("flow") { object in
      object.member("messages", flow.messagesQueued)
      object.member("octets", flow.octetsQueued)
      object.member("forgotten", flow.forgottenMessages)
      for (name, counts) in [
        ("remote", flow.remote), ("local", flow.local), ("withoutServer", flow.withoutServer),
      ] {
        object.object(name) { recipients in
          recipients.member("sent", counts.sent)
          recipients.member("deferred", counts.deferred)
          recipients.member("bounced", counts.bounced)
        }
      }
    }
  }

  private static func write(
    _ inputs: [Coverage.Unreadable], named name: String, into writer: inout JSONWriter
  ) {
    writer.array(name) { array in
      for input in inputs {
        array.object { object in
          object.member("input", input.input)
          object.member("reason", input.reason)
        }
      }
    }
  }
}
