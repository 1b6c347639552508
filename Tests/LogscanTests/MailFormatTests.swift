// SPDX-License-Identifier: Apache-2.0
import MailCost
import Reports
import TestSupport
import Testing

@testable import logscan

/// Every format of every subcommand of `logscan mime` is written once, to standard output and to a file.
@Suite struct MailFormatTests {
  static let commands: [[String]] = [
    ["measure", "--codec-speed", "1e9", "--jobs", "1", "samples/messages"],
    ["measure", "--no-cost", "--deflated", "--detail", "10", "samples/messages"],
    ["cost", "--codec-speed", "1e9"],
    ["cost", "--codec-speed", "1e15", "--traffic", "1e24", "--base64-share", "1"],
  ]

  private func mime(_ arguments: [String], in folder: String = Repository.root) throws
    -> ProgramResult
  {
    try BuiltProgram.logscan.run(["mime"] + arguments, in: folder)
  }

  /// What each format begins with, and whether it can be read again.
  private func judge(_ octets: [UInt8], _ format: String) throws {
    let text = String(decoding: octets, as: UTF8.self)
    switch format {
    case "json", "ndjson": #expect(try !StrictJSON.lines(StrictJSON.compact(octets)).isEmpty)
    case "csv": #expect(text.hasPrefix("section,table,row,column,value,of\r\n"))
    case "tsv": #expect(text.hasPrefix("section\ttable\trow\tcolumn\tvalue\tof\n"))
    case "md": #expect(text.hasPrefix("# logscan mime"))
    default: #expect(text.contains("base64"))
    }
    #expect(!text.unicodeScalars.contains("\u{1B}"))
  }

  @Test(arguments: commands, OutputFormat.allCases.map(\.rawValue))
  func `each command writes each format`(command: [String], format: String) throws {
    let result = try mime(command + ["-f", format])
    #expect(result.exitCode == 0, "\(result.error)")
    #expect(result.signal == 0)
    try judge(result.outputOctets, format)
  }

  @Test func `files have the formats of their suffixes`() throws {
    try withTemporaryFolder { folder in
      try folder.copy(Repository.sample("messages/control.eml"), to: "a.eml")
      for command in [["measure", "--codec-speed", "1e9", "a.eml"], ["cost"]] {
        let names = ["a.csv", "a.json", "a.md", "a.ndjson", "a.tsv", "a.txt"]
        let result = try mime(command + names.flatMap { ["-o", $0] }, in: folder.path)
        #expect(result.exitCode == 0, "\(result.error)")
        for name in names {
          try judge(folder.octets(name), String(name.dropFirst(2)))
          try folder.remove(name)
        }
      }
    }
  }

  @Test(arguments: [["-f", "text"], ["-f", "ndjson"], ["-f", "ndjson", "--digests"], []])
  func `inspect writes each of its formats`(options: [String]) throws {
    let result = try mime(["inspect", "samples/messages"] + options)
    #expect(result.exitCode == 0, "\(result.error)")
    #expect(!result.output.isEmpty)
  }

  @Test func `cost takes a measurement in each format`() throws {
    try withTemporaryFolder { folder in
      let file = folder.path("m.json")
      #expect(try mime(["measure", "--no-cost", "-o", file, "samples/messages"]).exitCode == 0)
      for format in OutputFormat.allCases {
        let result = try mime([
          "cost", "--codec-speed", "1e9", "--from", file, "-f", format.rawValue,
        ])
        #expect(result.exitCode == 0, "\(result.error)")
        try judge(result.outputOctets, format.rawValue)
      }
    }
  }

  @Test(arguments: [
    ["cost", "--codec-speed", "nan"], ["cost", "--codec-speed", "inf"],
    ["cost", "--codec-speed", "1e30"], ["cost", "--codec-speed", "0"],
    ["cost", "--codec-speed=-1"], ["cost", "--traffic", "nan"], ["cost", "--traffic", "1e25"],
    ["cost", "--traffic=-1"], ["measure", "--codec-speed", "0", "samples/messages"],
  ])
  func `numbers that nothing can have are wrong usage`(arguments: [String]) throws {
    let result = try mime(arguments)
    #expect(result.exitCode == 2)
    #expect(result.output == "")
    #expect(result.error.contains(arguments[1].prefix { $0 != "=" }))
  }

  @Test(arguments: ["inf,1,1", "1,nan,1", "1,1,1e19", "-1,1,1", "x,1,1"])
  func `parameters that nothing can have are refused with their line`(values: String) throws {
    try withTemporaryFolder { folder in
      try folder.write("hops,\(values),transfers,2026,a test\n", to: "p.csv")
      let result = try mime(["cost", "--parameters", "p.csv"], in: folder.path)
      #expect(result.exitCode == 2)
      #expect(result.error.contains("p.csv: line 1"))
      try folder.write("codecSpeed,1,0,1,octets a second,2026,a test\n", to: "p.csv")
      #expect(try mime(["cost", "--parameters", "p.csv"], in: folder.path).exitCode == 2)
    }
  }

  @Test func `the largest parameters overflow nothing`() throws {
    try withTemporaryFolder { folder in
      let names = [
        "messagesPerDay", "messageSize", "hops", "networkAverage", "networkMarginal", "storage",
        "retention", "copies", "gridIntensity", "pue", "busyPower", "encodePasses",
      ]
      let rows = CostParameters.embedded.rows.filter { names.contains($0.name) }
      #expect(rows.count == names.count)
      try folder.write(
        rows.map { "\($0.name),1e18,1e18,1e18,\($0.unit),2026,a test\n" }.joined(), to: "p.csv")
      for format in OutputFormat.allCases {
        let result = try mime(
          ["cost", "--codec-speed", "1e-9", "--parameters", "p.csv", "-f", format.rawValue],
          in: folder.path)
        #expect(result.exitCode == 0, "\(result.error)")
      }
    }
  }

  @Test func `nothing in a message is an order to the terminal`() throws {
    try withTemporaryFolder { folder in
      let message = """
        From: a@mail.example
        Subject: \u{1B}[31mred
        MIME-Version: 1.0
        Content-Type: text/plain
        Content-Transfer-Encoding: \u{1B}]0;title\u{7}base64

        x

        """
      try folder.write(message, to: "a\u{1B}[2Jb.eml")
      for arguments in [["inspect"], ["measure", "--no-cost", "--detail", "10"]] {
        let result = try mime(arguments + ["."], in: folder.path)
        #expect(!result.outputOctets.contains(0x1B))
        #expect(!result.outputOctets.contains(0x07))
      }
      let missing = try mime(["inspect", "missing\u{1B}[2J"], in: folder.path)
      #expect(missing.exitCode == 3)
      #expect(!missing.errorOctets.contains(0x1B))
    }
  }
}

extension StrictJSON {
  /// The text itself if it is JSON lines; else as one line, in which line ends are blanks.
  fileprivate static func compact(_ octets: [UInt8]) -> [UInt8] {
    guard (try? StrictJSON.lines(octets)) == nil else { return octets }
    return octets.dropLast().map { $0 == 0x0A ? 0x20 : $0 } + [0x0A]
  }
}
