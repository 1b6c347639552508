// SPDX-License-Identifier: Apache-2.0
// Made from README.md and Sources/MIME/MIME.docc by Scripts/record-goldens; change it there.
// swift-format-ignore-file
import MIME
import SystemCharsets
import Testing

@Suite struct Snippets {
  @Test func `README, block 1`() throws {
    let octets = Array("From: Anna <anna@mail.example>\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n\r\nHello\r\n".utf8)
    let message = Message(octets, charsets: .system)
    print(message.subject ?? "no subject", message.from, message.date?.description ?? "no date")
    for attachment in message.attachments {
      print(attachment.name ?? "no name", attachment.type.essence, attachment.decodedSize)
    }
    print(message.text ?? "no text")
    print("transfer encodings add \(message.overhead.added) octets")
    let sendable = try message.converted(to: .eightBit)
    print(sendable.octets.count)
  }

  @Test func `ConvertingMessages, block 1`() throws {
    let body = String(repeating: "AAEC", count: 400) + "/w==\r\n"
    let part = "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n" + body
    let message = Array(
      ("MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\n" + part + "--B--\r\n").utf8)

    let plan = ConversionPlanner.plan(for: message.span, policy: ConversionPolicy(target: .binary))
    for part in plan.parts { print(part.path, part.action) }

    var converted: [UInt8] = []
    var rewriter = MessageRewriter(plan: plan)
    rewriter.scan(message.span, into: &converted)
    try rewriter.finish(into: &converted)

    var restored: [UInt8] = []
    var restorer = MessageRestorer()
    restorer.scan(converted.span, into: &restored)
    let result = try restorer.finish(into: &restored)
    precondition(restored == message && result.holdsRecipes)
  }

  @Test func `DecodingBodies, block 1`() throws {
    struct Leaves: EntityEventSink {
      var decoder = BodyDecoder()
      var content: [[UInt8]] = []
      var isInLeaf = false

      mutating func receive(_ event: EntityEvent, _ octets: Span<UInt8>) {
        switch event {
        case .bodyBegan(let description):
          isInLeaf = description.kind == .leaf
          if isInLeaf {
            decoder.begin(description.encoding)
            content.append([])
          }
        case .body: decoder.decode(octets, into: &content[content.count - 1])
        case .entityEnded where isInLeaf:
          _ = decoder.finish(into: &content[content.count - 1])
          isInLeaf = false
        default: break
        }
      }
    }
  }

  @Test func `DecodingBodies, block 2`() throws {
    let stored = Array("QUJD\r\nREVG\r\n".utf8)
    var meter = Base64Meter()
    meter.measure(stored.span)
    let measured = meter.finish()

    var decoder = Base64Decoder()
    var content: [UInt8] = []
    decoder.decode(stored.span, into: &content)
    decoder.finish(into: &content)

    if let layout = measured.layout {
      var encoder = Base64Encoder(layout: layout)
      var again: [UInt8] = []
      encoder.encode(content.span, into: &again)
      encoder.finish(into: &again)
      precondition(again == stored)
    }
  }

  @Test func `MIME, block 1`() throws {
    let octets = Array("From: Anna <anna@mail.example>\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n\r\nHello\r\n".utf8)
    let message = Message(octets, charsets: .system)
    print(message.subject ?? "no subject", message.from, message.date?.description ?? "no date")
    for attachment in message.attachments {
      print(attachment.name ?? "no name", attachment.type.essence, attachment.decodedSize)
    }
    print(message.text ?? "no text")
    print("transfer encodings add \(message.overhead.added) octets")
    let sendable = try message.converted(to: .eightBit)
    print(sendable.octets.count)
  }

  @Test func `MeasuringMail, block 1`() throws {
    var meter = OverheadMeter()
    for (number, text) in ["Subject: one\r\n\r\nx", "Subject: two\r\n\r\ny"].enumerated() {
      var scanner = EntityScanner()
      meter.beginMessage()
      scanner.scan(Array(text.utf8).span, into: &meter)
      scanner.finish(into: &meter)
      meter.endMessage(file: "example", number: number + 1, mailbox: "example")
    }
    let tally = meter.finish()
    print(tally.total.messages, tally.total.wire, tally.total.overhead)
  }

  @Test func `ReadingAMessage, block 1`() throws {
    let text = "Date: Mon, 3 Mar 2025 10:00:00 +0100\r\nTo: Anna <anna@mail.example>, otto@mail.example\r\n\r\nHello\r\n"
    let letter = Message(Array(text.utf8))
    print(letter.to.map(\.address), letter.date?.secondsSince1970 ?? 0, letter.field("x-mailer")?.text ?? "no mailer")
    for part in letter.parts {
      print(part.path, part.type.essence, part.isAttachment, part.encodedSize, part.decodedSize, part.text ?? "")
    }
  }

  @Test func `ReadingAMessage, block 2`() throws {
    let message = Array("MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nHello\r\n".utf8)
    let tree = EntityTreeBuilder.tree(of: message.span)
    for entity in tree.entities {
      print(entity.head.path, entity.head.type.essence, entity.body)
    }
  }

  @Test func `ReadingAMessage, block 3`() throws {
    let field = Array("Content-Disposition: attachment; filename*=UTF-8''r%C3%A9sum%C3%A9.pdf\r\n".utf8)
    if let disposition = ContentDisposition(field: field.span) {
      print(disposition.disposition, disposition.fileName ?? "without a name")
    }
    print(HeaderText.value(ofField: Array("Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n".utf8).span))
  }

  @Test func `ReadingAMessage, block 4`() throws {
    var scanner = EntityScanner()
    var builder = EntityTreeBuilder()
    for chunk in [Array("Subject: x\r".utf8), Array("\n\r\ntext".utf8)] {
      scanner.scan(chunk.span, into: &builder)
    }
    scanner.finish(into: &builder)
    print(builder.tree.octetCount)
  }

  @Test func `ReadingAMessage, block 5`() throws {
    struct BodyCount: EntityEventSink {
      var octets = 0
      mutating func receive(_ event: EntityEvent, _ octets: Span<UInt8>) {
        if case .body = event { self.octets += octets.count }
      }
    }
  }
}
