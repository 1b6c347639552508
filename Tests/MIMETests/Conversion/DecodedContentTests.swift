// SPDX-License-Identifier: Apache-2.0
import MIME
import Testing

/// What a reader that knows nothing of recipes finds in a converted message.
@Suite struct DecodedContentTests {
  private func converted(_ message: String) throws -> [UInt8] {
    let octets = Array(message.utf8)
    let policy = ConversionPolicy(target: .sevenBit)
    let plan = ConversionInvariants.plan(octets, policy, step: octets.count)
    let output = try #require(ConversionInvariants.rewrite(octets, plan, step: octets.count))
    #expect(ConversionInvariants.restore(output, step: output.count) == octets)
    return output
  }

  private static let fields = "MIME-Version: 1.0\nContent-Transfer-Encoding: 8bit\n"
  private static let text =
    "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n"

  /// In an mbox an empty line follows, and would be none if the last line stayed open.
  @Test(arguments: ["one\r\n", "one\n", "one\rtwo\n"])
  func `a message whose body is encoded ends with a line end if it did before`(
    line: String
  ) throws {
    let body = "Grüße\n\(String(repeating: "and so on ", count: 20))\(line)"
    let output = try converted("\(Self.fields)Content-Type: text/plain\n\n\(body)")
    #expect(output.last == 0x0A)
  }

  @Test(arguments: ["one\r\n", "one\r\r\n", "\r\n", "one\rtwo\n", "=\r\n"])
  func `a body in a store with LF is decoded as it was stored, whatever its line ends`(
    line: String
  ) throws {
    // Long enough for quoted-printable to be the shorter form.
    let body = "Grüße\n\(line)\(String(repeating: "and so on ", count: 20))end.\n"
    let output = try converted(
      "\(Self.fields)Content-Type: multipart/mixed; boundary=b\n\n--b\n\(Self.text)\n\(body)\n--b--\n"
    )
    let leaf = try #require(EntityTreeBuilder.tree(of: output.span).entities.last)
    #expect(leaf.head.encoding == .quotedPrintable)
    var decoder = QuotedPrintableDecoder()
    var decoded: [UInt8] = []
    decoder.decode(Array(output[leaf.body]).span, into: &decoded)
    decoder.finish(into: &decoded)
    #expect(decoded == Array(body.utf8))
  }

  @Test func `a status report that claims more than the domain allows gets a true label`() throws {
    let output = try converted(
      """
      MIME-Version: 1.0\r
      Content-Type: multipart/report; boundary=b\r
      Content-Transfer-Encoding: 8bit\r
      \r
      --b\r
      Content-Type: message/delivery-status\r
      Content-Transfer-Encoding: 8bit\r
      \r
      Reporting-MTA: dns; a.example\r
      --b--\r

      """)
    let labels = EntityTreeBuilder.tree(of: output.span).entities.map(\.head.encoding)
    #expect(labels == [.sevenBit, .sevenBit])
  }
}
