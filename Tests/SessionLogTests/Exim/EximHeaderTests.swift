// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import SessionLog

@Suite struct EximHeaderTests {
  /// A line, and what its header says: time of day in seconds, zone, process, id, part, text.
  @Test(arguments: [
    ("2026-12-01 01:06:36 Start", "5, 1:06:36, -, 0, , Start"),
    ("2026-12-01 01:06:36.822 [29399] cwd=/", "5, 1:06:36.822, -, 29399, , cwd=/"),
    (
      "2026-12-01 02:07:03.082 +0100 [32170] 1xYCK4-0006sB-0B Completed",
      "5, 2:07:03.082, 60, 32170, 1xYCK4-0006sB-0B, Completed"
    ),
    (
      "2026-12-01 02:07:03 -0330 1xYCL9-000000000bK-2Ika <= x",
      "5, 2:07:03, -210, 0, 1xYCL9-000000000bK-2Ika, <= x"
    ),
    ("2026-12-01 02:07:03 1xYCK4-0006sB-0B", "5, 2:07:03, -, 0, 1xYCK4-0006sB-0B, "),
    // Not ids: a sign in them, or no blank behind them.
    ("2026-12-01 02:07:03 1xYCK4-0006sB-0Bx <=", "5, 2:07:03, -, 0, , 1xYCK4-0006sB-0Bx <="),
    ("2026-12-01 02:07:03 1xYC_4-0006sB-0B <=", "5, 2:07:03, -, 0, , 1xYC_4-0006sB-0B <="),
    ("[2/3] rest of a text", "-, 0:00:00, -, 0, , rest of a text, part 2/3"),
    (
      "[1\\9] 2026-12-01 01:08:19.341 [7388] 1xYCLz-0001vA-12 rejected",
      "5, 1:08:19.341, -, 7388, 1xYCLz-0001vA-12, rejected, part 1\\9"
    ),
    ("[203.0.113.34] SSL verify error", "-, 0:00:00, -, 0, , [203.0.113.34] SSL verify error"),
    ("2026-13-01 02:07:03 x", "-, 0:00:00, -, 0, , 2026-13-01 02:07:03 x"),
    ("2026-12-01 24:07:03 x", "-, 0:00:00, -, 0, , 2026-12-01 24:07:03 x"),
  ])
  func `header`(line: String, expected: String) {
    let text = Array(line.utf8)
    let header = EximHeader.read(text.span, 0..<text.count)
    #expect(Self.describe(header, line) == expected)
  }

  @Test func `a line of a file must have a stamp`() {
    for line in ["", "2026", "Envelope-from: <a@b.example>", "2026-12-01T01:06:36 x", "20261201 0"]
    {
      let text = Array(line.utf8)
      #expect(EximHeader.readStamped(text.span, 0..<text.count) == nil, "\(line)")
    }
  }

  @Test func `the process is in the id`() {
    let old = Array("1xYCKL-0007et-2S".utf8)
    #expect(EximMessageID.process(old.span, TextRange(start: 0, count: 16)) == 29_443)
    let new = Array("1xYCL9-000000000bK-2Ika".utf8)
    #expect(EximMessageID.process(new.span, TextRange(start: 0, count: 23)) == 2_314)
  }

  /// No octets crash the reader, and what it returns lies in the line.
  @Test(arguments: Seed.several(20)) func `any octets`(seed: Seed) {
    var random = seed.generator
    let alphabet = Array("0123456789-:. +[]/\\aZ".utf8)
    for _ in 0..<200 {
      var text = Array("2026-12-01 01:06:36.822 +0100 [29399] 1xYCKL-0007et-2S [1/3] x".utf8)
      for _ in 0..<Int.random(in: 0...4, using: &random) {
        text[Int.random(in: 0..<text.count, using: &random)] =
          alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
      }
      text.removeLast(Int.random(in: 0...text.count, using: &random))
      let header = EximHeader.read(text.span, 0..<text.count)
      #expect((0...text.count).contains(header.start))
      #expect(header.id.end <= header.start || header.id.isEmpty)
    }
  }

  private static func describe(_ header: EximHeader, _ line: String) -> String {
    let octets = Array(line.utf8)
    func string(_ range: Range<Int>) -> String { String(decoding: octets[range], as: UTF8.self) }
    let milliseconds = header.timeOfDay / 1000
    let seconds = milliseconds / 1000
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    var time = "\(seconds / 3600):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    if milliseconds % 1000 > 0 {
      let digits = String(milliseconds % 1000)
      time += "." + String(repeating: "0", count: 3 - digits.count) + digits
    }
    var words = [
      header.days.map { String($0 % 7) } ?? "-", time,
      header.zoneOffsetMinutes.map { String($0) } ?? "-", String(header.process),
      string(header.id.indices), string(header.start..<octets.count),
    ]
    if let part = header.part {
      words.append("part \(part.number)\(part.endsLine ? "\\" : "/")\(part.count)")
    }
    return words.joined(separator: ", ")
  }
}
