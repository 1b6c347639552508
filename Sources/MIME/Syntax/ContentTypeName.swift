// SPDX-License-Identifier: Apache-2.0

/// Type and subtype of a content type, in lower case.
struct ContentTypeName: Hashable, Sendable {
  /// The types that are treated differently, so that no text need be compared.
  enum Family: Hashable, Sendable {
    case text, multipart, message, application, other
  }

  let family: Family
  let type: String
  let subtype: String
  /// Both, with a slash between them.
  let essence: String

  init(_ type: String, _ subtype: String) {
    self.type = type
    self.subtype = subtype
    essence = "\(type)/\(subtype)"
    family =
      switch type {
      case "text": .text
      case "multipart": .multipart
      case "message": .message
      case "application": .application
      default: .other
      }
  }

  /// The name that the octets are, in any case of letters, if it is one of those that most mail has: it is found without
  /// making texts of the octets.
  ///
  /// - Parameter octets: graphic characters.
  static func common(_ octets: Span<UInt8>, _ range: Range<Int>) -> ContentTypeName? {
    guard range.count <= NameKey.limit else { return nil }
    let key = NameKey(octets, range)
    for index in table.indices where table[index].key == key { return table[index].name }
    return nil
  }

  private static let table: [(key: NameKey, name: ContentTypeName)] = [
    ("text", "plain"), ("text", "html"), ("multipart", "alternative"), ("multipart", "mixed"),
    ("multipart", "related"), ("multipart", "signed"), ("multipart", "report"),
    ("application", "octet-stream"), ("application", "pdf"), ("application", "pgp-signature"),
    ("image", "jpeg"), ("image", "png"), ("image", "gif"), ("message", "rfc822"),
    ("message", "delivery-status"), ("text", "calendar"),
  ].map { type, subtype in
    let name = ContentTypeName(type, subtype)
    let octets = Array(name.essence.utf8)
    return (NameKey(octets.span, 0..<octets.count), name)
  }
}
