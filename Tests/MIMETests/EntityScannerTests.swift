// SPDX-License-Identifier: Apache-2.0
import MIME
import TestSupport
import Testing

/// A message and what its leaves are: part number, body.
struct ScanCase: Sendable, CustomTestStringConvertible {
  var name: String
  var message: String
  var leaves: [String: String]
  var defects: [Defect.Kind] = []

  var testDescription: String { name }

  static let head =
    "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=BB\r\n\r\n"

  static let all = [
    ScanCase(name: "no multipart", message: "A: b\r\n\r\ntext\r\n", leaves: ["1": "text\r\n"]),
    ScanCase(
      name: "the line break before a delimiter belongs to it",
      message: head + "--BB\r\n\r\none\r\n\r\n--BB\r\n\r\ntwo\r\n--BB--\r\n",
      leaves: ["1": "one\r\n", "2": "two"]),
    ScanCase(
      name: "LF line ends",
      message:
        "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=BB\n\npre\n--BB\n\none\n--BB--\npost\n",
      leaves: ["1": "one"]),
    ScanCase(
      name: "white space behind a boundary", message: head + "--BB \t\r\n\r\none\r\n--BB--  \r\n",
      leaves: ["1": "one"]),
    ScanCase(
      name: "a line that begins with the boundary and goes on",
      message: head + "--BB\r\n\r\none\r\n--BBx\r\n--BB--\r\n", leaves: ["1": "one\r\n--BBx"],
      defects: [.delimiterPrefix]),
    ScanCase(
      name: "CR CR LF behind a boundary",
      message: head + "--BB\r\n\r\none\r\n--BB--\r\r\npost", leaves: ["1": "one"],
      defects: [.loneCarriageReturn]),
    ScanCase(
      name: "no empty line before the first delimiter",
      message:
        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed;\r\n boundary=\"BB\"\r\n--BB\r\nContent-Type: text/html\r\n\r\none\r\n--BB--\r\n",
      leaves: ["1": "one"], defects: [.strayHeaderLine, .headerSectionNotClosed]),
    ScanCase(
      name: "a line like a delimiter before the Content-Type",
      message:
        "MIME-Version: 1.0\r\n--BB\r\nContent-Type: multipart/mixed; boundary=BB\r\n--B\r\n\r\n--BB\r\n\r\none\r\n--BB--\r\n",
      leaves: ["1": "one"], defects: [.strayHeaderLine]),
    ScanCase(
      name: "a field without name comes first",
      message: head + "--BB\r\n: y\r\nX: y\r\n\r\none\r\n--BB--\r\n", leaves: ["1": "one"],
      defects: [.strayHeaderLine]),
    ScanCase(
      name: "a part without a body", message: head + "--BB\r\nX: y\r\n--BB\r\n\r\n--BB--\r\n",
      leaves: ["1": "", "2": ""], defects: [.headerSectionNotClosed]),
    ScanCase(
      name: "two delimiters in a row are one",
      message: head + "--BB\r\n--BB\r\n\r\none\r\n--BB--\r\n",
      leaves: ["1": "one"], defects: [.emptyBodyPart]),
    ScanCase(
      name: "no close-delimiter", message: head + "--BB\r\n\r\none\r\n", leaves: ["1": "one\r\n"],
      defects: [.unclosedMultipart]),
    ScanCase(
      name: "an outer delimiter ends inner multiparts",
      message: head
        + "--BB\r\nContent-Type: multipart/mixed; boundary=in\r\n\r\n--in\r\n\r\none\r\n--BB\r\n\r\ntwo\r\n--BB--\r\n",
      leaves: ["1.1": "one", "2": "two"], defects: [.unclosedMultipart]),
    ScanCase(
      name: "a message in a message",
      message:
        "MIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\nA: b\r\n\r\ntext",
      leaves: ["1.1": "text"]),
    ScanCase(
      name: "a multipart in a message in a multipart",
      message: head
        + "--BB\r\nContent-Type: message/rfc822\r\n\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=in\r\n\r\n--in\r\n\r\none\r\n--in\r\n\r\ntwo\r\n--in--\r\n--BB--\r\n",
      leaves: ["1.1": "one", "1.2": "two"]),
    ScanCase(
      name: "parts of a digest are messages",
      message:
        "MIME-Version: 1.0\r\nContent-Type: multipart/digest; boundary=BB\r\n\r\n--BB\r\n\r\nA: b\r\n\r\none\r\n--BB--\r\n",
      leaves: ["1.1": "one"]),
    ScanCase(
      name: "empty boundary",
      message:
        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"\"\r\n\r\n--\r\n\r\none\r\n----\r\n",
      leaves: ["1": "one"], defects: [.emptyBoundary]),
    ScanCase(
      name: "a boundary in two RFC 2231 pieces",
      message:
        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary*0=B;\r\n boundary*1=B\r\n\r\n--BB\r\n\r\none\r\n--BB--\r\n",
      leaves: ["1": "one"], defects: [.extendedBoundary]),
    ScanCase(
      name: "a boundary with a quoted pair",
      message:
        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"B\\B\"\r\n\r\n--BB\r\n\r\none\r\n--BB--\r\n",
      leaves: ["1": "one"], defects: [.decoratedBoundary]),
    ScanCase(
      name: "a comment before a boundary",
      message:
        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=(c)\"BB\"\r\n\r\n--BB\r\n\r\none\r\n--BB--\r\n",
      leaves: ["1": "one"], defects: [.decoratedBoundary]),
    ScanCase(
      name: "text behind a boundary",
      message:
        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"BB\"=\r\n\r\n--BB\r\n\r\none\r\n--BB--\r\n",
      leaves: ["1": "one"], defects: [.decoratedBoundary, .malformedParameter]),
    ScanCase(
      name: "a boundary that is not ASCII",
      message:
        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"Bé\"\r\n\r\n--Bé\r\n\r\none\r\n--Bé--\r\n",
      leaves: ["1": "one"], defects: [.decoratedBoundary, .irregularBoundary]),
    ScanCase(
      name: "a blank in the type of a multipart",
      message:
        "MIME-Version: 1.0\r\nContent-Type: multipart /mixed; boundary=BB\r\n\r\n--BB\r\n\r\none\r\n--BB--\r\n",
      leaves: ["1": "one"], defects: [.malformedContentType]),
    ScanCase(
      name: "no semicolon behind the type of a multipart",
      message:
        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed boundary=BB\r\n\r\n--BB\r\n\r\none\r\n--BB--\r\n",
      leaves: ["1": "one"], defects: [.malformedContentType, .malformedParameter]),
    ScanCase(
      name: "no boundary",
      message: "MIME-Version: 1.0\r\nContent-Type: multipart/mixed\r\n\r\ntext",
      leaves: ["1": "text"], defects: [.missingBoundary]),
    ScanCase(
      name: "encoded multipart",
      message:
        "MIME-Version: 1.0\r\nContent-Transfer-Encoding: base64\r\nContent-Type: multipart/mixed; boundary=BB\r\n\r\n--BB\r\n\r\none\r\n--BB--\r\n",
      leaves: ["1": "one"], defects: [.encodedComposite]),
    ScanCase(
      name: "stray line", message: "A: b\r\nno colon here\r\nC: d\r\n\r\ntext",
      leaves: ["1": "text"],
      defects: [.strayHeaderLine]),
    ScanCase(
      name: "no header section", message: "Just text.\r\nMore.",
      leaves: ["1": "Just text.\r\nMore."],
      defects: [.headerSectionNotClosed]),
    ScanCase(name: "nothing", message: "", leaves: ["1": ""], defects: [.headerSectionNotClosed]),
    ScanCase(
      name: "fields twice",
      message:
        "MIME-Version: 1.0\r\nContent-Type: text/plain\r\nContent-Type: multipart/mixed; boundary=BB\r\nContent-Transfer-Encoding: 7bit\r\nContent-Transfer-Encoding: base64\r\n\r\ntext",
      leaves: ["1": "text"], defects: [.duplicateContentType, .duplicateTransferEncoding]),
    ScanCase(
      name: "MIME fields without MIME-Version", message: "Content-Type: text/html\r\n\r\nx",
      leaves: ["1": "x"], defects: [.missingMIMEVersion]),
    ScanCase(
      name: "decorated encoding",
      message:
        "MIME-Version: 1.0\r\nContent-Transfer-Encoding: (c) BASE64 ;\r\n\r\nQQ==",
      leaves: ["1": "QQ=="],
      defects: [.decoratedTransferEncoding]),
    ScanCase(
      name: "an encoding with a parameter",
      message: "MIME-Version: 1.0\r\nContent-Transfer-Encoding: base64; x=y\r\n\r\nQQ==",
      leaves: ["1": "QQ=="], defects: [.unknownTransferEncoding, .decoratedTransferEncoding]),
    ScanCase(
      name: "unknown encoding",
      message: "MIME-Version: 1.0\r\nContent-Transfer-Encoding: x-new\r\n\r\nQQ==",
      leaves: ["1": "QQ=="], defects: [.unknownTransferEncoding]),
    ScanCase(
      name: "uuencode",
      message:
        "MIME-Version: 1.0\r\nContent-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 a\r\n#0V%T\r\n`\r\nend",
      leaves: ["1": "begin 644 a\r\n#0V%T\r\n`\r\nend"], defects: [.unregisteredTransferEncoding]),
    ScanCase(
      name: "lone CR in a header section", message: "A: b\rC: d\r\r\nE: \r\n\r\ntext",
      leaves: ["1": "text"], defects: [.loneCarriageReturn]),
    ScanCase(
      name: "the envelope line of an mbox", message: "From a\r\nA: b\r\n\r\ntext",
      leaves: ["1": "text"]),
    ScanCase(
      name: "the same boundary inside",
      message: head
        + "--BB\r\nContent-Type: multipart/mixed; boundary=BB\r\n\r\n--BB\r\n\r\none\r\n--BB--\r\n--BB--\r\n",
      leaves: ["1.1": "one"], defects: [.repeatedBoundary]),
  ]
}

@Suite struct EntityScannerTests {
  @Test(arguments: ScanCase.all + ScanCase.disputed)
  func `a message has the leaves and the defects that its rule says`(_ scan: ScanCase) {
    let message = Array(scan.message.utf8)
    let tree = EntityTreeBuilder.tree(of: message.span)
    var leaves: [String: String] = [:]
    for entity in tree.entities where entity.head.kind == .leaf {
      leaves[entity.head.path.description] = String(
        decoding: message[entity.body], as: UTF8.self)
    }
    #expect(leaves == scan.leaves)
    let found = tree.entities.flatMap(\.defects).map(\.kind)
    #expect(Set(found) == Set(scan.defects))
  }

  @Test(arguments: ScanCase.all + ScanCase.disputed)
  func `every cut gives the same events`(_ scan: ScanCase) {
    let message = Array(scan.message.utf8)
    let whole = MailInvariants.record(message, step: max(1, message.count))
    #expect(whole.octets == message)
    for splitting in Splitting.all(forCount: message.count) {
      var scanner = EntityScanner()
      var recorder = EventRecorder()
      for chunk in splitting.chunks(of: message) { scanner.scan(chunk.span, into: &recorder) }
      scanner.finish(into: &recorder)
      #expect(recorder.events == whole.events, "\(splitting.name)")
    }
  }

  @Test func `preamble, delimiters and epilogue are told apart`() {
    let message =
      "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\npre\r\n--b\r\n\r\nx\r\n--b--\r\npost"
    let events = MailInvariants.record(Array(message.utf8), step: 5)
    #expect(events.octets(of: .preamble) == Array("pre".utf8))
    #expect(events.octets(of: .delimiter) == Array("\r\n--b\r\n".utf8))
    #expect(events.octets(of: .body) == Array("x".utf8))
    #expect(events.octets(of: .closeDelimiter) == Array("\r\n--b--\r\n".utf8))
    #expect(events.octets(of: .epilogue) == Array("post".utf8))
  }

  @Test func `each limit is a defect, and every octet is still reported`() {
    var limits = ParseLimits()
    limits.depth = 3
    limits.parts = 5
    limits.headerOctets = 300
    limits.fieldOctets = 100
    limits.lineOctets = ParseLimits.minimumLineOctets
    limits.parameters = 3
    var message = ""
    for level in 0..<5 {
      message += "Content-Type: multipart/mixed; boundary=b\(level)\r\n\r\n--b\(level)\r\n"
    }
    var expected: [(String, Defect.Kind)] = [(message, .depthLimit)]
    expected.append(
      (
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
          + String(repeating: "--b\r\n\r\nx\r\n", count: 9), .partLimit
      ))
    expected.append((String(repeating: "A: b\r\n", count: 99) + "\r\nx", .headerLimit))
    expected.append(
      (
        "Content-Type: text/plain; a=\"" + String(repeating: "b", count: 200) + "\"\r\n\r\n",
        .fieldLimit
      ))
    expected.append(("Content-Type: text/plain; a=1; b=2; c=3; d=4\r\n\r\n", .parameterLimit))
    for (text, kind) in expected {
      let octets = Array(text.utf8)
      let whole = MailInvariants.record(octets, step: octets.count, limits: limits)
      #expect(whole.defects.contains { $0.kind == kind }, "\(kind)")
      #expect(whole.octets == octets)
      #expect(
        MailInvariants.record(octets, step: 3, limits: limits).events == whole.events, "\(kind)")
    }
  }

  @Test func `a line longer than the limit is not a delimiter`() {
    var limits = ParseLimits()
    limits.lineOctets = ParseLimits.minimumLineOctets
    let long = "--b" + String(repeating: " ", count: 80) + "\r\n"
    let message = Array(
      "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n\(long)y\r\n--b--\r\n".utf8)
    let whole = MailInvariants.record(message, step: message.count, limits: limits)
    #expect(whole.octets(of: .body) == Array("x\r\n\(long)y".utf8))
    for step in [1, 2, 75, 76, 77] {
      #expect(MailInvariants.record(message, step: step, limits: limits).events == whole.events)
    }
  }

  @Test(arguments: [Int.max, ParseLimits.minimumLineOctets])
  func `a limit may be as large as a number can be`(limit: Int) {
    var limits = ParseLimits()
    limits.depth = limit
    limits.parts = limit
    limits.headerOctets = limit
    limits.fieldOctets = limit
    limits.lineOctets = limit
    limits.parameters = limit
    let message = Array(
      "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--\r\n"
        .utf8)
    let whole = MailInvariants.record(message, step: message.count)
    for step in [1, 7, message.count] {
      #expect(MailInvariants.record(message, step: step, limits: limits).events == whole.events)
    }
  }

  @Test func `a tree keeps so many defects, and counts the rest`() {
    let fields = String(repeating: "MIME-Version: 1.0\r\n", count: 30)
    var builder = EntityTreeBuilder(entityLimit: 10)
    var scanner = EntityScanner()
    scanner.scan(Array((fields + "\r\nx").utf8).span, into: &builder)
    scanner.finish(into: &builder)
    let entity = builder.tree.entities.first
    let kept = (entity?.defects.count ?? 0) + (entity?.contentFields.count ?? 0)
    // 30 fields, 29 of them once too often.
    #expect(kept == 40 && builder.tree.omittedNotes == 19)
  }

  @Test(arguments: Seed.several(200))
  func `random mail keeps the invariants`(seed: Seed) {
    var generator = seed.generator
    let input = RandomMail.message(&generator)
    #expect(MailInvariants.violation(of: input) == nil)
  }

  @Test(
    arguments: Repository.files(below: "samples/messages")
      + Repository.files(below: "Fuzz/Corpus/Mail"))
  func `samples and the fuzz corpus keep the invariants`(path: String) throws {
    let input = try Folder(path: Repository.root).octets(path)
    #expect(MailInvariants.violation(of: input) == nil)
  }
}
