// SPDX-License-Identifier: Apache-2.0
import MIME
import TestSupport
import Testing

/// Lines of header sections that are reported all at once.
@Suite(.serialized) struct HeaderLineTests {
  private func expectAgreement(_ octets: [UInt8], from start: Int = 0, _ what: String) {
    let range = start..<octets.count
    let plain = HeaderLineSearch.plainLinesSlowly(in: octets.span, range)
    for level in KernelLevel.allCases where level.rawValue <= KernelLevel.best.rawValue {
      level.select()
      #expect(
        HeaderLineSearch.plainLines(in: octets.span, range) == plain, "\(level): \(what)")
    }
    KernelLevel.best.select()
  }

  @Test(arguments: [
    ("Received: x\r\n y\r\nTo: z\r\n\r\n", 3, 0, "To"), ("To: x\nX: y\n\tz\nFrom: a\n", 3, 3, "X"),
    ("To: x\r\nto : y\r\n", 1, 0, "To"), ("To: x\r\n-x: y\r\n", 1, 0, "To"),
    ("Message-ID: x\r\nCc: y\r\n", 2, 0, "Cc"), ("To: x\r\nX-Ü: y\r\n", 1, 0, "To"),
    ("To: x\r\nX: ü\r\n", 1, 0, "To"),
    ("To: x\r\nX: a\rb\r\n", 1, 0, "To"), ("To: x\r\nX: a\r\r\n", 1, 0, "To"),
    ("To: x\r\nno colon\r\n", 1, 0, "To"), ("To: x\r\nX: cut", 1, 0, "To"),
    ("To: x\r\nX: cut\r", 1, 0, "To"), (" a\n b\n", 2, 2, ""), ("DKIM-Signature: x\r\n", 0, 0, ""),
    (":x\r\n", 0, 0, ""), ("To:\n", 1, 1, "To"),
    ("n2345678901234567890123456789031: x\n", 0, 0, ""),
    ("n234567890123456789012345678901: x\n", 1, 1, "n234567890123456789012345678901"),
  ])
  func `plain lines end here`(text: String, lines: Int, loneLineFeeds: Int, name: String) {
    let octets = Array(text.utf8)
    let found = HeaderLineSearch.plainLines(in: octets.span, 0..<octets.count)
    #expect(found.lines == lines)
    #expect(found.loneLineFeeds == loneLineFeeds)
    #expect(String(decoding: octets[found.name], as: UTF8.self) == name)
    #expect(octets[..<found.octets].count { $0 == 0x0A } == lines)
    expectAgreement(octets, text)
  }

  @Test(arguments: [0x0A, 0x0D, 0x00, 0x20, 0x3A, 0x7F, 0x80, 0xFF] as [UInt8])
  func `a stray octet is seen at each place of a line of each length`(stray: UInt8) {
    for length in 0...70 {
      let line = Array("X-Name: ".utf8) + Array(repeating: 0x61, count: length)
      for end in [[0x0D, 0x0A], [0x0A]] as [[UInt8]] {
        for place in line.indices {
          var octets = line
          octets[place] = stray
          expectAgreement(octets + end + Array("X: y\n".utf8), "\(stray) at \(place) of \(length)")
        }
        expectAgreement(line + end + line, "\(length) octets, twice")
      }
    }
  }

  @Test func `a word of a name is read alike at each place`() {
    let octets = Array("Content-Transfer-Encoding: x".utf8)
    for start in octets.indices {
      for end in start...octets.count {
        #expect(
          HeaderLineSearch.nameWord(octets.span, start, end)
            == HeaderLineSearch.nameWordPlainly(octets.span, start, end))
      }
    }
  }

  @Test(arguments: Seed.several(200))
  func `kernels find what the plain twin finds`(seed: Seed) {
    var generator = seed.generator
    let octets = header(&generator)
    for _ in 0..<20 {
      expectAgreement(octets, from: generator.number(0...octets.count), "seed \(seed.value)")
    }
  }

  private func header(_ generator: inout SeededGenerator) -> [UInt8] {
    let pieces = [
      "\r\n", "\n", "\r", "\r\n ", "\n\t", "X: ", "To:", "Subject: ", "content-length: ", "From: ",
      "From: \"ü\" <a@b>\r\n", "Date: Fri, 06 Nov 2026 09:00:00 +0000\r\n", "-", ":", " ", "\0",
      "é",
      "=\u{7F}", "To: a@mail.example,\r\n b@mail.example\r\n", "DKIM-Signature: x\n", "word ",
      "Received: from mx.example (mx.example [192.0.2.1])\r\n\tby mail.example with SMTP;\r\n",
      "X-Name-Of-More-Than-Thirty-One-Octets: x\r\n", "MIME-Version: 1.0\r\n", "\r\n\r\nbody\r\n",
      "Content-Type: text/plain;\r\n charset=utf-8\r\n", String(repeating: "long ", count: 20),
    ]
    let tame = pieces.filter { $0.hasSuffix("\n") && $0.contains(":") }
    let isTame = generator.once(in: 2)
    var text = "Received: x\r\n"
    for _ in 0..<generator.number(0...40) {
      text += generator.one(of: isTame && !generator.once(in: 12) ? tame : pieces)
    }
    return Array(text.utf8)
  }

  @Test(arguments: Seed.several(300))
  func `lines reported all at once are measured like lines reported one by one`(seed: Seed) {
    var generator = seed.generator
    let message =
      header(&generator)
      + (generator.once(in: 2)
        ? RandomMail.message(&generator) : GeneratedMail.message(&generator))
    let whole = MailInvariants.measured(message, step: max(1, message.count), oneByOne: false)
    #expect(whole == MailInvariants.measured(message, step: message.count + 1, oneByOne: true))
    #expect(whole == MailInvariants.measured(message, step: 1, oneByOne: false))
    #expect(
      whole == MailInvariants.measured(message, step: generator.number(1...200), oneByOne: false))
  }
}
