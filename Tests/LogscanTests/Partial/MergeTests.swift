// SPDX-License-Identifier: Apache-2.0
import MailTypes
import TestSupport
import Testing

/// Partial results, merged in any tree, are what one run over all the logs gives.
@Suite struct MergeTests {
  private static let options = ["-q", "--utc", "--year", "2018"]

  @discardableResult
  private static func run(_ arguments: [String]) throws -> ProgramResult {
    let result = try BuiltProgram.logscan.run(arguments)
    try #require([0, 3, 4].contains(result.exitCode), "\(result.error)")
    return result
  }

  /// A partial result of each group of logs.
  private static func partials(
    of groups: [[String]], _ options: [String], in folder: Folder
  ) throws -> [String] {
    try groups.enumerated().map { number, logs in
      let path = folder.path("\(number).partial")
      try run(["report", "--partial-out", path] + options + logs)
      return path
    }
  }

  /// Merges some of them, again and again, until at most three are left.
  private static func tree(
    _ partials: [String], _ generator: inout SeededGenerator, in folder: Folder
  ) throws -> [String] {
    var left = partials
    var number = 0
    while left.count > 3 {
      left.shuffle(using: &generator)
      let some = left.suffix(generator.number(2...3))
      left.removeLast(some.count)
      left.append(folder.path("merged\(number).partial"))
      number += 1
      try run(["merge", "-q", "--partial-out", left[left.count - 1]] + some)
    }
    return left
  }

  private static func json(_ result: ProgramResult) throws -> [String: JSONValue] {
    guard case .object(let members) = try JSONValue(parsing: result.outputOctets) else {
      return [:]
    }
    return members
  }

  /// Logs with a partition for each file.
  enum Samples: String, CaseIterable {
    case ghsmtp = "logs"
    case postfix = "logs-postfix"
    case exim = "logs-exim"

    /// Those that one run over the folder reads: copies in glog's files of warnings are not shared out.
    func files() throws -> [String] {
      let list = try MergeTests.run(["inputs", "-q", Repository.sample(rawValue)])
      // Two are mail.log again with other header forms: which form of a session counts, with or without
      // fractions of a second, is what comes first.
      let others = [".md", "rfc3339.log", "rfc5424.log"]
      return list.output.split(separator: "\n").map(String.init).filter { path in
        !others.contains { path.hasSuffix($0) }
      }
    }
  }

  @Test(arguments: Samples.allCases, Seed.several(2))
  func `files in any groups, merged in any tree, give the same octets`(
    samples: Samples, seed: Seed
  ) throws {
    var generator = seed.generator
    try withTemporaryFolder { folder in
      let files = try samples.files()
      var groups = [[String]](repeating: [], count: generator.number(2...6))
      for file in files { groups[generator.number(0...groups.count - 1)].append(file) }
      groups.removeAll(where: \.isEmpty)
      let partials = try Self.partials(of: groups, Self.options, in: folder)
      let merged = try Self.tree(partials, &generator, in: folder)
      for format in ["json", "csv"] {
        let whole = try Self.run(["report", "-f", format] + Self.options + files)
        let sum = try Self.run(["merge", "-q", "-f", format] + merged.shuffled(using: &generator))
        #expect(sum.output == whole.output)
        #expect(sum.exitCode == whole.exitCode)
      }
      let peers = folder.path("peers.json")
      let register = folder.path("register.json")
      try Self.run(["merge", "-q", "-f", "json", "--peers-out", peers] + merged)
      try Self.run(["peers", "-o", register] + Self.options + files)
      #expect(try folder.octets("peers.json") == folder.octets("register.json"))
    }
  }

  @Test(arguments: SmallLog.allCases, Seed.several(3))
  func `logs cut at any record, copied and overlapping, give what the whole log gives`(
    log: SmallLog, seed: Seed
  ) throws {
    var generator = seed.generator
    let lines = log.lines
    try withTemporaryFolder { folder in
      let options = ["-q", "--utc", "--year", "2026"]
      let files = try SmallLog.pieces(of: lines, &generator, folder)
      let merged = try Self.tree(
        Self.partials(of: files.map { [$0] }, options, in: folder), &generator, in: folder)
      let whole = try folder.write(lines.joined(), to: "whole.log")
      var expected = try Self.json(try Self.run(["report", "-f", "json"] + options + [whole]))
      var sum = try Self.json(try Self.run(["merge", "-q", "-f", "json"] + merged))
      // What was read differs: pieces and copies were.
      #expect(expected.removeValue(forKey: "coverage") != nil)
      #expect(sum.removeValue(forKey: "coverage") != nil)
      #expect(sum == expected)
    }
  }

  @Test(arguments: SmallLog.allCases)
  func `a state that takes partial results is that of the logs`(log: SmallLog) throws {
    var generator = Seed(7).generator
    let lines = log.lines
    try withTemporaryFolder { folder in
      let options = ["-q", "--utc", "--year", "2026"]
      let files = try SmallLog.pieces(of: lines, &generator, folder)
      let partials = try Self.partials(of: files.map { [$0] }, options, in: folder)
      let merged = TestedState(folder: Folder(path: try folder.makeFolder("merged")))
      for some in [partials.prefix(2), partials.dropFirst(2), partials.suffix(2)] {
        try Self.run(["merge", "-q", "--state", merged.path] + some)
      }
      let whole = TestedState(folder: Folder(path: try folder.makeFolder("whole")))
      let file = try folder.write(lines.joined(), to: "whole.log")
      try #require(try whole.report(["--year", "2026"], file).exitCode == 0)
      #expect(try merged.export() == whole.export())
    }
  }

  @Test func `a result that others have all of counts once`() throws {
    try withTemporaryFolder { folder in
      let log = Repository.sample("logs/essay.log")
      let partials = try Self.partials(
        of: [[log], [Repository.sample("logs/syslog-2018.log")], [log]], Self.options, in: folder)
      let sum = folder.path("sum.partial")
      try Self.run(["merge", "-q", "--partial-out", sum] + partials.prefix(2))
      let once = try Self.run(["merge", "-q", "-f", "json"] + partials.prefix(2))
      let again = try Self.run(["merge", "-f", "json", sum] + partials)
      #expect(again.output == once.output)
      #expect(again.error.contains("counted once"))
    }
  }

  @Test func `measurements of mail are merged as mail is measured`() throws {
    try withTemporaryFolder { folder in
      let mail = Repository.files(below: "samples/messages")
      let halves = [mail.prefix(mail.count / 2), mail.dropFirst(mail.count / 2)]
      let partials = try halves.enumerated().map { number, files in
        let path = folder.path("\(number).partial")
        try Self.run(["mime", "measure", "-q", "--partial-out", path] + files)
        return path
      }
      let whole = try Self.run(["mime", "measure", "-q", "-f", "json"] + mail)
      #expect(
        try Self.run(["merge", "-q", "-f", "json"] + partials.reversed()).output == whole.output)
    }
  }
}
