// SPDX-License-Identifier: Apache-2.0
import MIME
import TestSupport
import Testing

@Suite struct ConvertibilityTests {
  private func tally(_ message: [UInt8]) -> CorpusTally {
    var meter = OverheadMeter()
    var scanner = EntityScanner()
    meter.beginMessage()
    scanner.scan(message.span, into: &meter)
    scanner.finish(into: &meter)
    meter.endMessage(file: "f", number: 1, mailbox: "m")
    return meter.finish()
  }

  private static let head = "From: a@b.example\r\nMIME-Version: 1.0\r\n"
  private static let base64 = "Content-Transfer-Encoding: base64"

  /// A multipart with one part of these fields and this body; `fields` stand in the header section of the message.
  private static func part(
    _ headers: String, _ body: String, fields: String = "", end: String = "\r\n--b--\r\n"
  ) -> String {
    head + fields
      + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\(headers)\r\n\r\n\(body)\(end)"
  }

  private static let cases: [(message: String, verdict: Convertibility)] = [
    (part(base64, "QUJD"), .exact),
    (part(base64, ""), .refused(.emptyBody)),
    (part(base64, "QUJDQUJD\r\nQUJDQUJDQUJD"), .refused(.irregularBase64)),
    (part(base64, "QUJDQUJD\nQUJD\r\nQUJD"), .refused(.irregularBase64)),
    (part(base64, "QUI"), .refused(.malformedBase64)),
    (part(base64, "QUJDQUJD\r\nQU!JD"), .refused(.malformedBase64)),
    (part(base64, "QR=="), .refused(.malformedBase64)),
    (part(base64 + " (x)", "QUJD"), .refused(.decoratedEncoding)),
    (
      part(base64 + "\r\nContent-Transfer-Encoding: 7bit", "QUJD"), .refused(.duplicateEncoding)
    ),
    (part(base64 + "\r\nContent-Type: text/plain", "YQpi"), .refused(.loneLineBreaks)),
    (
      part(base64 + "\r\nContent-Type: text/plain; charset=utf-16", "AGEA"), .refused(.wideText)
    ),
    (part("Content-Transfer-Encoding: quoted-printable", "=3D"), .refused(.quotedPrintable)),
    (
      part("Content-Transfer-Encoding: x-uuencode", "begin 644 x\n#86)C\nend"),
      .refused(.uuencode)
    ),
    (
      part("Content-Type: multipart/signed; boundary=c\r\n\r\n--c\r\n" + base64, "QUJD\r\n--c--"),
      .refused(.multipartSigned)
    ),
    (
      part(
        "Content-Type: multipart/encrypted; boundary=c\r\n\r\n--c\r\n" + base64, "QUJD\r\n--c--"),
      .refused(.multipartEncrypted)
    ),
    (head + base64 + "\r\n\r\nQUJD", .refused(.wholeBody)),
    (
      head + "Content-Type: message/rfc822\r\n\r\nMIME-Version: 1.0\r\n" + base64 + "\r\n\r\nQUJD",
      .refused(.wholeBody)
    ),
    ("Subject: x\r\n" + base64 + "\r\n\r\nQUJD", .refused(.noMIMEVersion)),
    // What stands around a leaf counts for it.
    (
      part(base64, "QUJD").replacing("=b\r\n", with: "=b\r\nContent-Type: text/html\r\n"),
      .refused(.ambiguousHeader)
    ),
    (part(base64, "QUJD", fields: "no field\r\n"), .refused(.ambiguousHeader)),
    (part(base64, "QUJD", fields: base64 + "\r\n"), .refused(.encodedComposite)),
    (
      part(base64, "QUJD").replacing("=b\r\n", with: "=b; boundary=c\r\n"),
      .refused(.ambiguousHeader)
    ),
    (part(base64, "QUJD", end: "\r\n"), .refused(.unclosedMultipart)),
    (part(base64, "QUJD\r\n--b\r\n\r\nx", end: "\r\n"), .exact),
    (part(base64, "QUJD\r\n--bx", end: "\r\n--b--\r\n"), .refused(.malformedBase64)),
    (part(base64, "QUJD", fields: "A: b\n"), .refused(.mixedLineEnds)),
    // Types whose body is not content.
    (part(base64 + "\r\nContent-Type: message/delivery-status", "QUJD"), .refused(.statusReport)),
    (
      part(base64 + "\r\nContent-Type: message/partial; id=1; number=1", "QUJD"),
      .refused(.messagePartial)
    ),
    (
      part(base64 + "\r\nContent-Type: message/external-body; access-type=x", "QUJD"),
      .refused(.externalBody)
    ),
    (part(base64 + "\r\nContent-Type: message/rfc822", "QUJD"), .refused(.encodedMessage)),
    (part(base64 + "\r\nContent-Type: message/global", "QUJD"), .refused(.encodedMessage)),
    (
      part(base64, "QUJD", fields: "Content-Transfer-Recipe: 1\r\n"), .refused(.alreadyConverted)
    ),
  ]

  @Test(arguments: cases.indices)
  func `an encoded part can be converted, or not, for this reason`(index: Int) {
    let (message, verdict) = Self.cases[index]
    let tally = tally(Array(message.utf8))
    let found = tally.convertibility.filter {
      $0.key != .refused(.quotedPrintable) || $0.key == verdict
    }
    #expect(found.keys.map(\.name) == [verdict.name], "\(message)")
    let isExact = verdict == .exact
    #expect((tally.total.savedExactly > 0) == isExact)
    #expect(tally.byEncoding.values.reduce(0) { $0 + $1.savedExactly } == tally.total.savedExactly)
    #expect(tally.byType.values.reduce(0) { $0 + $1.savedExactly } == tally.total.savedExactly)
    #expect(tally.convertibility[.exact]?.savedExactly ?? 0 == tally.total.savedExactly)
  }

  @Test(
    arguments: Repository.files(below: "samples/messages")
      + Repository.files(below: "Fuzz/Corpus/Mail"))
  func `samples are judged as the planner judges them`(path: String) throws {
    expectSameJudgement(try Folder(path: Repository.root).octets(path))
  }

  @Test(arguments: ["message/rfc822", "message/global", "message/news", "message/x"])
  func `an encoded message is judged as the planner judges it`(type: String) {
    let message = ReasonCase.mixed(
      ReasonCase.base64("Subject: x\r\n\r\ny\r\n", type: type), ReasonCase.part)
    expectSameJudgement(Array(message.utf8))
  }

  @Test(arguments: (ReasonCase.messages + ReasonCase.parts).filter(\.isForStorage))
  func `what is not converted is judged as the planner judges it`(_ reason: ReasonCase) {
    expectSameJudgement(Array(reason.message.utf8))
  }

  @Test(arguments: Seed.several(300))
  func `random mail is judged as the planner judges it`(seed: Seed) {
    var generator = seed.generator
    expectSameJudgement(RandomMail.message(&generator))
  }

  /// Measuring does not look for delimiters in content, and says of no encoding that it cannot decode.
  private func expectSameJudgement(_ message: [UInt8]) {
    let plan = ConversionPlanner.plan(
      for: message.span, policy: ConversionPolicy(target: .binary, onlyWithGain: false))
    let leaves = EntityTreeBuilder.tree(of: message.span).entities
      .filter { $0.head.kind == .leaf }.map(\.body.lowerBound)
    var planned: [String: [Int]] = [:]
    func note(_ name: String, _ part: ConversionPlan.Part) {
      planned[name, default: []].append(part.octets)
    }
    for part in plan.parts where leaves.contains(part.offset) {
      switch part.action {
      case .convert, .refuse(.boundaryCollision): note("exact", part)
      case .refuse(.unknownEncoding): break
      case .refuse(let reason): note(reason.rawValue, part)
      case .keep, .relabel: break
      }
    }
    let measured = tally(message).convertibility
    let sizes = measured.map { ($0.key.name, [$0.value.leaves, $0.value.encoded]) }
    #expect(
      Dictionary(uniqueKeysWithValues: sizes) == planned.mapValues { [$0.count, $0.reduce(0, +)] },
      "\(String(decoding: message, as: UTF8.self))")
  }
}
