// SPDX-License-Identifier: Apache-2.0
import SessionLog
import TestSupport
import Testing

/// Damage accuses nobody: whatever befalls a log, no alarm and no warning is about anybody who has none
/// in the intact log, nothing counts twice, and the coverage says that something is missing.
@Suite struct DamageTests {
  /// Samples, each with the server that logged it. One line makes the property hold of another log.
  static let samples: [(name: String, dialect: String)] = [
    ("essay.log", "ghsmtp"), ("inbound-2018.log", "ghsmtp"), ("outbound-2018a.log", "ghsmtp"),
    ("syslog-2018.log", "ghsmtp"), ("../logs-postfix/mail.log", "postfix"),
    ("../logs-postfix/rfc3339.log", "postfix"), ("../logs-postfix/rfc5424.log", "postfix"),
    ("../logs-exim/syslog.log", "exim"),
  ]

  @Test(arguments: samples, Seed.several(40))
  func `damage accuses nobody`(sample: (name: String, dialect: String), seed: Seed) throws {
    let log = Array(
      try Folder(path: Repository.root).text("samples/logs/\(sample.name)").utf8)
    let dialect = try #require(Dialects.all.first { $0.name == sample.dialect })
    let violation = DamageInvariants.violation(
      of: log, dialect: dialect, damagedBy: seed.generator)
    #expect(violation == nil, "\(sample.name)")
  }

  /// What the fuzz target `FuzzDamage` ever found stays found.
  @Test(arguments: Repository.files(below: "Fuzz/Corpus/Damage"))
  func `an input of the corpus breaks no rule`(path: String) throws {
    let input = try #require(DamageInput(try Repository.octets(path)))
    #expect(input.violation() == nil)
  }
}
