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

  @Test func `what is encoded within an enclosed message ends with a line end, too`() throws {
    let output = try converted(
      "\(Self.fields)Content-Type: message/rfc822\n\n\(Self.fields)Content-Type: image/png\n\nÄ\0\n"
    )
    #expect(output.suffix(2) == [UInt8(ascii: "="), 0x0A])
  }

  /// The line break at the end of the inner lines belongs to the outer delimiter, too.
  @Test(
    arguments: ["\n", "\r\n"], ["--i\n\nx\n--i--", "--i--", "--i--\n", "--i-- \nend\n"])
  func `a whole message is encoded up to the line break before the delimiter`(
    lineEnd: String, end: String
  ) throws {
    let text = """
      MIME-Version: 1.0
      Content-Type: multipart/mixed; boundary=o

      --o
      Content-Type: message/global

      Subject: Grüße
      MIME-Version: 1.0
      Content-Type: multipart/mixed; boundary=i

      --i

      first
      \(end)
      --o--

      """
    let message = text.split(separator: "\n", omittingEmptySubsequences: false)
      .joined(separator: lineEnd)
    let output = try converted(message)
    let tree = EntityTreeBuilder.tree(of: output.span)
    #expect(tree.entities.count == 2)
    #expect(
      tree.entities.allSatisfy { entity in
        !entity.defects.contains { $0.kind == .unclosedMultipart }
      })
  }

  @Test func `a label that may not be touched is not belied by those around it`() {
    let message = Array(
      """
      MIME-Version: 1.0
      Content-Type: multipart/signed; boundary=b
      Content-Transfer-Encoding: 8bit

      --b
      Content-Type: text/plain
      Content-Transfer-Encoding: 8bit

      plain
      --b--

      """.utf8)
    let plan = ConversionPlanner.plan(
      for: message.span, policy: ConversionPolicy(target: .sevenBit), limits: .standard)
    #expect(plan.reason == .multipartSigned)
    #expect(plan.changesNothing)
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
