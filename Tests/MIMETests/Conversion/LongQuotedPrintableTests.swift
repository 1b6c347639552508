// SPDX-License-Identifier: Apache-2.0
import MIME
import TestSupport
import Testing

/// Bodies in quoted-printable that are not held in memory.
@Suite struct LongQuotedPrintableTests {
  private static let policy = ConversionPolicy(target: .binary, quotedPrintable: true)

  /// A message with a body of more than 1 MiB, in the style of this library's encoder, and something behind it.
  private func message(_ end: String = "") -> [UInt8] {
    var generator = SeededGenerator(seed: 7)
    var content: [UInt8] = []
    while content.count < 1_300_000 {
      content += generator.octets(count: generator.number(0...90), from: "abc =.\u{E9}F")
      content += Array("\r\n".utf8)
    }
    let body = MailInvariants.encode(content, QuotedPrintableEncoder(), step: 60_000)
    let head =
      "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=BB\r\n\r\n--BB\r\n"
      + "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    return Array(head.utf8) + body + Array("\(end)\r\n--BB--\r\n".utf8)
  }

  @Test func `a long body is converted and comes back, however it is cut`() {
    let message = message()
    let plan = ConversionInvariants.plan(message, Self.policy, step: message.count)
    #expect(plan.parts.last?.action == .convert(from: .quotedPrintable, to: .binary))
    for step in [777, 65_536] {
      #expect(ConversionInvariants.plan(message, Self.policy, step: step) == plan)
    }
    let output = ConversionInvariants.rewrite(message, plan, step: 100_000) ?? []
    #expect(output.count == plan.octetsAfter)
    #expect(ConversionInvariants.restore(output, step: 100_000) == message)
  }

  @Test(arguments: ["a=62", "\r\n=66", "a =\r\n"])
  func `a long body that ends in another style stays`(end: String) {
    let message = message(end)
    let plan = ConversionInvariants.plan(message, Self.policy, step: message.count)
    #expect(plan.parts.last?.action == .refuse(.quotedPrintableStyle))
    #expect(ConversionInvariants.plan(message, Self.policy, step: 777) == plan)
  }
}
