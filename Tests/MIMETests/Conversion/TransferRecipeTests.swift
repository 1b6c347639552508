// SPDX-License-Identifier: Apache-2.0
import MIME
import TestSupport
import Testing

/// A converted message that something happened to, and what does not fit any more.
struct MismatchCase: Sendable, CustomTestStringConvertible {
  var name: String
  var kind: RecipeMismatch.Kind
  var message: [UInt8]

  var testDescription: String { name }

  init(_ name: String, _ kind: RecipeMismatch.Kind, _ message: String) {
    self.name = name
    self.kind = kind
    self.message = Array(message.utf8)
  }

  /// A binary part with CRLF, LF and a tail; `recipe` is the field before the encoding.
  static func converted(
    recipe: String = "Content-Transfer-Recipe: 1; base64; octets=7; crc32c=e0e663e5",
    encoding: String = "Content-Transfer-Encoding: binary", content: String = "a\nb\r\nc\0",
    root: String = "Content-Transfer-Recipe: 1; none\r\nContent-Transfer-Encoding: binary\r\n"
  ) -> String {
    "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=BB\r\n\(root)\r\n--BB\r\n"
      + "Content-Type: image/png\r\n\(recipe)\r\n\(encoding)\r\n\r\n\(content)\r\n--BB--\r\n"
  }

  private static func recipe(_ value: String) -> String {
    converted(recipe: "Content-Transfer-Recipe: \(value)")
  }

  static let all: [MismatchCase] = [
    MismatchCase("an octet more", .octetCount, converted(content: "a\nb\r\nc\0\n")),
    MismatchCase("LF made CRLF on the way", .octetCount, converted(content: "a\r\nb\r\nc\0")),
    MismatchCase(
      "text behind the end of base64", .octetCount,
      converted(
        encoding: "Content-Transfer-Encoding: base64", content: "YQpiDQpjAA==\r\n-- footer\r\n")),
    MismatchCase("another octet", .checksum, converted(content: "A\nb\r\nc\0")),
    MismatchCase(
      "an unknown version", .unknownVersion, recipe("2; base64; octets=7; crc32c=e0e663e5")),
    MismatchCase("no version", .malformed, recipe("base64; octets=7; crc32c=e0e663e5")),
    MismatchCase("nothing", .malformed, recipe("")),
    MismatchCase("an unknown origin", .malformed, recipe("1; rot13; octets=7; crc32c=e0e663e5")),
    MismatchCase(
      "an unknown parameter", .malformed, recipe("1; base64; octets=7; crc32c=e0e663e5; x=1")),
    MismatchCase(
      "a parameter twice", .malformed,
      recipe("1; base64; octets=7; octets=7; crc32c=e0e663e5")),
    MismatchCase("no checksum", .malformed, recipe("1; base64; octets=7")),
    MismatchCase("no content", .malformed, recipe("1; base64")),
    MismatchCase("no number", .malformed, recipe("1; base64; octets=7x; crc32c=e0e663e5")),
    MismatchCase(
      "a number beyond all numbers", .malformed,
      recipe("1; base64; octets=99999999999999999999; crc32c=e0e663e5")),
    MismatchCase("a short checksum", .malformed, recipe("1; base64; octets=7; crc32c=58a1")),
    MismatchCase(
      "line ends without end", .malformed,
      recipe("1; base64; final=100000; octets=7; crc32c=e0e663e5")),
    MismatchCase(
      "a layout without base64", .malformed, recipe("1; 8bit; width=7; octets=7; crc32c=e0e663e5")),
    MismatchCase(
      "a field that adds another", .malformed,
      recipe(
        "1; base64; octets=7; crc32c=e0e663e5; field=Content-Transfer-Encoding:%20base64%0D%0AX:y")),
    MismatchCase(
      "a field of another name", .malformed,
      recipe("1; base64; octets=7; crc32c=e0e663e5; field=Subject:%20base64")),
    MismatchCase(
      "a field of another encoding", .malformed,
      recipe("1; base64; octets=7; crc32c=e0e663e5; field=Content-Transfer-Encoding:%207bit")),
    MismatchCase(
      "two recipes", .twice,
      converted(recipe: "Content-Transfer-Recipe: 1; none\r\nContent-Transfer-Recipe: 1; none")),
    MismatchCase(
      "a field between recipe and encoding", .misplaced,
      converted(
        recipe: "Content-Transfer-Recipe: 1; base64; octets=7; crc32c=e0e663e5\r\nX: y")),
    MismatchCase(
      "no encoding behind the recipe", .misplaced, converted(encoding: "Content-ID: <x>")),
    MismatchCase(
      "two encodings behind the recipe", .misplaced,
      converted(
        encoding: "Content-Transfer-Encoding: binary\r\nContent-Transfer-Encoding: 8bit")),
    MismatchCase(
      "an unknown present encoding", .encoding,
      converted(encoding: "Content-Transfer-Encoding: x-new")),
    MismatchCase(
      "an encoded body that was only relabelled", .encoding,
      converted(
        recipe: "Content-Transfer-Recipe: 1; 8bit", encoding: "Content-Transfer-Encoding: base64")),
    MismatchCase(
      "content of a multipart", .kind,
      converted(
        root:
          "Content-Transfer-Recipe: 1; none; octets=7; crc32c=e0e663e5\r\nContent-Transfer-Encoding: binary\r\n"
      )),
    MismatchCase(
      "line ends of a part", .malformed,
      recipe("1; base64; octets=7; crc32c=e0e663e5; lines=lf")),
    MismatchCase(
      "LF where CRLF was", .lineEnds,
      converted(
        root:
          "X: y\nContent-Transfer-Recipe: 1; none; lines=lf\r\nContent-Transfer-Encoding: binary\r\n"
      )),
    MismatchCase(
      "a header section without its empty line", .header,
      "MIME-Version: 1.0\r\nContent-Transfer-Recipe: 1; none\r\nContent-Transfer-Encoding: binary\r\n"
    ),
  ]
}

@Suite struct TransferRecipeTests {
  private func restore(_ message: [UInt8]) throws(RecipeMismatch) -> (
    [UInt8], MessageRestorer.Result
  ) {
    var restorer = MessageRestorer()
    var output: [UInt8] = []
    restorer.scan(message.span, into: &output)
    let result = try restorer.finish(into: &output)
    return (output, result)
  }

  @Test(arguments: MismatchCase.all)
  func `a recipe that does not fit is refused`(_ mismatch: MismatchCase) {
    #expect { try restore(mismatch.message) } throws: { error in
      (error as? RecipeMismatch)?.kind == mismatch.kind
    }
    for step in [1, 7] {
      #expect(ConversionInvariants.restore(mismatch.message, step: step) == nil)
    }
  }

  @Test func `every kind of mismatch is shown by a case`() {
    let shown = Set(MismatchCase.all.map(\.kind))
    #expect(RecipeMismatch.Kind.allCases.filter { !shown.contains($0) } == [])
  }

  /// What the part of `MismatchCase.converted` was.
  private let original =
    "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=BB\r\n\r\n--BB\r\n"
    + "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nYQpiDQpjAA==\r\n\r\n--BB--\r\n"

  @Test func `a recipe that fits is followed`() throws {
    let (output, result) = try restore(Array(MismatchCase.converted().utf8))
    #expect(String(decoding: output, as: UTF8.self) == original)
    #expect(result.convertedParts == 1)
    #expect(result.relabelledParts == 1)
    #expect(result.storeForms == 0)
  }

  @Test(arguments: [
    ("base64", "YQpi\r\nDQpj\r\nAA=="), ("base64", "YQpiDQpjAA=="),
    ("quoted-printable", "a=0Ab=0D=0A=\r\nc=00"),
  ])
  func `what a relay has encoded again comes back all the same`(encoding: String, body: String)
    throws
  {
    let relayed = MismatchCase.converted(
      encoding: "Content-Transfer-Encoding: \(encoding)", content: body)
    #expect(try String(decoding: restore(Array(relayed.utf8)).0, as: UTF8.self) == original)
  }

  @Test func `text may change its line ends on the way`() throws {
    let text = "MIME-Version: 1.0\r\nContent-Transfer-Encoding: 8bit\r\n\r\nü\r\nx\r\n"
    let plan = ConversionPlanner.plan(
      for: Array(text.utf8).span, policy: ConversionPolicy(target: .sevenBit))
    let converted = ConversionInvariants.rewrite(Array(text.utf8), plan, step: 100) ?? []
    let stored = converted.filter { $0 != 0x0D }
    let restored = try restore(stored).0
    #expect(
      String(decoding: restored, as: UTF8.self).utf8.elementsEqual(text.utf8.filter { $0 != 13 }))
  }

  @Test func `trace fields and an enclosing message do not matter`() throws {
    let trace = "Received: by mx.example\r\n\tid 1\r\n"
    let converted = Array((trace + MismatchCase.converted()).utf8)
    #expect(try String(decoding: restore(converted).0, as: UTF8.self) == trace + original)
    let around = "MIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n"
    let enclosed = Array((around + MismatchCase.converted()).utf8)
    #expect(try String(decoding: restore(enclosed).0, as: UTF8.self) == around + original)
  }

  @Test func `a message of a store with LF comes back within a message with CRLF`() throws {
    let lines = String(decoding: original.utf8.filter { $0 != 13 }, as: UTF8.self)
    let plan = ConversionPlanner.plan(
      for: Array(lines.utf8).span, policy: ConversionPolicy(target: .binary, onlyWithGain: false))
    #expect(plan.makesWireForm)
    let converted = ConversionInvariants.rewrite(Array(lines.utf8), plan, step: 100) ?? []
    let around =
      "MIME-Version: 1.0\r\nContent-Type: multipart/digest; boundary=AA\r\n\r\n--AA\r\n\r\n"
    let end = "\r\n--AA--\r\n"
    let restored = try restore(Array(around.utf8) + converted + Array(end.utf8)).0
    #expect(
      String(decoding: restored, as: UTF8.self).utf8.elementsEqual((around + lines + end).utf8))
  }

  @Test func `a message that was not planned is found out`() {
    let message = Array(original.utf8)
    let plan = ConversionPlanner.plan(
      for: message.span, policy: ConversionPolicy(target: .binary))
    #expect(ConversionInvariants.rewrite(message, plan, step: 9) != nil)
    #expect(ConversionInvariants.rewrite(message + [0x0A], plan, step: 9) == nil)
    #expect(ConversionInvariants.rewrite(Array(message.dropLast()), plan, step: 9) == nil)
  }
}
