// SPDX-License-Identifier: Apache-2.0

/// The rows about logs. Subject and yardstick run in turn, so that both meet the same machine.
struct LogRows {
  var logscan: String
  var generator: String
  var sessions: String
  /// Where workloads are made; they are kept for the next time.
  var folder: String
  var rounds: Int
  /// Sizes of the single files in MB, and numbers of session files, both ascending.
  var megabytes: [Int]
  var files: [Int]

  func report(_ paths: [String], jobs: Int, output: String = "/dev/null") -> Command {
    Command([logscan, "report", "--jobs", String(jobs)] + paths, output: output)
  }

  func stream(_ size: Int) -> String { "\(folder)/stream-\(size).log" }
  func directory(_ count: Int) -> String { "\(folder)/files-\(count)" }
  func compressed(_ part: Int) -> String { "\(folder)/part-\(part).log.gz" }

  /// Makes what is not there yet, and says what that took.
  func prepare() {
    for size in megabytes {
      let path = stream(size)
      let cost = Command.shell(
        "test -s \(path) || \(generator) \(sessions) stream \(size) \(path)"
      ).run()
      if cost.wallSeconds > 1 { print("made \(path) in \(cost.wallSeconds.digits(1)) s") }
    }
    for count in files {
      let path = directory(count)
      let cost = Command.shell(
        "test -d \(path) || \(generator) \(sessions) directory \(count) \(path)"
      ).run()
      if cost.wallSeconds > 1 { print("made \(path) in \(cost.wallSeconds.digits(1)) s") }
    }
    for part in 1...4 {
      let path = compressed(part)
      _ = Command.shell(
        "test -s \(path) || { \(generator) \(sessions) stream 64 \(path).raw \(part)"
          + " && gzip -c \(path).raw > \(path); rm -f \(path).raw; }"
      ).run()
    }
  }

  /// Costs of several commands, run in turn, `rounds` times; the first round only warms up.
  func compare(_ commands: [Command]) -> [Cost] {
    var costs = commands.map { _ in [Cost]() }
    for round in 0...rounds {
      for (place, command) in commands.enumerated() {
        let cost = command.run()
        if round > 0 { costs[place].append(cost) }
      }
    }
    return costs.map(Cost.median)
  }

  func run(into table: inout ResultTable) {
    bigFile(into: &table)
    manyFiles(into: &table)
    gzip(into: &table)
    growth(into: &table)
  }

  private func bigFile(into table: inout ResultTable) {
    guard let size = megabytes.last else { return }
    let path = stream(size)
    let one = "\(folder)/one.txt"
    let two = "\(folder)/two.txt"
    let costs = compare([
      Command("wc", "-l", path), report([path], jobs: 1, output: one),
      report([path], jobs: 2, output: two),
    ])
    let ratio = costs[1].cpuSeconds / costs[0].cpuSeconds
    table.add(
      "full report, \(size) MB, one thread", cost: cpu(costs[1]),
      yardstick: "wc -l: " + cpu(costs[0]), ratio: ratio.digits(2), target: "at most 4",
      met: ratio <= 4 && costs[1].exitCode == 0)
    let same = Command("cmp", "-s", one, two).run().exitCode == 0
    let speedUp = costs[1].wallSeconds / costs[2].wallSeconds
    table.add(
      "the same, two threads" + (same ? ", same octets out" : ", OUTPUT DIFFERS"),
      cost: "\(costs[2].wallSeconds.digits(2)) s wall, \(cpu(costs[2]))",
      yardstick: "one: \(costs[1].wallSeconds.digits(2)) s wall", ratio: speedUp.digits(2),
      target: "at least 1.8", met: speedUp >= 1.8 && same)
    memory("peak memory, \(size) MB", costs[1], into: &table)
    memory("peak memory, \(size) MB, two threads", costs[2], into: &table)
  }

  private func manyFiles(into table: inout ResultTable) {
    guard let count = files.last else { return }
    let path = directory(count)
    let cat = Command.shell("find \(path) -type f -name '*.INFO.*' -print0 | xargs -0 cat")
    let costs = compare([cat, report([path], jobs: 1)])
    let rate = Double(count) / costs[1].cpuSeconds
    table.add(
      "full report, \(count) session files", cost: cpu(costs[1]),
      yardstick: "cat: \(cpu(costs[0]))", ratio: "\(rate.digits(0)) files/s",
      target: "at least 120000", met: rate >= 120_000 && costs[1].exitCode == 0)
    memory("peak memory, \(count) files", costs[1], into: &table)
  }

  private func gzip(into table: inout ResultTable) {
    let parts = (1...4).map(compressed)
    let costs = compare([
      Command(["gzip", "-dc"] + parts), report(parts, jobs: 1), report(parts, jobs: 2),
    ])
    let ratio = costs[1].cpuSeconds / costs[0].cpuSeconds
    table.add(
      "full report, 4 gzip files of 64 MB of log", cost: cpu(costs[1]),
      yardstick: "gzip -dc: " + cpu(costs[0]), ratio: ratio.digits(2), target: "at most 0.6",
      met: ratio <= 0.6 && costs[1].exitCode == 0)
    let speedUp = costs[1].wallSeconds / costs[2].wallSeconds
    table.add(
      "the same, two threads", cost: "\(costs[2].wallSeconds.digits(2)) s wall",
      yardstick: "one: \(costs[1].wallSeconds.digits(2)) s wall", ratio: speedUp.digits(2),
      target: "several in parallel", met: speedUp > 1.3)
    memory("peak memory, gzip", costs[1], into: &table)
  }

  private func growth(into table: inout ResultTable) {
    let streams = megabytes.map { compare([report([stream($0)], jobs: 1)])[0].cpuSeconds }
    let perMegabyte = zip(streams, megabytes).map { $0 / Double($1) * 1e6 }
    table.add(
      "growth, \(megabytes.map(String.init).joined(separator: ", ")) MB",
      cost: perMegabyte.map { $0.digits(0) }.joined(separator: ", ") + " µs per MB",
      yardstick: "itself", ratio: spread(perMegabyte), target: "linear", met: nil)
    let folders = files.map { compare([report([directory($0)], jobs: 1)])[0].cpuSeconds }
    let perFile = zip(folders, files).map { $0 / Double($1) * 1e6 }
    table.add(
      "growth, \(files.map(String.init).joined(separator: ", ")) files",
      cost: perFile.map { $0.digits(1) }.joined(separator: ", ") + " µs per file",
      yardstick: "itself", ratio: spread(perFile), target: "linear", met: nil)
  }

  private func memory(_ work: String, _ cost: Cost, into table: inout ResultTable) {
    table.add(
      work, cost: cost.peakMebibytes.digits(1) + " MiB", yardstick: "–", ratio: "",
      target: "64 MiB + 16 octets a session", met: cost.peakMebibytes <= 64)
  }

  /// The last size against the one before: 1 is linear; the first is mostly start-up.
  private func spread(_ costs: [Double]) -> String {
    guard costs.count > 1 else { return "" }
    return (costs[costs.count - 1] / costs[costs.count - 2]).digits(2)
  }

  private func cpu(_ cost: Cost) -> String { cost.cpuSeconds.digits(3) + " s CPU" }
}
