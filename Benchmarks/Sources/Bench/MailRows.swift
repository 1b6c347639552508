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
  /// How often the corpus of 200 MB is in the Maildir that is measured: two threads need some tenths of a second to be told from one.
  var copies: Int

  private var maildir: String { "\(folder)/maildir-200" }
  private var copiedMaildir: String { "\(folder)/maildir-\(copies * 200)" }
  private var large: String { "\(folder)/large-\(largeLines).eml" }

  /// Where a conversion and its way back are written.
  private struct Stores {
    var name: String
    var folder: String
    var converted: String { "\(folder)/converted" }
    var restored: String { "\(folder)/restored" }

    func remove() { _ = Command("rm", "-rf", converted, restored).run() }
  }

  private var disk: Stores { Stores(name: "on disk", folder: folder) }
  /// A file system in memory, where nobody waits for a disk: what is left is the program's own work. Nil if there is none.
  private var memory: Stores? {
    let folder = "/dev/shm/logscan-bench"
    return Command("mkdir", "-p", folder).run().exitCode == 0
      ? Stores(name: "in memory", folder: folder) : nil
  }

  /// Makes what is not there yet.
  func prepare() {
    _ = Command.shell(
      "test -d \(maildir)/cur || { mkdir -p \(maildir)/new \(maildir)/tmp"
        + " && \(mailBench) --write \(maildir)/cur; }"
    ).run()
    _ = Command.shell(
      "test -d \(copiedMaildir)/cur || { mkdir -p \(copiedMaildir)/new \(copiedMaildir)/tmp"
        + " \(copiedMaildir)/cur; for copy in $(seq \(copies)); do for file in \(maildir)/cur/*; do"
        + " cp $file \(copiedMaildir)/cur/$copy.${file##*/}; done; done; }"
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
    convertAndRestore(into: &table)
    largeMessage(into: &table)
    disk.remove()
    if let memory { _ = Command("rm", "-rf", memory.folder).run() }
  }

  private func mime(_ words: [String]) -> Command { Command([logscan, "mime"] + words) }

  private func measure(into table: inout ResultTable) {
    let costs = median([1, 2].map { mime(["measure", "--no-cost", "-j\($0)", copiedMaildir]) })
    twoThreads("measure a Maildir of \(copies * 200) MB", costs[0], costs[1], into: &table)
    peak("peak memory, measure", costs[1], into: &table)
  }

  /// What copies cost, and conversions with one thread and with two, forth and back.
  private struct RoundTrips {
    var copies: [Cost] = []
    /// Two copies, each compared with the original.
    var verifiedCopies: [Cost] = []
    var forth: [[Cost]] = [[], []]
    var back: [[Cost]] = [[], []]
  }

  /// Convert and restore, verification included, beside copying and parse-and-decode.
  private func convertAndRestore(into table: inout ResultTable) {
    let decode = Command(mailBench, "--decode", "\(maildir)/cur", output: "\(folder)/decode.txt")
    let stores = [disk] + (memory.map { [$0] } ?? [])
    var trips = stores.map { _ in RoundTrips() }
    var decodes: [Double] = []
    for round in 0...rounds {
      _ = decode.run()
      if round > 0 { decodes.append(Self.number(in: "\(folder)/decode.txt")) }
      for (place, store) in stores.enumerated() {
        let copied = Command.shell("cat \(maildir)/cur/* > \(store.folder)/copy").run()
        let verified = verifiedCopies(in: store).run()
        if round > 0 {
          trips[place].copies.append(copied)
          trips[place].verifiedCopies.append(verified)
        }
        for jobs in [1, 2] {
          let (forth, back) = roundTrip(in: store, jobs: jobs)
          guard round > 0 else { continue }
          trips[place].forth[jobs - 1].append(forth)
          trips[place].back[jobs - 1].append(back)
        }
      }
    }
    let decodeTime = decodes.sorted()[decodes.count / 2]
    for (store, trips) in zip(stores, trips) {
      let copyTime = Cost.median(of: trips.copies).cpuSeconds
      let limit = copyTime + 3 * decodeTime
      let forth = trips.forth.map { Cost.median(of: $0) }
      let back = trips.back.map { Cost.median(of: $0) }
      let own = forth[0].cpuSeconds + back[0].cpuSeconds
      let same =
        Command("diff", "-rq", "\(maildir)/cur", "\(store.restored)/cur").run().exitCode == 0
      table.add(
        "convert and restore 200 MB \(store.name), one thread"
          + (same ? ", same octets back" : ", OUTPUT DIFFERS"),
        cost: "\(forth[0].cpuSeconds.digits(3)) + \(back[0].cpuSeconds.digits(3)) s CPU",
        yardstick: "cat \(copyTime.digits(3)) + 3 × decode \(decodeTime.digits(3)) s CPU",
        ratio: (own / limit).digits(2), target: "at most 1", met: own <= limit && same)
      let verified = Cost.median(of: trips.verifiedCopies).cpuSeconds
      table.add(
        "the same, beside the system's tools", cost: "\(own.digits(3)) s CPU",
        yardstick: "twice cp -r and diff -rq: \(verified.digits(3)) s CPU",
        ratio: (own / verified).digits(2), target: "–", met: nil)
      twoThreads("convert \(store.name)", forth[0], forth[1], into: &table)
      twoThreads("restore \(store.name)", back[0], back[1], into: &table)
      peak("peak memory, convert \(store.name)", forth[1], into: &table)
      peak("peak memory, restore \(store.name)", back[1], into: &table)
      store.remove()
    }
  }

  /// What it costs to copy a store and to copy it back, and to be sure of both, with the tools that every system has.
  private func verifiedCopies(in store: Stores) -> Command {
    store.remove()
    let (there, back) = (store.converted, store.restored)
    return Command.shell(
      "cp -r \(maildir) \(there) && diff -rq \(maildir) \(there)"
        + " && cp -r \(there) \(back) && diff -rq \(maildir) \(back)")
  }

  private func roundTrip(in store: Stores, jobs: Int) -> (Cost, Cost) {
    store.remove()
    let forth = mime(["convert", maildir, "-o", store.converted, "--to", "binary", "-j\(jobs)"])
    let back = mime(["restore", store.converted, "-o", store.restored, "-j\(jobs)"])
    return (forth.run(), back.run())
  }

  private func largeMessage(into table: inout ResultTable) {
    disk.remove()
    let name = "\(largeLines * 78 / 1_000_000) MB in one message"
    peak(
      "peak memory, measure \(name)", mime(["measure", "--no-cost", large]).run(), into: &table)
    peak(
      "peak memory, convert \(name)",
      mime(["convert", large, "-o", disk.converted, "--to", "binary"]).run(), into: &table)
    peak(
      "peak memory, restore \(name)", mime(["restore", disk.converted, "-o", disk.restored]).run(),
      into: &table)
  }

  /// Costs of several commands, run in turn; the first round only warms up.
  private func median(_ commands: [Command]) -> [Cost] {
    let costs = (0...rounds).map { _ in commands.map { $0.run() } }
    return commands.indices.map { place in Cost.median(of: costs.dropFirst().map { $0[place] }) }
  }

  private func peak(_ work: String, _ cost: Cost, into table: inout ResultTable) {
    table.add(
      work, cost: cost.peakMebibytes.digits(1) + " MiB", yardstick: "–", ratio: "",
      target: "at most 64 MiB", met: cost.peakMebibytes <= 64 && cost.exitCode == 0)
  }

  private func twoThreads(
    _ work: String, _ one: Cost, _ two: Cost, into table: inout ResultTable
  ) {
    let speedUp = one.wallSeconds / two.wallSeconds
    table.add(
      "\(work), two threads", cost: wall(two), yardstick: "one: " + wall(one),
      ratio: speedUp.digits(2), target: "at least 1.8", met: speedUp >= 1.8)
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
