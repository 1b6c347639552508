// SPDX-License-Identifier: Apache-2.0
import MIME
import MailTypes
import ProviderFindings
import Reports
import SessionLog

/// A report as a message for `sendmail -t`: text that fits a small window, and HTML that readers of mail show.
struct NightMail {
  /// Lines of the text, at most, and their width.
  private static let lines = 60
  private static let width = 78

  let octets: [UInt8]

  init(
    _ summary: Summary, _ page: Page, to address: String, zone: ZoneRules, now: LogTimestamp,
    choice: SectionChoice
  ) {
    let short = ReportContext(zone: zone, top: 12, detail: 1)
    let text = TextRenderer(width: Self.width, colours: false, detail: 1)
      .render(
        ReportCatalogue.report(on: summary, choice: choice, context: short).withoutHints)
    let subject = Self.subject(of: summary)
    let identity = Self.hash(subject + text)
    let boundary = "logscan-" + identity
    var message = ""
    message += "From: logscan <\(address)>\r\n"
    message += "To: \(address)\r\n"
    message += "Subject: \(subject)\r\n"
    message += "Date: \(Self.date(now, zone))\r\n"
    message += "Message-ID: <\(identity).logscan@\(Self.host)>\r\n"
    message += "Auto-Submitted: auto-generated\r\n"
    message += "MIME-Version: 1.0\r\n"
    message += "Content-Type: multipart/alternative; boundary=\"\(boundary)\"\r\n\r\n"
    message += Self.part("plain", Self.cut(text), boundary)
    message += Self.part("html", MailRenderer.render(page), boundary)
    message += "--\(boundary)--\r\n"
    octets = Array(message.utf8)
  }

  /// Whether a night is worth a message where nothing else was asked for.
  static func hasSomethingToSay(_ summary: Summary) -> Bool {
    guard let night = summary.night else { return true }
    if !night.late.isEmpty || night.hasNews(of: .warning) { return true }
    if RunSetup.status(of: summary.coverage, hasState: true) != .complete { return true }
    return summary.findings.indices.contains { place in
      summary.findings[place].severity != .notice
        && summary.change(ofFinding: place)?.isNews ?? true
    }
  }

  /// `logscan mail.example: 1 alarm, 2 warnings, 30 Nov`.
  static func subject(of summary: Summary) -> String {
    var parts: [String] = []
    for severity in [Finding.Severity.alarm, .warning] {
      let findings = summary.findings.indices.count { place in
        summary.findings[place].severity == severity
          && summary.change(ofFinding: place)?.isNews ?? true
      }
      let changes = summary.night?.changes.count { $0.severity == severity } ?? 0
      let late = summary.night?.lateFindings.count { $0.finding.severity == severity } ?? 0
      let count = findings + changes + late
      if count > 0 { parts.append(NumberText.counted(count, severity.name)) }
    }
    if parts.isEmpty, let night = summary.night, !night.missing.isEmpty { parts.append("no log") }
    if parts.isEmpty { parts.append("nothing new") }
    if let last = (summary.night.map { $0.days + $0.missing } ?? []).max() {
      parts.append(CivilDate(days: last).dayAndMonth)
    }
    return "logscan \(host): " + parts.joined(separator: ", ")
  }

  /// The date of the message (RFC 5322 section 3.3).
  private static func date(_ now: LogTimestamp, _ zone: ZoneRules) -> String {
    let zoned = zone.zoned(now)
    let civil = CivilTime(now)
    let minutes = zoned.offsetMinutes.magnitude
    func two(_ number: Int) -> String { DecimalText.padded(UInt64(number), 2) }
    let sign = zoned.offsetMinutes < 0 ? "-" : "+"
    return "\(now.date.longText) "
      + "\(two(civil.hour)):\(two(civil.minute)):\(two(civil.second)) "
      + "\(sign)\(two(Int(minutes / 60)))\(two(Int(minutes % 60)))"
  }

  /// The machine's name, as far as it can stand in a header field.
  private static var host: String {
    let name = (try? TextFile.read("/etc/hostname")) ?? ""
    let plain = name.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? ""
    let isPlain = plain.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
        || $0 == 0x2D || $0 == 0x2E
    }
    return isPlain && !plain.isEmpty ? plain : "localhost"
  }

  private static func hash(_ text: String) -> String {
    SessionID(OctetHash.plain(Array(text.utf8))).description
  }

  /// The first lines, and how many are left out.
  private static func cut(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count > Self.lines else { return text }
    let shown = lines.prefix(Self.lines - 2).joined(separator: "\n")
    return shown
      + "\n\n… \(lines.count - Self.lines + 2) more lines: see the other form of this message.\n"
  }

  private static func part(_ subtype: String, _ text: String, _ boundary: String) -> String {
    var lines: [UInt8] = []
    for octet in text.utf8 {
      if octet == UInt8(ascii: "\n") { lines.append(UInt8(ascii: "\r")) }
      lines.append(octet)
    }
    var sink = MailOctets()
    var encoder = QuotedPrintableEncoder()
    encoder.encode(lines.span, into: &sink)
    encoder.finish(into: &sink)
    return "--\(boundary)\r\nContent-Type: text/\(subtype); charset=utf-8\r\n"
      + "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
      + String(decoding: sink.octets, as: UTF8.self) + "\r\n"
  }
}

private struct MailOctets: OctetSink {
  var octets: [UInt8] = []

  mutating func write(_ octets: Span<UInt8>) {
    for index in octets.indices { self.octets.append(octets[index]) }
  }
}
