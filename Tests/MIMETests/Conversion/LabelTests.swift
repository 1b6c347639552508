// SPDX-License-Identifier: Apache-2.0
import MIME
import TestSupport
import Testing

/// A message with labels that claim more or less than there is, and the labels that a conversion gives it, by part number.
struct LabelCase: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var target = TransferDomain.eightBit
  var message: String
  var labels: [String: String]

  private static func binary(
    _ parts: String..., preamble: String = "", epilogue: String = ""
  ) -> String {
    "MIME-Version: 1.0\r\nContent-Transfer-Encoding: binary\r\nContent-Type: multipart/mixed; boundary=BB\r\n\r\n\(preamble)"
      + parts.map { "--BB\r\n\($0)\r\n" }.joined() + "--BB--\r\n\(epilogue)"
  }

  static let all = [
    LabelCase(
      testDescription: "ASCII alone", message: binary("\r\nx"), labels: ["": "7bit"]),
    LabelCase(
      testDescription: "a leaf that is labelled 7bit and holds more",
      message: binary("Content-Transfer-Encoding: 7bit\r\n\r\ncafé", "\r\nx"),
      labels: ["": "8bit"]),
    LabelCase(
      testDescription: "a leaf without label that holds more", message: binary("\r\ncafé"),
      labels: ["": "8bit"]),
    LabelCase(
      testDescription: "a leaf in quoted-printable that is none",
      message: binary("Content-Transfer-Encoding: quoted-printable\r\n\r\ncafé"),
      labels: ["": "8bit"]),
    LabelCase(
      testDescription: "a preamble", message: binary("\r\nx", preamble: "é\r\n"),
      labels: ["": "8bit"]),
    LabelCase(
      testDescription: "an epilogue", message: binary("\r\nx", epilogue: "é\r\n"),
      labels: ["": "8bit"]),
    LabelCase(
      testDescription: "the header section of a part",
      message: binary("Content-Description: é\r\n\r\nx"), labels: ["": "8bit"]),
    LabelCase(
      testDescription: "the header section of the message itself is not in it",
      message: "Subject: é\r\n" + binary("\r\nx"), labels: ["": "7bit"]),
    LabelCase(
      testDescription: "the header section of a message inside",
      message: binary(
        "Content-Transfer-Encoding: binary\r\nContent-Type: message/rfc822\r\n\r\nSubject: é\r\nMIME-Version: 1.0\r\n\r\nx"
      ), labels: ["": "8bit", "1": "8bit"]),
    LabelCase(
      testDescription: "an epilogue two levels below",
      message: binary(
        "Content-Transfer-Encoding: binary\r\nContent-Type: multipart/mixed; boundary=in\r\n\r\n--in\r\nContent-Transfer-Encoding: binary\r\n\r\nx\r\n--in--\r\né",
        "Content-Transfer-Encoding: binary\r\n\r\ny"),
      labels: ["": "8bit", "1": "8bit", "1.1": "7bit", "2": "7bit"]),
    LabelCase(
      testDescription: "a label in it that claims more than there is",
      message: binary("Content-Transfer-Encoding: 8bit\r\n\r\nx"), labels: ["": "8bit"]),
    LabelCase(
      testDescription: "what is encoded leaves ASCII", target: .sevenBit,
      message: binary("Content-Transfer-Encoding: 7bit\r\n\r\ncafé", "\r\nx"),
      labels: ["": "7bit", "1": "base64"]),
  ]
}

@Suite struct LabelTests {
  @Test(arguments: LabelCase.all)
  func `a label that is written is true of the octets`(_ label: LabelCase) throws {
    let message = Array(label.message.utf8)
    let policy = ConversionPolicy(target: label.target, onlyWithGain: false)
    let plan = ConversionPlanner.plan(for: message.span, policy: policy)
    var written: [String: String] = [:]
    for part in plan.parts {
      switch part.action {
      case .convert(_, let label), .relabel(_, let label):
        written[part.path.description] = label.token
      case .keep, .refuse: break
      }
    }
    #expect(written == label.labels)
    #expect(ConversionInvariants.violation(of: message) == nil)
    let output = try #require(ConversionInvariants.rewrite(message, plan, step: 1000))
    #expect(try falseLabels(output) == [])
  }

  private func falseLabels(_ message: [UInt8]) throws -> [String] {
    var restorer = MessageRestorer()
    var original: [UInt8] = []
    restorer.scan(message.span, into: &original)
    return try restorer.finish(into: &original).falseLabels.map(\.description)
  }

  @Test(
    arguments: [
      ("7bit", "\r\ncafé", true), ("8bit", "\r\ncafé", false), ("7bit", "\r\nx", false),
      ("8bit", "\r\na\0b", true), ("binary", "\r\na\0b", false),
      ("7bit", "Content-Description: é\r\n\r\nx", true), ("8bit", "\r\na\rb", true),
      ("7bit", "Content-Type: message/rfc822\r\n\r\nSubject: é\r\n\r\nx", true),
    ])
  func `the read-back finds a label that claims less than there is`(
    label: String, part: String, isFalse: Bool
  ) throws {
    let message =
      "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=BB\r\nContent-Transfer-Recipe: 1; binary\r\nContent-Transfer-Encoding: \(label)\r\n\r\n--BB\r\n\(part)\r\n--BB--\r\n"
    #expect(try falseLabels(Array(message.utf8)) == (isFalse ? [""] : []))
  }

  @Test func `a label without a recipe is somebody else's`() throws {
    let message =
      "MIME-Version: 1.0\r\nContent-Transfer-Encoding: 7bit\r\n\r\ncafé\r\n"
    #expect(try falseLabels(Array(message.utf8)) == [])
  }
}
