// SPDX-License-Identifier: Apache-2.0
import MailTypes
import Testing

@testable import SessionLog

/// A line with a prefix, and what the prefix says, in words.
private struct PrefixForm: CustomTestStringConvertible, Sendable {
  var line: String
  /// `time | host | program | process | container`
  var says: String
  var message = "hello, x"

  var testDescription: String { line }

  static let all = [
    PrefixForm(line: "Jun 13 11:19:13 mx smtp[12]: hello, x", says: "06-13 40753.0|mx|smtp|12|"),
    PrefixForm(
      line: "Dec  1 11:19:13 mx postfix/submission/smtpd[12]: hello, x",
      says: "12-01 40753.0|mx|postfix/submission/smtpd|12|"),
    PrefixForm(
      line: "Dec 01 11:19:13 mx out/smtpd[7]: hello, x", says: "12-01 40753.0|mx|out/smtpd|7|"),
    PrefixForm(
      line: "Jun 13 2018 11:19:13 mx.example.com smtp[12]: hello, x",
      says: "2018-06-13 40753.0|mx.example.com|smtp|12|"),
    PrefixForm(
      line: "<22>Jun  3 11:19:13.123456 2001:db8::25 smtp: hello, x",
      says: "06-03 40753.123456|2001:db8::25|smtp||"),
    PrefixForm(line: "Jun 13 11:19:13 smtp[12]: hello, x", says: "06-13 40753.0||smtp|12|"),
    PrefixForm(line: "Jun 13 11:19:13 mx smtp[12]:hello, x", says: "06-13 40753.0|mx|smtp|12|"),
    PrefixForm(line: "Jun 13 11:19:13 smtp[12]:hello, x", says: "06-13 40753.0||smtp|12|"),
    PrefixForm(line: "Jun 13 11:19:13 mx smtp:hello, x", says: "06-13 40753.0|mx|smtp||"),
    PrefixForm(
      line: "Jun 13 11:19:13 mx mail.info smtp[1]: hello, x", says: "06-13 40753.0|mx|smtp|1|"),
    PrefixForm(
      line: "Jun 13 11:19:13 <mail.notice> mx smtp[1]: hello, x",
      says: "06-13 40753.0|mx|smtp|1|"),
    PrefixForm(
      line: "Jun 13 11:19:13 bigmail.info smtp[1]: hello, x",
      says: "06-13 40753.0|bigmail.info|smtp|1|"),
    PrefixForm(
      line: "2026-11-23T11:09:30.123456+01:00 mx smtp[1]: hello, x",
      says: "2026-11-23 40170.123456 +60|mx|smtp|1|"),
    PrefixForm(
      line: "2026-11-23T11:09:30Z mx smtp[1]: hello, x", says: "2026-11-23 40170.0 +0|mx|smtp|1|"),
    PrefixForm(
      line: "2026-11-23T11:09:30-0330 smtp[1]: hello, x",
      says: "2026-11-23 40170.0 -210||smtp|1|"),
    PrefixForm(
      line: "2026-11-23T11:09:30.5+02 mx smtp[1]: hello, x",
      says: "2026-11-23 40170.500000 +120|mx|smtp|1|"),
    PrefixForm(
      line: "2026-11-23 11:09:30 mx smtp[1]: hello, x", says: "2026-11-23 40170.0|mx|smtp|1|"),
    PrefixForm(
      line: "2026-11-23 11:09:30.000001 +0100 mx smtp[1]: hello, x",
      says: "2026-11-23 40170.1 +60|mx|smtp|1|"),
    PrefixForm(
      line: "Mon 2026-11-23 11:09:30 CET mx smtp[1]: hello, x",
      says: "2026-11-23 40170.0|mx|smtp|1|"),
    PrefixForm(
      line: "Mon 2026-11-23 11:09:30.25 UTC smtp[1]: hello, x",
      says: "2026-11-23 40170.250000 +0||smtp|1|"),
    PrefixForm(
      line: "1528881553.641806 mx smtp[1]: hello, x",
      says: "2018-06-13 33553.641806 +0|mx|smtp|1|"),
    PrefixForm(
      line: "1528881553.641806 smtp[1]: hello, x", says: "2018-06-13 33553.641806 +0||smtp|1|"),
    PrefixForm(line: "[ 7303.641806] mx smtp[1]: hello, x", says: "-|mx|smtp|1|"),
    PrefixForm(line: "[ 7303.641806] smtp[1]: hello, x", says: "-||smtp|1|"),
    PrefixForm(line: "[ 73.641806 <    0.000123 >] smtp: hello, x", says: "-||smtp||"),
    PrefixForm(
      line: "<22>1 2018-06-13T11:19:13.003Z mx postfix 7 - [a b=\"x\\\"]\"]  hello, x",
      says: "2018-06-13 40753.3000 +0|mx|postfix|7|"),
    PrefixForm(line: "<22>1 - mx smtp - - - hello, x", says: "-|mx|smtp||"),
    PrefixForm(
      line: "2026-11-23T11:09:30.123456789Z stderr F hello, x",
      says: "2026-11-23 40170.123456 +0||||"),
    PrefixForm(
      line: "2026-11-23T11:09:30.1+01:00 stdout P hello, x",
      says: "2026-11-23 40170.100000 +60|||| partial"),
    PrefixForm(line: "smtp-1  | hello, x", says: "-||||smtp-1"),
    PrefixForm(line: "3smtp | hello, x", says: "-||||3smtp"),
    PrefixForm(line: "[pod/mail-0/smtp] hello, x", says: "-||||mail-0/smtp"),
    PrefixForm(
      line: "smtp-1 | 2026-11-23T11:09:30.123456789Z hello, x",
      says: "2026-11-23 40170.123456 +0||||smtp-1"),
    PrefixForm(
      line: "2026-11-23T11:09:30.123456789Z hello, x", says: "2026-11-23 40170.123456 +0||||"),
    PrefixForm(
      line: "[pod/mail-0/log] 2026-11-23T11:09:30.1Z stdout F Jun 13 11:19:13 mx smtp[7]: hello, x",
      says: "06-13 40753.0|mx|smtp|7|mail-0/log"),
    PrefixForm(
      line: "2026-11-23T11:09:30.123456789Z Jun 13 11:19:13 mx smtp[7]: hello, x",
      says: "06-13 40753.0|mx|smtp|7|"),
    PrefixForm(
      line: "Jun 13 11:19:13 mx last message repeated 3 times", says: "06-13 40753.0|mx|||",
      message: "last message repeated 3 times"),
    PrefixForm(
      line: "Jun 13 11:19:13 mx smtp[12]:", says: "06-13 40753.0|mx|smtp|12|", message: ""),
  ]
}

@Suite struct StreamPrefixTests {
  @Test(arguments: PrefixForm.all)
  fileprivate func `each form of prefix says what it says`(form: PrefixForm) throws {
    let octets = Array(("…" + form.line).utf8)
    let read = StreamPrefix.read(octets.span, 3..<octets.count)
    let prefix = try #require(read)
    func words(_ range: TextRange) -> String {
      String(decoding: octets[range.indices], as: UTF8.self)
    }
    var says = prefix.time.map(Self.words) ?? "-"
    for range in [prefix.host, prefix.program, prefix.process, prefix.container] {
      says += "|" + words(range)
    }
    if prefix.isPartial { says += " partial" }
    #expect(says == form.says)
    #expect(String(decoding: octets[prefix.end...], as: UTF8.self) == form.message)
    if let number = Int(words(prefix.process)) {
      let stated = prefix.processNumber(in: octets.span)
      #expect(stated == number)
    }
  }

  @Test(arguments: [
    "", "hello", "Jun 13 hello", "Jun 33 11:19:13 mx smtp[1]: x", "Jun 13 25:19:13 mx smtp[1]: x",
    "Jun 13 11:19:13 mx hello world", "<22>hello", "<2222>Jun 13 11:19:13 mx smtp[1]: x",
    "2026-13-23 11:09:30 mx smtp[1]: x", "I20261123 11:09:30.100000 1 Session.cpp:1] x",
    "| x", "[net/core] x", "2026-11-23 11:09:30 1abcde-000001-AB <= a@b.example H=mx | y",
    "Mon Tue 11:09:30 CET mx smtp: x", "152888155.6418 mx smtp[1]: x", "[ 73.6418] mx smtp[1]: x",
    " Jun 13 11:19:13 mx smtp[1]: x", "<22>1 2018-06-13T11:19:13.003Z mx smtp 7 - [a x",
  ])
  func `what is not a prefix is taken for none`(line: String) {
    let octets = Array(line.utf8)
    let prefix = StreamPrefix.read(octets.span, 0..<octets.count)
    #expect(prefix == nil)
  }

  @Test func `processes are told apart, and found again whatever the time`() {
    func identity(_ line: String) -> UInt32? {
      let octets = Array(line.utf8)
      return StreamPrefix.read(octets.span, 0..<octets.count)?.identity(in: octets.span)
    }
    let lines = [
      "Jun 13 11:19:13 mx smtp[1]: x", "Jun 13 11:19:13 mx smtp[2]: x",
      "Jun 13 11:19:13 mx snd[1]: x",
      "a | Jun 13 11:19:13 mx smtp[1]: x", "b | Jun 13 11:19:13 mx smtp[1]: x", "a | x",
    ]
    #expect(Set(lines.map(identity)).count == lines.count)
    #expect(identity(lines[0]) == identity("2026-11-23T11:09:30Z smtp[1]: y"))
    #expect(lines.allSatisfy { identity($0) != nil && identity($0) != 0 })
  }

  private static func words(_ time: StatedTime) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let date = "\(two(time.date.month))-\(two(time.date.day))"
    let zone = time.zoneOffsetMinutes.map { $0 < 0 ? " \($0)" : " +\($0)" } ?? ""
    return (time.statesYear ? "\(time.date.year)-" : "") + date
      + " \(time.timeOfDay / 1_000_000).\(time.timeOfDay % 1_000_000)" + zone
  }
}
