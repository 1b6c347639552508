// SPDX-License-Identifier: Apache-2.0
import MIME
import TestSupport
import Testing

@Suite struct ConversionPropertyTests {
  @Test(arguments: Seed.several(120))
  func `a generated message comes back, in its domain, with its content`(seed: Seed) {
    var generator = seed.generator
    let message = GeneratedMail.message(&generator)
    #expect(ConversionInvariants.violation(of: message) == nil)
  }

  @Test(arguments: Seed.several(80))
  func `text that only looks like mail comes back as well`(seed: Seed) {
    var generator = seed.generator
    let message = RandomMail.message(&generator)
    #expect(ConversionInvariants.violation(of: message) == nil)
  }

  @Test(arguments: 1...5, ["", "b ", "=20"])
  func `quoted-printable in very short lines comes back`(length: Int, piece: String) {
    let line = String(repeating: "a", count: length) + piece + "=\r\n"
    let part = "Content-Transfer-Encoding: quoted-printable\r\n\r\n\(line)\(line)c=FF"
    let message =
      "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\(part)\r\n--b--\r\n"
    #expect(ConversionInvariants.violation(of: Array(message.utf8)) == nil)
  }

  @Test(
    arguments: Repository.files(below: "samples/messages", endingWith: ".eml")
      + Repository.files(below: "Fuzz/Corpus/Mail")
      + Repository.files(below: "Fuzz/Corpus/Conversion"))
  func `samples and the fuzzing corpus come back`(path: String) throws {
    #expect(ConversionInvariants.violation(of: try Repository.octets(path)) == nil)
  }
}
