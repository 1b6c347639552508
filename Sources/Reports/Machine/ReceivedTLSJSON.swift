// SPDX-License-Identifier: Apache-2.0
import MailTypes
import ProviderFindings
import SessionLog

/// Received SMTP TLS reports in machine-readable reports.
enum ReceivedTLSJSON {
  /// The members of one report.
  static func writeMembers(
    of report: ReceivedTLSReport, provider: Provider?, into json: inout JSONWriter
  ) {
    json.member("organization", report.name)
    json.member("provider", provider?.name)
    json.member("reportId", report.id)
    json.member("firstDay", TimeText.date(CivilTime(LogTimestamp(day: report.days.lowerBound))))
    json.member("lastDay", TimeText.date(CivilTime(LogTimestamp(day: report.days.upperBound))))
    json.member("successful", report.successful)
    json.member("failed", report.failed)
    json.array("failures") { json in
      for failure in report.failures {
        json.object { json in
          json.member("result", failure.result)
          json.member("reason", failure.reason.isEmpty ? nil : failure.reason)
          json.member("host", failure.host.isEmpty ? nil : failure.host)
          json.member("sessions", failure.sessions)
        }
      }
    }
  }
}
