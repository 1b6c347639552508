// SPDX-License-Identifier: Apache-2.0

/// A part of a message: a leaf, or a message attached to it.
public struct MessagePart: Sendable {
  /// The part's number (RFC 9051 section 6.4.5).
  public var path: PartPath { entity.head.path }
  /// Its content type, or the default that stands for a missing one.
  public var type: ContentType { entity.head.type }
  /// Its transfer encoding; nil where none is stated, which means 7bit.
  public var encoding: ContentTransferEncoding? { entity.head.encoding }
  /// How it is to be shown; nil where that is not stated.
  public let disposition: ContentDisposition?
  /// Octets of its body as they stand in the message.
  public var encodedSize: Int { entity.body.count }
  /// Octets of its body without the transfer encoding.
  public var decodedSize: Int {
    entity.head.kind == .leaf ? entity.size.decoded : entity.body.count
  }
  /// What is wrong with it.
  public var defects: [Defect] { entity.defects }

  private let octets: [UInt8]
  private let entity: Entity
  /// The type of the multipart that it stands in.
  private let enclosing: ContentType?
  private let charsets: any CharsetConverter

  init(of message: Message, _ entity: Entity, enclosing: ContentType?) {
    octets = message.octets
    charsets = message.charsets
    self.entity = entity
    self.enclosing = enclosing
    disposition = entity.contentFields.first { $0.name == .contentDisposition }.flatMap {
      ContentDisposition(field: message.octets[$0.range].span)
    }
  }

  /// Its file name as the sender gave it, for showing; nil where there is none. It may be a path, or name a file that exists
  /// (RFC 2183 section 2.3).
  public var name: String? {
    let parameter = disposition?.parameter("filename") ?? type.parameter("name")
    return parameter?.text(charsets)
  }

  /// Whether it is a file rather than text of the message: it says so, or has a file name, or it is not text and does not belong to
  /// an HTML text beside it (multipart/related, RFC 2387).
  public var isAttachment: Bool {
    if let word = disposition?.disposition { return word != "inline" || name != nil }
    if name != nil || entity.head.kind == .message { return true }
    return !type.isText && enclosing?.essence != "multipart/related"
  }

  /// Its body without the transfer encoding.
  public var decoded: [UInt8] {
    let body = octets[entity.body]
    guard entity.head.kind == .leaf else { return Array(body) }
    var decoder = BodyDecoder()
    var content: [UInt8] = []
    decoder.begin(encoding)
    decoder.decode(body.span, into: &content)
    _ = decoder.finish(into: &content)
    return content
  }

  /// Its body as text. Nil where it is not text, or its character set is not known. Without a charset parameter it is UTF-8, of which
  /// US-ASCII, the default of RFC 2046 section 4.1.2, is a part.
  public var text: String? {
    guard type.isText else { return nil }
    let charset = type.parameter("charset")?.text.lowercased() ?? "utf-8"
    return charsets.text(decoded.span, in: charset)
  }

  /// The message that is attached; nil where the part is none.
  public var message: Message? {
    entity.head.kind == .message ? Message(Array(octets[entity.body]), any: charsets) : nil
  }
}
