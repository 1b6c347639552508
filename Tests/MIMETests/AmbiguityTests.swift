// SPDX-License-Identifier: Apache-2.0
import MIME
import TestSupport
import Testing

/// A message of which it was tried out how eight readers understand it.
struct ReaderCase: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var message: String
  /// Whether they agree on its parts and their content.
  var isAgreed = false

  private static let fields = "From: a@b.example\nMIME-Version: 1.0\n"
  private static let mixed = fields + "Content-Type: multipart/mixed; boundary=BB\n"
  private static let text = "\n--BB\nContent-Type: text/plain\n\nhello\n"

  /// A multipart with a text and a part of these fields and this body.
  private static func encoded(_ fields: String, _ body: String) -> String {
    mixed + text + "--BB\n\(fields)\n\n\(body)\n--BB--\n"
  }

  private static func base64(_ name: String, _ body: String, isAgreed: Bool = false) -> ReaderCase {
    ReaderCase(
      testDescription: name, message: encoded("Content-Transfer-Encoding: base64", body),
      isAgreed: isAgreed)
  }

  private static func field(_ name: String, _ fields: String) -> ReaderCase {
    ReaderCase(testDescription: name, message: encoded(fields, "SGVsbG8gd29ybGQhCg=="))
  }

  private static func whole(
    _ name: String, _ message: String, isAgreed: Bool = false
  ) -> ReaderCase {
    ReaderCase(testDescription: name, message: message, isAgreed: isAgreed)
  }

  static let all = [
    base64("control", "SGVsbG8gd29ybGQhCg==", isAgreed: true),
    base64("base64 with padding in mid-stream", "SGVsbG8=\nIHdvcmxkIQo="),
    base64("base64 with foreign characters", "SGVs!!bG8gd29y#bGQhCg=="),
    base64("missing padding", "SGVsbG8gd29ybGQhCg"),
    base64("one stray character after padding", "SGVsbG8gd29ybGQhCg==x"),
    base64("a third = on a line of its own", "SGVsbG8gd29ybGQhCg==\n="),
    base64("= behind whole groups", "SGVsbG8gd29ybGQh="),
    base64("padding on a line of its own", "SGVsbG8gd29ybGQhCg\n==", isAgreed: true),
    base64("CRLF in a store with LF", "SGVsbG8gd29ybGQhCg==\r", isAgreed: true),
    field("semicolon behind the encoding", "Content-Transfer-Encoding: base64;"),
    field("comment behind the encoding", "Content-Transfer-Encoding: BASE64 (comment)"),
    field(
      "encoding twice", "Content-Transfer-Encoding: 7bit\nContent-Transfer-Encoding: base64"),
    field("blank behind the encoding", "Content-Transfer-Encoding: base64 "),
    field("folded encoding", "Content-Transfer-Encoding:\n base64"),
    whole(
      "boundary folded within its quotes",
      fields + "Content-Type: multipart/mixed; boundary=\"B\n B\"\n\n--B B\n\nx\n--B B--\n"),
    field("blank before the colon", "Content-Transfer-Encoding : base64"),
    whole(
      "unknown encoding", encoded("Content-Transfer-Encoding: foo", "SGVsbG8="), isAgreed: true),
    whole(
      "quoted-printable with wrong escapes",
      encoded("Content-Transfer-Encoding: quoted-printable", "a=ZZb=e9 = \nx")),
    whole(
      "uuencode",
      encoded("Content-Transfer-Encoding: x-uuencode", "begin 644 a\n#0V%T\n`\nend")),
    whole(
      "content type twice",
      fields
        + "Content-Type: text/plain\nContent-Type: multipart/mixed; boundary=BB\n\(text)--BB--\n"
    ),
    whole("no closing delimiter", mixed + text),
    whole(
      "delimiter with trailing blanks",
      mixed + "\n--BB  \t\n\nhello\n--BB--\n", isAgreed: true),
    whole("NUL in a header field", "X: a\0b\n" + mixed + text + "--BB--\n", isAgreed: true),
    whole("content line that begins with the boundary", mixed + text + "--BBxyz\nx\n--BB--\n"),
    whole(
      "multipart labelled base64",
      "Content-Transfer-Encoding: base64\n" + mixed + text + "--BB--\n"),
    whole(
      "bare-CR message", (mixed + text + "--BB--\n").replacing("\n", with: "\r")),
    whole(
      "empty boundary",
      fields + "Content-Type: multipart/mixed; boundary=\"\"\n\n--\n\nhello\n----\n"),
    whole(
      "RFC 2231 split boundary",
      fields + "Content-Type: multipart/mixed; boundary*0=B; boundary*1=B\n\(text)--BB--\n"),
    whole(
      "two boundary parameters",
      fields + "Content-Type: multipart/mixed; boundary=BB; boundary=CC\n\(text)--BB--\n"),
    whole(
      "inner boundary has the outer one as prefix",
      mixed
        + "\n--BB\nContent-Type: multipart/mixed; boundary=BBI\n\n--BBI\n\nx\n--BBI--\n--BB--\n",
      isAgreed: true),
    whole(
      "same boundary nested",
      mixed
        + "\n--BB\nContent-Type: multipart/mixed; boundary=BB\n\n--BB\n\nx\n--BB--\n--BB--\n"),
    whole(
      "message/rfc822 in base64",
      fields
        + "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nRnJvbTogYUBiCgpoaQo=\n"
    ),
    whole("header line without colon", "A: b\ngarbage line\n" + mixed + text + "--BB--\n"),
    whole("boundary in angle brackets", (mixed + text + "--BB--\n").replacing("BB", with: "<BB>")),
    whole("only a close-delimiter", mixed + "--BB--\n"),
    whole("parts in the epilogue", mixed + text + "--BB--\n" + text + "--BB--\n"),
    whole("byte order mark", "\u{FEFF}" + mixed + text + "--BB--\n"),
    whole("MIME-Version twice", "MIME-Version: 1.0\n" + mixed + text + "--BB--\n", isAgreed: true),
  ]
}

@Suite struct AmbiguityTests {
  @Test(arguments: ReaderCase.all)
  func `what readers disagree about is an ambiguity`(_ reader: ReaderCase) {
    var meter = OverheadMeter()
    var scanner = EntityScanner()
    meter.beginMessage()
    scanner.scan(Array(reader.message.utf8).span, into: &meter)
    scanner.finish(into: &meter)
    meter.endMessage(file: "f", number: 1, mailbox: "m")
    let tally = meter.finish()
    #expect((tally.traits[.ambiguous] ?? 0) == (reader.isAgreed ? 0 : 1), "\(tally.defects)")
    #expect(tally.ambiguous.isEmpty == reader.isAgreed)
  }
}
