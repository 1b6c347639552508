// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import SessionLog

/// What must hold of the sessions of any log, however it is mixed, cut and shared out.
@Suite struct SessionPropertyTests {
  static let samples =
    InboundSessionTests.deliveries + InboundSessionTests.endings + InboundSessionTests.refusals
    + InboundSessionTests.handshakes + OutboundSessionTests.deliveries
    + OutboundSessionTests.refusals + OutboundSessionTests.connections

  /// Some logs of one form, each with a thread id of its own, begun within five minutes.
  private func threads(_ form: LogScript.Form, _ generator: inout SeededGenerator) -> [LogScript] {
    let fitting = Self.samples.filter { $0.form == form }
    return (0..<generator.number(2...40)).map { index in
      LogScript(
        generator.one(of: fitting).log, form: form, thread: 1000 + 7 * index,
        start: 36_000 + generator.number(0...300))
    }
  }

  /// Records of all threads, those of each in their order, in a random order else.
  private func shuffled(_ scripts: [LogScript], _ generator: inout SeededGenerator) -> String {
    var rest = scripts.map { $0.records[...] }
    var text = ""
    while true {
      let open = rest.indices.filter { !rest[$0].isEmpty }
      if open.isEmpty { return text }
      text += rest[generator.one(of: open)].removeFirst().text
    }
  }

  /// Records of all threads by time, those of each in their order.
  private func interleaved(_ scripts: [LogScript]) -> String {
    var rest = scripts.map { $0.records[...] }
    var text = ""
    while let next = rest.indices.filter({ !rest[$0].isEmpty })
      .min(by: { (rest[$0].first?.time ?? 0, $0) < (rest[$1].first?.time ?? 0, $1) })
    {
      text += rest[next].removeFirst().text
    }
    return text
  }

  private func facts(_ log: AssembledLog) -> [String] {
    log.sessions.map { "\($0.id) \($0.warningKey) \($0.start) \($0.end)\n\($0.summary)" }.sorted()
  }

  @Test(arguments: Seed.several(20))
  func `sessions do not depend on how threads are interleaved`(seed: Seed) {
    var generator = seed.generator
    let scripts = threads(generator.once(in: 2) ? .june2018 : .august2026, &generator)
    let inTurn = AssembledLog(scripts.map(\.text).joined())
    #expect(facts(AssembledLog(interleaved(scripts))) == facts(inTurn))
    #expect(facts(AssembledLog(shuffled(scripts, &generator))) == facts(inTurn))
  }

  @Test(arguments: Seed.several(20))
  func `sessions do not depend on blocks or shards`(seed: Seed) {
    var generator = seed.generator
    let scripts = threads(generator.once(in: 2) ? .june2018 : .august2026, &generator)
    let text = Array(interleaved(scripts).utf8)
    let whole = AssembledLog(text)
    for blockSize in [300, 1000, 4096] {
      #expect(facts(AssembledLog(text, blockSize: blockSize)) == facts(whole), "\(blockSize)")
    }
    for shards in [2, 3, 8] {
      let shared = AssembledLog(text, blockSize: 2048, shards: shards)
      #expect(facts(shared) == facts(whole), "\(shards) shards")
      #expect(shared.tally == whole.tally, "\(shards) shards")
    }
  }

  @Test(arguments: Seed.several(20))
  func `every record is in one session, in none, or a copy`(seed: Seed) {
    var generator = seed.generator
    let scripts = threads(generator.once(in: 2) ? .june2018 : .august2026, &generator)
    let log = AssembledLog(interleaved(scripts))
    let inSessions = log.sessions.reduce(0) { $0 + Int($1.recordCount) }
    #expect(
      inSessions + log.tally.recordsOutsideSessions + log.tally.duplicateRecords
        == log.tally.records)
    #expect(log.tally.sessions == log.sessions.count)
  }

  @Test(arguments: samples)
  func `a copy with CR, and one by way of syslog, have the same keys`(sample: SessionCase) {
    let text = LogScript(sample.log, form: sample.form).text
    let keys = { (log: AssembledLog) in
      log.sessions.map { [$0.id.value, $0.warningKey, $0.errorKey, $0.fatalKey] }
    }
    let plain = keys(AssembledLog(text))
    #expect(keys(AssembledLog(text.split(separator: "\n").joined(separator: "\r\n"))) == plain)
    guard !text.contains("\n250"), !text.contains("\n "), !text.contains("\n***") else { return }
    let prefixed = text.split(separator: "\n").map { "Jun 13 10:00:00 mail smtp[17945]: " + $0 }
    #expect(keys(AssembledLog(prefixed.joined(separator: "\n"))) == plain)
  }

  @Test(arguments: samples)
  func `what is left in a WARNING or ERROR file has the keys to be known by`(sample: SessionCase) {
    let records = LogScript(sample.log, form: sample.form).records
    guard let full = AssembledLog(records.map(\.text).joined()).sessions.first else { return }
    for letters in ["WEF", "EF", "F"] {
      let text = records.map(\.text).filter { letters.contains($0.prefix(1)) }.joined()
      let twins = AssembledLog(text).sessions
      // Where a time limit divides the sessions of a sample, their twins may be divided otherwise.
      guard twins.count == 1, AssembledLog(records.map(\.text).joined()).sessions.count == 1,
        let twin = twins.first
      else { continue }
      let key = letters == "WEF" ? full.warningKey : letters == "EF" ? full.errorKey : full.fatalKey
      #expect(twin.warningKey == key)
      #expect(!twin.hasInfo)
    }
  }

  @Test func `open sessions of a long log are bounded`() {
    var script = EventScript()
    for number in 0..<20_000 {
      script.add(after: 1, thread: UInt64(number) + 1) {
        .greeting(extended: true, helo: $0("mx"), client: $0("[192.0.2.1]"))
      }
    }
    var assembler = SessionAssembler(input: 0)
    var sink = CollectingSink()
    assembler.consume(script.batch, block: script.octets.span, into: &sink)
    assembler.finish(into: &sink)
    #expect(sink.sessions.count == 20_000)
    #expect(assembler.slots.count < 3000)
  }

  @Test func `a hostile session does not grow without bound`() {
    var script = EventScript()
    let long = String(repeating: "a", count: 200)
    script.add { .mailFrom(path: $0("a@b.example"), parameters: TextRange.empty) }
    for _ in 0..<30_000 { script.add(after: 0.001) { .rcptTo(path: $0(long)) } }
    let session = script.sessions().first
    #expect(session?.truncated == true)
    #expect((session?.text.count ?? 0) <= 1 << 20)
    #expect((session?.forwardPaths.count ?? 0) <= 10_000)
  }
}
