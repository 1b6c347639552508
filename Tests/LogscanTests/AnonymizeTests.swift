// SPDX-License-Identifier: Apache-2.0
import MailTypes
import TestSupport
import Testing

/// No output of an anonymized run has an address, a mailbox, or, where they are hidden, a host of the log.
@Suite struct AnonymizeTests {
  enum Samples: String, CaseIterable {
    case ghsmtp = "logs"
    case postfix = "logs-postfix"
    case exim = "logs-exim"
  }

  /// Every output that leaves the house.
  private static let commands: [[String]] = [
    ["report", "--detail", "10", "--top", "0"], ["report", "-f", "json"],
    ["report", "-f", "ndjson"],
    ["report", "-f", "html"], ["report", "-f", "csv"], ["report", "-f", "md", "--by", "month"],
    ["providers", "-f", "text", "--detail", "9", "--top", "0"], ["sessions", "-f", "text"],
    ["sessions", "-f", "ndjson"], ["sessions", "-f", "csv"], ["peers", "-f", "json"],
    ["peers", "-f", "text", "--top", "0", "--detail", "9"], ["doctor"], ["doctor", "-f", "json"],
    ["export", "google-csv"],
  ]

  private struct Originals {
    var addresses: Set<String> = []
    var locals: Set<String> = []
    var hosts: Set<String> = []
  }

  private static func run(_ arguments: [String], _ samples: Samples) throws -> ProgramResult {
    let result = try BuiltProgram.logscan.run(
      arguments + ["-q", "--utc", "--year", "2018", Repository.sample(samples.rawValue)])
    try #require(result.exitCode == 0, "\(arguments): \(result.error)")
    return result
  }

  /// What the sessions of the samples name.
  private static func originals(_ samples: Samples) throws -> Originals {
    var originals = Originals()
    for line in try run(["sessions", "-f", "ndjson"], samples).output.split(separator: "\n") {
      let json = try JSONValue(parsing: Array(line.utf8))
      if let address = json["peer"]?["address"]?.string { originals.addresses.insert(address) }
      for name in [json["peer"]?["name"], json["peer"]?["helo"]] {
        // A domain alone stays what it is; a host below one is hidden.
        if let host = name?.string, host.split(separator: ".").count > 2 {
          originals.hosts.insert(host)
        }
      }
      for transaction in json["transactions"]?.array ?? [] {
        let paths =
          [transaction["reversePath"]] + (transaction["forwardPaths"]?.array ?? []).map { $0 }
        for path in paths {
          guard let text = path?.string, let at = text.lastIndex(of: "@") else { continue }
          let local = String(text[..<at])
          if local.count > 2 { originals.locals.insert(local) }
        }
      }
    }
    return originals
  }

  /// What stands in an output by itself: words of the letters that addresses and names have, and what is before each `@`.
  private struct Words {
    var names: Set<Substring> = []
    var locals: Set<Substring> = []

    init(_ output: String) {
      let ends = Set(" \n\r\t<>,;()[]{}\"'|=/“”&".unicodeScalars)
      for word in output.unicodeScalars.split(whereSeparator: ends.contains) {
        let text = Substring(word)
        names.insert(
          Substring(
            text.drop { ".:".contains($0) }.reversed().drop { ".:".contains($0) }.reversed()))
        if let at = text.lastIndex(of: "@") { locals.insert(text[..<at]) }
      }
    }
  }

  @Test(arguments: [
    (Samples.ghsmtp, 1), (.ghsmtp, 2), (.ghsmtp, 3), (.postfix, 2), (.exim, 1),
  ])
  func `no output has what is hidden`(samples: Samples, level: Int) throws {
    let originals = try Self.originals(samples)
    #expect(originals.addresses.count > 3)
    #expect(originals.locals.count > 3)
    try withTemporaryFolder { folder in
      let key = ["--anonymize", "\(level)", "--anonymize-key", folder.path("key")]
      for command in Self.commands {
        let output = try Self.run(command + key, samples).output
        #expect(!output.isEmpty)
        let words = Words(output)
        // The first address of a network stands for the network.
        let addresses = originals.addresses.filter { !$0.hasSuffix(".0") && !$0.hasSuffix("::") }
        #expect(addresses.filter { words.names.contains($0[...]) } == [], "\(command)")
        #expect(originals.locals.filter { words.locals.contains($0[...]) } == [], "\(command)")
        guard level > 1 else { continue }
        #expect(originals.hosts.filter { words.names.contains($0[...]) } == [], "\(command)")
        if level == 3 { #expect(!output.contains("uni.example"), "\(command)") }
      }
    }
  }

  @Test func `what is counted stays the same, and the key decides the names`() throws {
    try withTemporaryFolder { folder in
      func sessions(_ key: String) throws -> String {
        try Self.run(
          ["sessions", "-f", "ndjson", "--anonymize", "1", "--anonymize-key", folder.path(key)],
          .ghsmtp
        ).output
      }
      let once = try sessions("a")
      #expect(try sessions("a") == once)
      #expect(try sessions("b") != once)
      #expect(try folder.octets("a").count == 32)
      let mode = try BuiltProgram.shell("stat -c %a '\(folder.path("a"))'").output
      #expect(mode == "600\n")
      func totals(_ arguments: [String]) throws -> JSONValue? {
        try JSONValue(
          parsing: Self.run(["report", "-f", "json"] + arguments, .ghsmtp).outputOctets)["totals"]
      }
      let plain = try totals([])
      let hidden = try totals(["--anonymize", "2", "--anonymize-key", folder.path("a")])
      for direction in ["inbound", "outbound"] {
        for number in [
          "sessions", "messages", "octets", "greeted", "ended", "transfer", "quitDelivering",
        ] {
          #expect(
            hidden?[direction]?[number] == plain?[direction]?[number], "\(direction) \(number)")
        }
        #expect(
          hidden?[direction]?["quotedLocalParts"]?["seen"]
            == plain?[direction]?["quotedLocalParts"]?["seen"])
      }
    }
  }

  @Test(arguments: [
    ["report", "--state", "state"], ["report", "--partial-out", "x.partial"], ["show", "1234"],
    ["dump", "--stage", "events"],
  ])
  func `what holds the log's own words is refused`(command: [String]) throws {
    try withTemporaryFolder { folder in
      let result = try BuiltProgram.logscan.run(
        command + [
          "--anonymize", "1", "--anonymize-key", "key", Repository.sample("logs/essay.log"),
        ],
        in: folder.path)
      #expect(result.exitCode == 2)
      #expect(result.output.isEmpty)
      #expect(result.error.contains("--anonymize"))
    }
  }
}
