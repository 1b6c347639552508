// SPDX-License-Identifier: Apache-2.0
import MIME
import MailStores
import MailTypes
import OctetSources
import ProviderFindings

/// Reads SMTP TLS reports: JSON, compressed or not, or the mail that brought them, in files, mailboxes and directories.
struct TLSReportReading {
  /// Octets of a report at most, and of what it is packed into.
  private static let most = 32 << 20

  private var directory: ProviderDirectory
  private var received = ReceivedTLSReports()

  /// All reports of the paths; what cannot be read is named in the result and stops nothing.
  static func read(_ paths: [String], aliases: AliasTable) -> ReceivedTLSReports {
    var reading = TLSReportReading(directory: ProviderDirectory(aliases: aliases))
    let plan = InputPlan(paths: paths, selecting: .everyFile)
    for problem in plan.problems { reading.note(problem.path, problem.failure.description) }
    var source = OctetSource(plan)
    var mail = MailReader(plan)
    for input in 0..<plan.count {
      let path = plan.path(of: input)
      do throws(InputFailure) {
        guard let octets = try Self.octets(of: input, &source) else {
          reading.note(path, "is larger than any report")
          continue
        }
        if Self.isJSON(octets) {
          reading.take(octets, from: path)
        } else {
          reading.take(mailIn: input, path, &mail)
        }
      } catch {
        reading.note(path, error.description)
      }
    }
    return reading.received
  }

  /// Nil for more than a report can have.
  private static func octets(
    of input: Int, _ source: inout OctetSource
  ) throws(InputFailure) -> [UInt8]? {
    var octets: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    try source.open(input)
    defer { source.close() }
    while true {
      var span = buffer.mutableSpan
      let count = try source.read(into: &span)
      if count == 0 { return octets }
      octets += buffer[..<count]
      if octets.count > most { return nil }
    }
  }

  private static func isJSON(_ octets: [UInt8]) -> Bool {
    octets.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: "{")
  }

  private mutating func note(_ path: String, _ reason: String) {
    received.problems.append(ReceivedTLSReports.Problem(input: path, reason: reason))
  }

  private mutating func take(_ json: [UInt8], from path: String) {
    let value: JSONValue
    do { value = try JSONValue(parsing: json) } catch { return note(path, "is \(error)") }
    do throws(ReceivedTLSReport.Defect) {
      let report = try ReceivedTLSReport(value)
      received.add(report, of: directory.provider(ofName: report.submitter))
    } catch {
      note(path, error.description)
    }
  }

  /// Takes the reports that messages bring (RFC 8460 section 5.3).
  private mutating func take(mailIn input: Int, _ path: String, _ mail: inout MailReader) {
    var messages = MessageCollector(most: Self.most)
    let file = mail.read(input, into: &messages)
    if let failure = file.failure { note(path, failure.description) }
    var found = 0
    for octets in messages.all {
      let message = Message(octets)
      for part in message.parts where Self.isReport(part) {
        found += 1
        let decoded = part.decoded
        let isCompressed = decoded.starts(with: [0x1F, 0x8B])
        guard let json = isCompressed ? GzipFrame.decompress(decoded, atMost: Self.most) : decoded
        else {
          note(path, "brings a report whose compressed data is damaged")
          continue
        }
        take(json, from: path)
      }
    }
    if found == 0, file.failure == nil { note(path, "holds no SMTP TLS report") }
  }

  private static func isReport(_ part: MessagePart) -> Bool {
    let type = "\(part.type.type)/\(part.type.subtype)".lowercased()
    if type == "application/tlsrpt+gzip" || type == "application/tlsrpt+json" { return true }
    let name = part.name?.lowercased() ?? ""
    return name.hasSuffix(".json.gz") || name.hasSuffix(".json")
  }
}

/// Messages in memory, of each file as many octets as a mailbox of reports has.
private struct MessageCollector: MessageHandler {
  private let most: Int
  private(set) var all: [[UInt8]] = []
  private var count = 0

  init(most: Int) { self.most = most }

  mutating func beginMessage(_ place: MessagePlace) { all.append([]) }

  mutating func receive(_ octets: Span<UInt8>) {
    count += octets.count
    guard count <= most else { return }
    for index in octets.indices { all[all.count - 1].append(octets[index]) }
  }

  mutating func endMessage() {}
}
