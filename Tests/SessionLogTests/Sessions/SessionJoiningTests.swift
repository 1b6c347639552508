// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import SessionLog

/// Logs that were cut, as a rotation cuts them, give the sessions of the whole.
@Suite struct SessionJoiningTests {
  /// A sample as one stream, without the preambles of the files that it was made of.
  private func octets(_ name: String) throws -> [UInt8] {
    let heads = ["Log file created", "Running on machine", "Running duration", "Log line format"]
    let lines = try Folder(path: Repository.root).text("samples/logs/\(name)")
      .split(separator: "\n", omittingEmptySubsequences: false)
      .filter { line in !heads.contains { line.hasPrefix($0) } }
    return Array(lines.joined(separator: "\n").utf8)
  }

  /// The sessions of several inputs, each a file of its own, and how many halves were joined.
  private func sessions(_ inputs: [[UInt8]]) -> (all: [SessionID: Session], joined: Int) {
    var filter = DuplicateFilter()
    var sink = CollectingSink()
    for input in inputs {
      for var session in AssembledLog(input).sessions where filter.judge(&session) == .new {
        sink.take(&session)
      }
    }
    filter.finish(into: &sink)
    let pairs = sink.sessions.map { ($0.id, $0) }
    #expect(Set(pairs.map(\.0)).count == pairs.count)
    return (Dictionary(pairs) { first, _ in first }, filter.joined)
  }

  /// Offsets at which records begin, but for the first.
  private func recordStarts(_ log: [UInt8]) -> [Int] {
    let isOfSyslog = log.starts(with: "Jun ".utf8)
    return log.indices.dropFirst().dropLast(2).filter {
      log[$0 - 1] == UInt8(ascii: "\n")
        && (isOfSyslog || "IWEF".utf8.contains(log[$0]) && (48...57).contains(log[$0 + 1]))
    }
  }

  private func pieces(_ log: [UInt8], _ cuts: [Int]) -> [[UInt8]] {
    let ends = cuts.sorted() + [log.count]
    return zip([0] + cuts.sorted(), ends).map { Array(log[$0..<$1]) }
  }

  @Test(arguments: ["outbound-2018a.log", "syslog-2018.log"], Seed.several(12))
  func `a log that was cut has the sessions of the whole`(name: String, seed: Seed) throws {
    var generator = seed.generator
    let log = try octets(name)
    let starts = recordStarts(log)
    let cuts = Set(
      (0...generator.number(0...4)).map { _ in starts[generator.number(0...(starts.count - 1))] })
    let whole = sessions([log]).all
    // In whatever order the files are named.
    let inputs = pieces(log, Array(cuts)).shuffled(using: &generator)
    let cut = sessions(inputs).all
    #expect(cut.count == whole.count, "cut at \(cuts.sorted())")
    // Records before the connection are not a session by themselves: a cut behind them takes them from
    // the session, and so gives it another first record.
    #expect(Set(cut.keys).subtracting(whole.keys).count <= cuts.count, "cut at \(cuts.sorted())")
    for (id, session) in cut where session.ending != .stillOpen {
      guard let uncut = whole[id] else { continue }
      #expect(session.summary == uncut.summary, "cut at \(cuts.sorted())")
    }
  }

  @Test(arguments: ["syslog-2018.log"], Seed.several(24))
  func `excerpts that overlap count each session once`(name: String, seed: Seed) throws {
    var generator = seed.generator
    let log = try octets(name)
    let starts = recordStarts(log)
    let whole = sessions([log]).all
    let first = generator.number(1...starts.count - 1)
    let second = generator.number(0...first - 1)
    // The second excerpt begins before the first one ends, mostly in the midst of a session.
    var excerpts = [Array(log[..<starts[first]]), Array(log[starts[second]...])]
    if generator.once(in: 2) { excerpts.append(Array(log[starts[second]..<starts[first]])) }
    let cut = sessions(excerpts.shuffled(using: &generator)).all
    #expect(cut.count == whole.count, "\(starts[second]) to \(starts[first])")
    #expect(Set(cut.keys) == Set(whole.keys), "\(starts[second]) to \(starts[first])")
    for (id, session) in cut {
      #expect(session.messagesDelivered == whole[id]?.messagesDelivered)
    }
  }

  @Test func `a handshake that the end of a file cuts off has not failed`() throws {
    let log = try octets("outbound-2018a.log")
    for start in recordStarts(log) {
      let (head, rest) = (Array(log[..<start]), Array(log[start...]))
      let whole = sessions([head, rest]).all
      for (id, session) in sessions([head]).all where session.tls.state == .failed {
        #expect(whole[id]?.tls.state == .failed, "cut at \(start)")
      }
    }
  }

  @Test func `halves whose other one is not there say so`() throws {
    let log = try octets("syslog-2018.log")
    let middle = recordStarts(log).first { start in
      sessions([Array(log[start...])]).all.values.contains { $0.lacksBeginning }
    }
    let cut = try #require(middle)
    let halves = sessions([Array(log[cut...])])
    #expect(halves.joined == 0)
    #expect(halves.all.values.filter(\.lacksBeginning).allSatisfy { $0.tls.state != .failed })
  }

  @Test func `a copy of a half is joined once, wherever it stands`() throws {
    let log = try octets("syslog-2018.log")
    let cut = try #require(recordStarts(log).first { sessions(pieces(log, [$0])).joined == 1 })
    let parts = pieces(log, [cut])
    for inputs in [[1, 0], [0, 0, 1], [1, 0, 1], [1, 1, 0, 0]] {
      let result = sessions(inputs.map { parts[$0] })
      #expect(result.joined == 1)
      #expect(Set(result.all.keys) == Set(sessions([log]).all.keys))
    }
  }
}
