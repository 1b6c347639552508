// SPDX-License-Identifier: Apache-2.0
import MailTypes
import Testing

@Suite struct GlogFileNameTests {
  struct Name: Sendable, CustomTestStringConvertible {
    var name: String
    var severity: GlogFileName.Severity
    var date: String?
    var pid: UInt32?
    var suffix = ""
    var owner = "smtp.mail.bigmail.example.mail"

    var testDescription: String { name }
  }

  static let names = [
    Name(
      name: "smtp.mail.bigmail.example.mail.log.INFO.20180613-112840.21165", severity: .info,
      date: "2018-6-13 41320", pid: 21165),
    Name(
      name: "smtp.mail.bigmail.example.mail.log.WARNING.20180613-112912.21187.gz",
      severity: .warning, date: "2018-6-13 41352", pid: 21187, suffix: ".gz"),
    Name(
      name: "smtp.mail.bigmail.example.mail.log.ERROR.20240229-235960.1.zst.1",
      severity: .error, date: "2024-2-29 86400", pid: 1, suffix: ".zst.1"),
    Name(
      name: "smtp.mail.bigmail.example.mail.log.FATAL.20261231-000000.4194303-old",
      severity: .fatal, date: "2026-12-31 0", pid: 4_194_303, suffix: "-old"),
    Name(
      name: "snd.log.INFO.log.me.log.ERROR.20180613-112912.7", severity: .error,
      date: "2018-6-13 41352", pid: 7, owner: "snd.log.INFO.log.me"),
    // timestamp_in_logfile_name is off.
    Name(
      name: "smtp.mail.bigmail.example.mail.log.INFO.", severity: .info, date: nil, pid: nil),
    Name(
      name: "smtp.mail.bigmail.example.mail.log.INFO..gz", severity: .info, date: nil, pid: nil,
      suffix: ".gz"),
  ]

  private func parse(_ name: [UInt8]) -> GlogFileName? { GlogFileName(name.span) }

  @Test(arguments: names)
  func `a name of glog is taken apart`(expected: Name) throws {
    let octets = Array(expected.name.utf8)
    let name = try #require(parse(octets))
    #expect(name.severity == expected.severity)
    #expect(
      name.created.map { "\($0.date.year)-\($0.date.month)-\($0.date.day) \($0.secondOfDay)" }
        == expected.date)
    #expect(name.pid == expected.pid)
    #expect(String(decoding: octets[name.suffix], as: UTF8.self) == expected.suffix)
    #expect(String(decoding: octets[name.owner], as: UTF8.self) == expected.owner)
  }

  @Test(arguments: [
    "", "smtp.INFO", "smtp.log", ".log.INFO.20180613-112840.21165",
    "smtp.host.user.log.INFO", "smtp.host.user.log.NOTICE.20180613-112840.1",
    "smtp.host.user.log.INFO.20181313-112840.1", "smtp.host.user.log.INFO.20180600-112840.1",
    "smtp.host.user.log.INFO.20180613-242840.1", "smtp.host.user.log.INFO.20180613-116040.1",
    "smtp.host.user.log.INFO.20180613-112861.1", "smtp.host.user.log.INFO.20180613.1",
    "smtp.host.user.log.INFO.20180613-112840", "smtp.host.user.log.INFO.20180613-112840.",
    "smtp.host.user.log.INFO.20180613-112840.4294967296", "smtp.host.user.log.INFO.2018061",
    "smtp.host.user.log.INFO.x",
  ])
  func `another name is none of glog's`(name: String) {
    #expect(parse(Array(name.utf8)) == nil)
  }

  @Test(arguments: [
    ("19700101-000000", 0), ("20000301-000000", 951_868_800), ("20240229-120000", 1_709_208_000),
    ("20251231-235959", 1_767_225_599), ("20260101-000000", 1_767_225_600),
  ])
  func `times can be compared as seconds`(date: String, seconds: Int) throws {
    let name = try #require(parse(Array("a.b.c.log.INFO.\(date).1".utf8)))
    #expect(name.created?.seconds == seconds)
  }
}
