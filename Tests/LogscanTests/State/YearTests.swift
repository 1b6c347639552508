// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// Night after night with changes that were planted, nights that were missed, logs that came late, twice, and cut in
/// mid-session by rotation.
@Suite struct YearTests {
  private static let nights = 74
  private static let missed = [20, 21]
  private static let lost = 26
  private static let late = (day: 30, comes: 33)
  private static let twice = 36

  /// What the nights told, by day.
  private struct Simulation {
    var told: [Int: String] = [:]
    /// Nights on which `--fail-on warning` found something.
    var loud: Set<Int> = []
    var export = ""
  }

  /// The lines of each night's log: it is rotated some minutes after midnight, in the middle of sessions.
  private static func logs(
    _ lines: [(day: Int, line: String)], irregularly: Bool
  ) -> [String] {
    var logs = Array(repeating: "", count: nights)
    for (day, line) in lines {
      if irregularly, day == lost { continue }
      let isEarly = line.dropFirst(10).prefix(5) < "00:09"
      logs[isEarly && day > 0 ? day - 1 : day] += line
    }
    return logs
  }

  private static func simulate(
    _ logs: [String], _ folder: Folder, irregularly: Bool
  ) throws -> Simulation {
    let state = TestedState(folder: folder)
    var simulation = Simulation()
    var waiting: [String] = []
    for day in 0..<nights {
      if irregularly, day == lost { continue }
      let log = try folder.write(logs[day], to: "smtp.\(day).log")
      waiting.append(log)
      if irregularly, missed.contains(day) || day == late.day { continue }
      if irregularly, (late.day + 1..<late.comes).contains(day) {
        // The log that is late is left out.
        waiting.removeAll { !$0.hasSuffix(".\(day).log") && !$0.hasSuffix(".\(late.day).log") }
      }
      var given = waiting
      if irregularly, (late.day + 1..<late.comes).contains(day) { given = [log] }
      if irregularly, day == twice { given.append(try folder.write(logs[day], to: "copy.log")) }
      let result = try BuiltProgram.logscan.run(
        [
          "report", "--utc", "-q", "--fail-on", "warning", "--state", state.path, "--today",
          NightLogs.date(day + 1), "--sections", "night,attention,changes", "-n", "0",
        ] + given)
      try #require([0, 1].contains(result.exitCode), "\(result.error)")
      simulation.told[day] = result.output
      if result.exitCode == 1 { simulation.loud.insert(day) }
      waiting.removeAll { given.contains($0) }
    }
    simulation.export = try state.export()
    return simulation
  }

  @Test func `each planted change is told on its night, and nothing else`() throws {
    try withTemporaryFolder { folder in
      let plan = YearLogs.Plan()
      var year = YearLogs(seed: 1, plan: plan)
      let logs = Self.logs(year.days(Self.nights), irregularly: true)
      let simulation = try Self.simulate(logs, folder, irregularly: true)
      func told(_ day: Int, _ words: String...) -> Bool {
        let text = (simulation.told[day] ?? "").split(whereSeparator: \.isWhitespace)
          .joined(separator: " ")
        return words.allSatisfy { text.contains($0) }
      }
      let failure = plan.handshakesFail
      #expect(told(22, "These are 3 days: \(NightLogs.date(20)) – \(NightLogs.date(22))."))
      #expect(told(27, "No log for \(NightLogs.date(Self.lost))."))
      #expect(told(Self.late.comes, NightLogs.date(Self.late.day)))
      #expect(
        told(failure.lowerBound, "!!? failing.example new: TLS handshake failed in 17 of 17"),
        "\(simulation.told[failure.lowerBound] ?? "nothing")")
      #expect(told(failure.lowerBound + 7, "failing.example still: TLS handshake failed"))
      #expect(
        (failure.upperBound...failure.upperBound + 3).contains {
          told($0, "failing.example gone: TLS handshake failed")
        })
      #expect(told(plan.vanishes, "leaving.example did not come: 0 on"))
      #expect(told(plan.grows, "growing.example far more sessions"))
      #expect(told(plan.startsBinaryMIME, "binary.example began to use BINARYMIME"))
      #expect(told(plan.dropsChunking, "chunks.example ceased to offer CHUNKING"))
      #expect(told(plan.refuses.lowerBound, "dull.example new: refused RCPT TO 554 5.7.1"))
      // The first week learns what is usual.
      let expected: Set<Int> = [
        27, failure.lowerBound, failure.lowerBound + 7, plan.vanishes, plan.refuses.lowerBound,
      ]
      let loud = simulation.loud.filter { $0 >= 7 }
      #expect(loud.subtracting(expected.union([Self.late.day + 1])) == [])
      #expect(expected.isSubset(of: loud))
      // All logs at once say the same.
      let whole = TestedState(folder: Folder(path: try folder.makeFolder("whole")))
      let rest = logs[..<Self.lost] + logs[(Self.lost + 1)...]
      let log = try whole.folder.write(rest.joined(), to: "whole.log")
      try #require(try whole.report([], log).exitCode == 0)
      #expect(try whole.export() == simulation.export)
    }
  }

  @Test func `where nothing is planted, hardly a night warns`() throws {
    try withTemporaryFolder { folder in
      var year = YearLogs(seed: 2)
      let simulation = try Self.simulate(
        Self.logs(year.days(Self.nights), irregularly: false), folder, irregularly: false)
      let loud = simulation.loud.filter { $0 >= 7 }
      #expect(loud.count <= Self.nights / 30, "\(loud.sorted())")
    }
  }
}
