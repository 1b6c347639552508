// SPDX-License-Identifier: Apache-2.0
@testable import LogPipeline
import Reports
import TestSupport
import Testing

@testable import logscan

/// What `logscan mime measure` says to people.
@Suite struct MailReportTests {
  private func measure(_ arguments: String..., in folder: String = Repository.root) throws
    -> ProgramResult
  {
    try BuiltProgram.logscan.run(["mime", "measure"] + arguments, in: folder)
  }

  private static func message(year: Int) -> String {
    """
    From: a@mail.example
    Date: Thu, 1 Jan \(year) 00:00:00 +0000
    MIME-Version: 1.0
    Content-Type: application/octet-stream
    Content-Transfer-Encoding: base64

    AAAA

    """
  }

  @Test func `the first lines answer what base64 costs`() throws {
    let result = try measure("--detail", "0", "samples/messages")
    let lines = result.output.split(separator: "\n")
    #expect(lines.count <= 14)
    for word in [
      "base64 adds", "on the wire", "8BITMIME", "Wh", "CO2e", "world's mail", "Bitcoin's 138 TWh",
    ] {
      #expect(result.output.contains(word), "\(word)")
    }
  }

  @Test func `the report is short unless more is asked for, and each detail adds something`() throws
  {
    var before = ""
    for detail in 0...7 {
      let result = try measure(
        "--codec-speed", "1e9", "--detail", "\(detail)", "samples/messages")
      #expect(result.output != before)
      #expect(detail > 5 || result.output.split(separator: "\n").count <= 130)
      before = result.output
    }
  }

  @Test(arguments: ["5", "10"], [40, 80, 132])
  func `no line is wider than the page`(detail: String, width: Int) throws {
    let result = try measure(
      "--codec-speed", "1e9", "--detail", detail, "--width", "\(width)", "samples/messages")
    for line in result.output.split(separator: "\n") where DisplayWidth.of(line) > width {
      Issue.record("\(DisplayWidth.of(line)) columns: \(line)")
    }
  }

  @Test func `one message is counted in the singular, and nothing is a sample`() throws {
    let result = try measure("--no-cost", "samples/messages/control.eml")
    #expect(result.output.contains("1 message with 2 parts in 1 file"))
    #expect(!result.output.contains("~"))
  }

  @Test func `of no mail nothing is reckoned`() throws {
    try withTemporaryFolder { folder in
      try folder.write("", to: "empty.eml")
      let result = try measure("empty.eml", in: folder.path)
      #expect(result.exitCode == 4)
      #expect(result.output.hasPrefix("What base64 costs\nNOTHING RECOGNISED"))
      #expect(result.output.split(separator: "\n").count < 6)
      #expect(!result.error.contains("inspect"))
      let json = try StrictJSON(measure("-f", "json", "empty.eml", in: folder.path).outputOctets)
      #expect(json["cost"] == nil)
    }
  }

  @Test func `the same input gives the same octets but for this machine's speed`() throws {
    for format in ["text", "json", "csv", "md"] {
      let results = try (0..<2).map { _ in
        try measure("-f", format, "samples/messages").output.split(separator: "\n\n")
          .filter { !$0.contains("measured just now") }
      }
      #expect(results[0] == results[1])
    }
  }

  @Test func `no two cells of the separated values have one name`() throws {
    let result = try measure("--codec-speed", "1e9", "-f", "tsv", "samples/messages")
    let names = result.output.split(separator: "\n").dropFirst().map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).prefix(4).joined(separator: "\t")
    }.filter { !$0.contains("\ttext\t") && !$0.contains("\tlist\t") }
    #expect(Set(names).count == names.count)
    #expect(names.contains("mailboxes\tmailboxes\tsamples/messages\tstructure"))
  }

  @Test func `every member of the JSON is documented`() throws {
    let documented = try Repository.text("Documentation/MailOutput.md")
    let measured = try StrictJSON(
      measure("--deflated", "-f", "json", "samples/messages").outputOctets)
    let cost = try StrictJSON(
      BuiltProgram.logscan.run(["mime", "cost", "-f", "json"]).outputOctets)
    var names = cost.names
    for (table, members) in measured.members {
      names.insert(table)
      let isTable = table.hasPrefix("by") || table == "convertibility"
      for (name, value) in members.members {
        // The rows of a table are named by what was found in mail.
        if !isTable && table != "defects" { names.insert(name) }
        names.formUnion(value.names)
      }
      for element in members.elements { names.formUnion(element.names) }
    }
    for name in names.sorted() where !documented.contains("`\(name)`") {
      Issue.record("\(name) is not in Documentation/MailOutput.md")
    }
    #expect(measured["byProvider"]?["mail.example"] != nil)
    #expect(measured["byType"]?["text/plain"]?["messages"] == nil)
    #expect(measured["cost"]?["costs"]?.elements.count == 9)
  }

  @Test func `a year is the mean of years with mail, whatever a few dates say`() throws {
    try withTemporaryFolder { folder in
      for index in 0..<30 {
        let year = index == 0 ? 1903 : index == 1 ? 2031 : index % 2 == 0 ? 2001 : 2002
        try folder.write(Self.message(year: year), to: "m/\(index).eml")
      }
      let result = try measure("--detail", "1", "--codec-speed", "1e9", "m", in: folder.path)
      #expect(result.output.contains("the mean of 2 years from 2001 to 2002"))
      try folder.write(Self.message(year: 2001), to: "one.eml")
      let one = try measure("--detail", "1", "--codec-speed", "1e9", "one.eml", in: folder.path)
      #expect(one.output.contains("the mail dated 2001"))
    }
  }

  @Test func `hints name the command that helps`() throws {
    try withTemporaryFolder { folder in
      try folder.write([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 0, 0, 0, 0, 0, 0], to: "a.xz")
      for command in ["measure", "inspect"] {
        let named = try BuiltProgram.logscan.run(["mime", command, "a.xz"], in: folder.path)
        #expect(named.error.contains("xz -dc a.xz | logscan mime \(command) -"))
        let piped = try BuiltProgram.shell(
          "\"$LOGSCAN\" mime \(command) - < a.xz", in: folder.path)
        #expect(piped.error.contains("… | xz -dc | logscan mime \(command) -"))
      }
      let json = folder.path("r.json")
      _ = try measure("--no-cost", "-o", json, "samples/messages/control.eml")
      #expect(try measure("r.json", in: folder.path).error.contains("measure --merge r.json"))
    }
  }

  @Test func `options that would do nothing are wrong usage`() throws {
    for arguments in [
      ["cost", "--base64-share", "0.9"], ["cost", "--saved-share", "0.9"],
      ["inspect", "--digests", "x"],
    ] {
      #expect(try BuiltProgram.logscan.run(["mime"] + arguments).exitCode == 2)
    }
  }

  @Test func `what the run took is reported on demand`() throws {
    let result = try measure("-v", "--no-cost", "samples/messages/three.mbox")
    #expect(result.error.hasPrefix("logscan: 1 file, 3 messages, "))
  }

  @Test func `progress of one large file has a share and a time`() {
    let progress = RunProgress(octets: 250_000_000, inputs: 0, sessions: 1000)
    #expect(
      ProgressDisplay.line(
        progress, inputs: 1, octets: 1_000_000_000, seconds: 2, counting: "messages")
        == "0/1 files  25 %  250.0 MB  1,000 messages  125.0 MB/s  6s left")
    #expect(
      ProgressDisplay.line(progress, inputs: 1, octets: nil, seconds: 2, counting: "messages")
        == "0/1 files  250.0 MB  1,000 messages  125.0 MB/s")
  }
}

extension StrictJSON {
  fileprivate var members: [(name: String, value: StrictJSON)] {
    guard case .object(let members) = self else { return [] }
    return members.map { ($0.name, $0.value) }
  }
}
