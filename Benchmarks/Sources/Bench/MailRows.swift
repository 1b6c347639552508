// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The rows about stored mail: the program over a Maildir of synthetic messages, and over one message of 1 GB.
struct MailRows {
  var logscan: String
  /// Writes the corpus, and measures parse-and-decode in memory.
  var mailBench: String
  var folder: String
  var rounds: Int
  /// Octets of the large message's attachment, in lines.
  var largeLines: Int

  private var maildir: String { "\(folder)/maildir" }
  private var large: String { "\(folder)/large-\(largeLines).eml" }
  private var converted: String { "\(folder)/converted" }
  private var restored: String { "\(folder)/restored" }

  /// Makes what is not there yet.
  func prepare() {
    _ = Command.shell(
      "test -d \(maildir)/cur || { mkdir -p \(maildir)/new \(maildir)/tmp"
        + " && \(mailBench) --write \(maildir)/cur; }"
    ).run()
    let header =
      "From: a@mail.example\\r\\nMIME-Version: 1.0\\r\\n"
      + "Content-Type: multipart/mixed; boundary=b\\r\\n\\r\\n--b\\r\\n"
      + "Content-Transfer-Encoding: base64\\r\\n\\r\\n"
    let line = String(repeating: "QUJD", count: 19)
    _ = Command.shell(
      "test -s \(large) || { printf '\(header)'; yes '\(line)\r' | head -n \(largeLines);"
        + " printf '\\r\\n--b--\\r\\n'; } > \(large)"
    ).run()
  }

  func run(into table: inout ResultTable) {
    measure(into: &table)
    convert(into: &table)
    largeMessage(into: &table)
    _ = Command("rm", "-rf", converted, restored).run()
  }

  private func mime(_ words: [String]) -> Command { Command([logscan, "mime"] + words) }

  private func measure(into table: inout ResultTable) {
    let costs = median([1, 2].map { mime(["measure", "--no-cost", "-j\($0)", maildir]) })
    let speedUp = costs[0].wallSeconds / costs[1].wallSeconds
    table.add(
      "measure a Maildir, two threads", cost: wall(costs[1]), yardstick: "one: " + wall(costs[0]),
      ratio: speedUp.digits(2), target: "at least 1.8", met: speedUp >= 1.8)
    memory("peak memory, measure", costs[1], into: &table)
  }

  /// Convert and restore, verification included, beside copying and parse-and-decode.
  private func convert(into table: inout ResultTable) {
    let copy = Command.shell("cat \(maildir)/cur/* > \(folder)/copy")
    let decode = Command(mailBench, "--decode", "\(maildir)/cur", output: "\(folder)/decode.txt")
    var decodes: [Double] = []
    var copies: [Cost] = []
    var one: [(Cost, Cost)] = []
    var two: [(Cost, Cost)] = []
    for round in 0...rounds {
      let copied = copy.run()
      _ = decode.run()
      let results = [1, 2].map { jobs in convertAndRestore(jobs: jobs) }
      guard round > 0 else { continue }
      copies.append(copied)
      decodes.append(Self.number(in: "\(folder)/decode.txt"))
      one.append(results[0])
      two.append(results[1])
    }
    let copyTime = Cost.median(of: copies).cpuSeconds
    let decodeTime = decodes.sorted()[decodes.count / 2]
    let forth = Cost.median(of: one.map(\.0))
    let back = Cost.median(of: one.map(\.1))
    let own = forth.cpuSeconds + back.cpuSeconds
    let limit = copyTime + 3 * decodeTime
    let same = Command("diff", "-rq", "\(maildir)/cur", "\(restored)/cur").run().exitCode == 0
    table.add(
      "convert and restore, one thread" + (same ? ", same octets back" : ", OUTPUT DIFFERS"),
      cost: "\(forth.cpuSeconds.digits(3)) + \(back.cpuSeconds.digits(3)) s CPU",
      yardstick: "cat \(copyTime.digits(3)) + 3 × decode \(decodeTime.digits(3)) s CPU",
      ratio: (own / limit).digits(2), target: "at most 1", met: own <= limit && same)
    for (name, single, double) in [
      ("convert", one.map(\.0), two.map(\.0)), ("restore", one.map(\.1), two.map(\.1)),
    ] {
      let (single, double) = (Cost.median(of: single), Cost.median(of: double))
      let speedUp = single.wallSeconds / double.wallSeconds
      table.add(
        "\(name), two threads", cost: wall(double), yardstick: "one: " + wall(single),
        ratio: speedUp.digits(2), target: "at least 1.8", met: speedUp >= 1.8)
      memory("peak memory, \(name)", double, into: &table)
    }
  }

  private func convertAndRestore(jobs: Int) -> (Cost, Cost) {
    _ = Command("rm", "-rf", converted, restored).run()
    let forth = mime(["convert", maildir, "-o", converted, "--to", "binary", "-j\(jobs)"]).run()
    let back = mime(["restore", converted, "-o", restored, "-j\(jobs)"]).run()
    return (forth, back)
  }

  private func largeMessage(into table: inout ResultTable) {
    _ = Command("rm", "-rf", converted, restored).run()
    let name = "\(largeLines * 78 / 1_000_000) MB in one message"
    memory(
      "peak memory, measure \(name)", mime(["measure", "--no-cost", large]).run(), into: &table)
    memory(
      "peak memory, convert \(name)",
      mime(["convert", large, "-o", converted, "--to", "binary"]).run(), into: &table)
    memory(
      "peak memory, restore \(name)", mime(["restore", converted, "-o", restored]).run(),
      into: &table)
  }

  /// Costs of several commands, run in turn; the first round only warms up.
  private func median(_ commands: [Command]) -> [Cost] {
    let costs = (0...rounds).map { _ in commands.map { $0.run() } }
    return commands.indices.map { place in Cost.median(of: costs.dropFirst().map { $0[place] }) }
  }

  private func memory(_ work: String, _ cost: Cost, into table: inout ResultTable) {
    table.add(
      work, cost: cost.peakMebibytes.digits(1) + " MiB", yardstick: "–", ratio: "",
      target: "at most 64 MiB", met: cost.peakMebibytes <= 64 && cost.exitCode == 0)
  }

  private func wall(_ cost: Cost) -> String {
    "\(cost.wallSeconds.digits(3)) s wall, \(cost.cpuSeconds.digits(3)) s CPU"
  }

  /// The number that a small file holds.
  private static func number(in path: String) -> Double {
    guard let file = unsafe fopen(path, "r") else { return .nan }
    defer { unsafe fclose(file) }
    var octets = [UInt8](repeating: 0, count: 64)
    let count = unsafe fread(&octets, 1, octets.count, file)
    return Double(String(decoding: octets[..<count].filter { $0 > 0x20 }, as: UTF8.self)) ?? .nan
  }
}
