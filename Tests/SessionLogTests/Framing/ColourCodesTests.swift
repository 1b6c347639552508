// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import SessionLog

@Suite struct ColourCodesTests {
  private static let plain = [
    "I0613 11:19:13.641806 1 Session.cpp:472] EHLO mx.example from [192.0.2.1]",
    "W0613 11:19:13.651806 1 Session.cpp:1] bad recipient nobody@ghsmtp.example",
    "I0613 11:19:13.661806 1 Session.cpp:839] QUIT",
  ]

  @Test(arguments: Seed.several(20))
  func `colours are taken off wherever they stand`(seed: Seed) {
    var generator = seed.generator
    let bare = Self.plain.joined(separator: "\n") + "\n"
    let expected = ScannedLog(bare)
    var coloured: [UInt8] = []
    for octet in bare.utf8 {
      if generator.once(in: 12) {
        coloured += Array(
          generator.one(of: ["\u{1b}[m", "\u{1b}[0;33m", "\u{1b}[K", "\u{1b}[38:5:1m"]).utf8)
      }
      coloured.append(octet)
    }
    for size in [coloured.count + 1, 300] {
      let log = ScannedLog(coloured, blockSize: size)
      #expect(log.rows.map(\.record) == expected.rows.map(\.record))
      #expect(log.rows.map(\.event) == expected.rows.map(\.event))
      #expect(log.counts.octets == UInt64(coloured.count))
      #expect(log.counts.lines == 3)
      #expect(log == ScannedLog(coloured, with: .plain, blockSize: size))
    }
  }

  @Test func `what glog writes before and behind a line in colour is taken off`() {
    let log = ScannedLog(
      "\(Self.plain[0])\n\u{1b}[0;33m\(Self.plain[1])\n\u{1b}[m\(Self.plain[2])\n\u{1b}[m")
    #expect(log.counts.records == 3)
    #expect(log.counts.continuations == 0)
    #expect(log.rows.map { String(decoding: $0.record, as: UTF8.self) } == Self.plain)
  }

  @Test func `colours that rsyslog has escaped are taken off around a record`() {
    let log = ScannedLog(
      "Jun 13 11:19:13 mx smtp[1]: #033[0;33m\(Self.plain[1])#033[m\n"
        + "Jun 13 11:19:13 mx smtp[1]: #033[m\(Self.plain[2])\n")
    #expect(log.rows.map { String(decoding: $0.record, as: UTF8.self) } == Array(Self.plain[1...]))
  }

  @Test(arguments: ["\u{1b}", "\u{1b}[", "\u{1b}[1;3", "\u{1b}[2J", "\u{1b}]0;x", "[0;33m"])
  func `what is not a colour stays`(text: String) {
    let line = "I0613 11:19:13.641806 1 Session.cpp:839] a\(text)"
    #expect(ScannedLog(line + "\n").rows.map(\.text) == ["a\(text)"])
  }
}
