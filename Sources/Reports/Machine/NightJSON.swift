// SPDX-License-Identifier: Apache-2.0
import MailTypes
import ProviderFindings
import SessionLog

/// What the memory adds to a machine-readable report.
enum NightJSON {
  static func writeMembers(of night: NightNotes, into json: inout JSONWriter) {
    json.strings("days", night.days.map(date))
    json.strings("withoutLog", night.missing.map(date))
    json.array("late") { json in
      for (day, sessions) in night.late {
        json.object { json in
          json.member("day", date(day))
          json.member("sessions", sessions)
        }
      }
    }
    json.array("lateFindings") { json in
      for (day, finding) in night.lateFindings {
        json.object { json in
          json.member("day", date(day))
          write(finding, into: &json)
        }
      }
    }
    json.array("changes") { json in
      for change in night.changes {
        json.object { json in
          json.member("day", date(change.day))
          json.member("kind", change.kind.rawValue)
          json.member("severity", change.severity.name)
          write(change.peer, into: &json)
          json.member("what", change.what)
          write("before", change.before, into: &json)
          write("now", change.now, into: &json)
        }
      }
    }
    json.array("reminders") { json in
      for life in night.reminders {
        json.object { json in
          write(life.finding, into: &json)
          json.member("since", date(life.since))
          json.member("nights", life.nights)
          json.member("status", life.status.rawValue)
        }
      }
    }
    json.member("mutedFindings", night.muted)
    json.array("mutes") { json in
      for mute in night.mutes {
        json.object { json in
          json.member("rule", mute.rule)
          json.member("provider", mute.provider)
          json.member("until", date(mute.until))
          json.member("because", mute.because)
        }
      }
    }
    json.member("filesKnown", night.filesKnown)
  }

  private static func write(_ finding: DayFinding, into json: inout JSONWriter) {
    json.member("rule", finding.identity.rule)
    json.member("severity", finding.severity.name)
    write(finding.identity.peer, into: &json)
    json.member("subject", finding.identity.subject.isEmpty ? nil : finding.identity.subject)
  }

  private static func write(_ peer: ComparedPeer, into json: inout JSONWriter) {
    json.member("provider", peer.name)
    json.member("direction", peer.direction.name)
  }

  private static func write(
    _ name: String, _ part: PeerShares.Part, into json: inout JSONWriter
  ) {
    json.object(name) { json in
      json.member("count", part.count)
      json.member("of", part.total == 0 ? nil : part.total)
    }
  }

  private static func date(_ day: Int) -> String {
    TimeText.date(CivilTime(LogTimestamp(day: day)))
  }
}
