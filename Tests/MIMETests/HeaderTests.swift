// SPDX-License-Identifier: Apache-2.0
import MIME
import Testing

@Suite struct HeaderTests {
  private func entity(_ fields: String) throws -> Entity {
    let message = Array("MIME-Version: 1.0\r\n\(fields)\r\n\r\nx".utf8)
    return try #require(EntityTreeBuilder.tree(of: message.span).entities.first)
  }

  @Test(arguments: [
    ("text/HTML", "text/html", [:]),
    ("text/plain; charset=us-ascii (Plain text)", "text/plain", ["charset": "us-ascii"]),
    ("text/plain;\r\n charset=\"us-ascii\"", "text/plain", ["charset": "us-ascii"]),
    ("image/png; name=\"a \\\"b\\\" c\"", "image/png", ["name": "a \"b\" c"]),
    (
      "application/x-stuff; title*=us-ascii'en-us'This%20is%20%2A%2A%2Afun%2A%2A%2A",
      "application/x-stuff", ["title": "This is ***fun***"]
    ),
    (
      "message/external-body; url*0=\"ftp://\"; url*1=\"cs.example/x\"", "message/external-body",
      ["url": "ftp://cs.example/x"]
    ),
    ("a/b; t*0*=utf-8''%C3%BC; t*1=' plain'; t*2*=%C3%9F", "a/b", ["t": "ü' plain'ß"]),
    ("a/b; t*1=x", "a/b", [:] as [String: String]), ("(c) text (d) / (e) plain", "text/plain", [:]),
    ("nonsense", "text/plain", [:]), ("", "text/plain", [:]), ("text/", "text/plain", [:]),
  ])
  func `a content type is read like this`(
    value: String, essence: String, parameters: [String: String]
  ) throws {
    let type = try entity("Content-Type: \(value)").head.type
    #expect(type.essence == essence)
    for (name, text) in parameters { #expect(type.parameter(name)?.text == text) }
    if !value.contains("*1=x") { #expect(type.parameters.count == parameters.count) }
  }

  private func essence(_ value: [UInt8]) throws -> String {
    let message =
      Array("MIME-Version: 1.0\r\nContent-Type: ".utf8) + value + Array("\r\n\r\nx".utf8)
    let tree = EntityTreeBuilder.tree(of: message.span)
    return try #require(tree.entities.first).head.type.essence
  }

  /// A comment behind the slash sends the value the slow way.
  @Test(arguments: [
    "text/plain", "text/html", "TEXT/Calendar", "multipart/alternative", "multipart/mixed",
    "multipart/related", "multipart/signed", "Multipart/Report", "application/octet-stream",
    "application/PDF", "application/pgp-signature", "image/jpeg", "image/png", "image/gif",
    "message/rfc822", "message/delivery-status", "text/plainer", "x-text/plain", "video/mp4",
  ])
  func `a common content type is read like any other, with a stray octet at any place`(
    type: String
  ) throws {
    let octets = Array(type.utf8)
    #expect(try essence(octets) == type.lowercased())
    for place in octets.indices {
      for stray in [0, 0x0D, 0x0F, 0x20, 0x2F, 0x3B, 0x5B, 0x60, 0x7F, 0xFF] as [UInt8] {
        var fast = octets
        fast[place] = stray
        var slow = fast
        if let slash = slow.firstIndex(of: 0x2F) {
          slow.insert(contentsOf: Array("()".utf8), at: slash + 1)
        }
        #expect(try essence(fast) == essence(slow), "\(type), \(stray) at \(place)")
      }
    }
  }

  @Test func `fields of an entity stand where its ranges say`() throws {
    let message = Array(
      "MIME-Version: 1.0\r\nX: y\r\nContent-Type:\r\n text/html\r\nContent-Disposition: inline\r\n\r\nx"
        .utf8)
    let entity = try #require(EntityTreeBuilder.tree(of: message.span).entities.first)
    let texts = entity.contentFields.map { String(decoding: message[$0.range], as: UTF8.self) }
    #expect(
      texts == [
        "MIME-Version: 1.0\r\n", "Content-Type:\r\n text/html\r\n",
        "Content-Disposition: inline\r\n",
      ])
    #expect(message[entity.header].count == message.count - 1)
  }

  @Test(arguments: [
    ("Subject: plain", "plain"), ("Subject: =?utf-8?Q?J=C3=B6rg_?=x", "Jörg x"),
    ("Subject: =?UTF-8?B?R3I=?=\r\n =?utf-8?b?w7zDn2U=?= end", "Grüße end"),
    ("Subject: =?iso-8859-1?q?K=F6ln?=", "Köln"),
    ("Subject: =?koi8-r?B?8NLJ?=", "=?koi8-r?B?8NLJ?="), ("Subject: =?broken", "=?broken"),
    ("no colon", ""),
    ("Subject: =?utf-8*de?q?x?=", "x"),
  ])
  func `a field is shown like this`(field: String, text: String) {
    #expect(HeaderText.value(ofField: Array(field.utf8).span) == text)
  }

  @Test(arguments: [
    ("attachment", "attachment", nil), (" INLINE ; filename=a.txt", "inline", "a.txt"),
    ("attachment; filename=\"a \\\"b\\\".txt\"", "attachment", "a \"b\".txt"),
    ("attachment; filename*=utf-8''%C3%BC.txt", "attachment", "ü.txt"),
    ("attachment; filename*0=\"long \"; filename*1=name", "attachment", "long name"),
    ("attachment; filename=plain; filename*=utf-8''%C3%BC", "attachment", "ü"),
    ("attachment; filename*=utf-8''%C3%BC; filename=plain", "attachment", "ü"),
    ("attachment; filename=\"=?utf-8?q?=C3=BC?=\"", "attachment", "ü"),
    ("", nil, nil), ("; filename=x", nil, nil),
  ])
  func `a content disposition is read like this`(
    value: String, disposition: String?, fileName: String?
  ) {
    let field = ContentDisposition(field: Array("Content-Disposition: \(value)\r\n".utf8).span)
    #expect(field?.disposition == disposition)
    #expect(field?.fileName == fileName)
  }

  @Test func `a field by itself is read like the one of an entity`() {
    let type = ContentType(field: Array("Content-Type: Text/HTML; charset=utf-8\r\n".utf8).span)
    #expect(type?.essence == "text/html" && type?.parameter("charset")?.text == "utf-8")
    #expect(ContentType(field: Array("Content-Type: nonsense".utf8).span) == nil)
    let field = Array("Content-Transfer-Encoding: BASE64\r\n".utf8)
    #expect(ContentTransferEncoding(field: field.span) == .base64)
    #expect(ContentTransferEncoding(field: Array("Content-Transfer-Encoding:".utf8).span) == nil)
  }

  @Test(arguments: [
    ("name=x; name*=utf-8''y", "y", false), ("name*=utf-8''y; name=x", "y", false),
    ("name=x; name=y", "x", true), ("name*=''x; name*=''y", "x", true),
  ])
  func `of a plain and an extended value the extended one counts`(
    parameters: String, text: String, isDefect: Bool
  ) throws {
    let entity = try entity("Content-Type: a/b; \(parameters)")
    #expect(entity.head.type.parameter("name")?.text == text)
    #expect(entity.defects.contains { $0.kind == .duplicateParameter } == isDefect)
  }

  @Test(arguments: ["boundary", "charset"])
  func `a parameter that decides the reading may not be given twice`(name: String) throws {
    let entity = try entity("Content-Type: text/plain; \(name)=x; \(name)*=utf-8''y")
    #expect(entity.defects.contains { $0.kind == .duplicateParameter })
  }

  private struct FieldNames: EntityEventSink {
    var names: [FieldName] = []
    mutating func receive(_ event: EntityEvent, _ octets: Span<UInt8>) {
      if case .fieldBegan(let name) = event { names.append(name) }
    }
  }

  private func fieldName(_ text: String) -> FieldName? {
    var sink = FieldNames()
    var scanner = EntityScanner()
    scanner.scan(Array("\(text): x\r\n\r\n".utf8).span, into: &sink)
    scanner.finish(into: &sink)
    return sink.names.first
  }

  @Test(arguments: FieldName.allCases)
  func `a field's name is known in any case of letters, and only whole`(name: FieldName) {
    let text = name == .other ? "x-other" : name.rawValue
    #expect(fieldName(text) == name)
    #expect(fieldName(text.uppercased()) == name)
    for near in [
      text + "x", "x" + text, String(text.dropLast()), text.replacing("-", with: "_") + "_",
      String(text.reversed()),
    ] {
      #expect(fieldName(near) == .other || FieldName(rawValue: near) != nil, "\(near)")
    }
  }
}
