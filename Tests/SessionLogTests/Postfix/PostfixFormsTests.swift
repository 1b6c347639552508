// SPDX-License-Identifier: Apache-2.0
import MailTypes
import TestSupport
import Testing

@testable import SessionLog

/// What does not depend on how a log is written, cut, or damaged.
@Suite struct PostfixFormsTests {
  private static func sample(_ name: String) throws -> [UInt8] {
    Array(try Folder(path: Repository.root).text("samples/logs-postfix/\(name)").utf8)
  }

  @Test(arguments: ["rfc3339.log", "rfc5424.log"])
  func `every form of header gives the same sessions`(_ name: String) throws {
    let plain = PostfixLog(try Self.sample("mail.log"))
    let other = PostfixLog(try Self.sample(name))
    #expect(plain.sessions.count == 28)
    #expect(other.summaries.sorted() == plain.summaries.sorted())
    #expect(other.coverage.counts.records == plain.coverage.counts.records)
    #expect(other.coverage.counts.foreign == 0)
  }

  @Test func `an export of the journal gives the same sessions, whatever the order of its members`()
    throws
  {
    let text = String(decoding: try Self.sample("mail.log"), as: UTF8.self)
    let plain = PostfixLog(Array(text.utf8))
    var lines = ""
    for (index, line) in text.split(separator: "\n").enumerated() {
      let (tag, message) = try #require(
        line.dropFirst(21).firstRange(of: "]: ").map {
          (line.dropFirst(21)[..<$0.lowerBound], line[$0.upperBound...])
        })
      let parts = tag.split(separator: "[")
      let escaped = message.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      let moment = 1_796_086_145_000_000 + index * 1000
      let members = [
        "\"MESSAGE\":\"\(escaped)\"", "\"_HOSTNAME\":\"mail\"", "\"X\":[\"a\",\"b\"]",
        "\"SYSLOG_IDENTIFIER\":\"\(parts[0])\"", "\"_PID\":\"\(parts[1])\"",
        "\"__REALTIME_TIMESTAMP\":\"\(moment)\"",
      ]
      let turned = members[(index % 6)...] + members[..<(index % 6)]
      lines += (index % 2 == 0 ? "" : "\u{1E}") + "{\(turned.joined(separator: ","))}\n"
    }
    let journal = PostfixLog(Array(lines.utf8))
    #expect(journal.summaries.sorted() == plain.summaries.sorted())
  }

  @Test(arguments: ["mail.log", "rfc5424.log"])
  func `where blocks are cut changes nothing`(_ name: String) throws {
    let text = try Self.sample(name)
    let whole = PostfixLog(text)
    for size in [3000, 5001, 8192, 20_011] {
      let cut = PostfixLog(text, blockSize: size)
      #expect(cut.summaries == whole.summaries)
      #expect(cut.sessions.map(\.id) == whole.sessions.map(\.id))
      #expect(cut.coverage == whole.coverage)
    }
  }

  @Test(arguments: Seed.several(12))
  func `lines that are lost accuse nobody`(_ seed: Seed) throws {
    var random = seed.generator
    let lines = String(decoding: try Self.sample("mail.log"), as: UTF8.self)
      .split(separator: "\n")
    let intact = PostfixLog(Array((lines.joined(separator: "\n") + "\n").utf8))
    let kept = lines.filter { _ in Int.random(in: 0..<12, using: &random) > 0 }
    let damaged = PostfixLog(Array((kept.joined(separator: "\n") + "\n").utf8))
    func inbound(_ log: PostfixLog) -> [Session] {
      log.sessions.filter { $0.direction == .inbound }
    }
    func peers(_ log: PostfixLog, _ isBad: (Session) -> Bool) -> Set<String> {
      Set(inbound(log).filter(isBad).map { $0.string($0.peerAddress) })
    }
    #expect(
      peers(damaged) { $0.tls.state == .plaintext }.isSubset(
        of: peers(intact) { $0.tls.state == .plaintext }))
    #expect(
      peers(damaged) { $0.quit == .no && $0.messagesDelivered > 0 }.isSubset(
        of: peers(intact) { $0.quit == .no && $0.messagesDelivered > 0 }))
    let messages = inbound(intact).reduce(0) { $0 + $1.messagesDelivered }
    #expect(inbound(damaged).reduce(0) { $0 + $1.messagesDelivered } <= messages)
  }

  @Test func `lines of other programs are counted as such`() {
    let text = """
      Dec  1 00:47:10 mail dovecot: imap-login: Login: user=<anna>
      Dec  1 00:47:10 mail opendkim[70]: 4jdj0074CWz2yj: DKIM-Signature field added
      Dec  1 00:47:10 mail smtpd[71]: 0123456789abcdef smtp connected address=192.0.2.1
      Dec  1 00:47:11 mail postfix-policyd[72]: action=DUNNO
      Dec  1 00:47:11 mail postfix/smtpd[7]: connect from unknown[203.0.113.9]

      """
    let log = PostfixLog(Array(text.utf8))
    #expect(log.coverage.counts.foreign == 4)
    #expect(log.coverage.counts.records == 1)
    #expect(log.sessions.count == 1)
  }

  @Test func `a year that no line states turns with the log`() {
    let text = """
      Dec 31 23:59:59 mail postfix/smtpd[7]: connect from unknown[203.0.113.9]
      Jan  1 00:00:01 mail postfix/smtpd[7]: disconnect from unknown[203.0.113.9] quit=1 commands=1

      """
    let log = PostfixLog(Array(text.utf8))
    #expect(log.sessions.map { $0.end.since($0.start) } == [2_000_000])
    #expect(log.sessions.map(\.start.date.year) == [2026])
  }
}
